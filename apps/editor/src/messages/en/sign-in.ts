/** Coming in: the first start, signing in, a new password. */
export const signIn = {
  "auth.welcome": "Welcome to Leeway",
  "auth.setup.text": "Create the owner’s account. It stays on this machine.",
  "auth.signIn.title": "Sign in",
  "auth.signIn.button": "Sign in",
  "auth.setup.button": "Create the account",
  "auth.name": "Your name",
  "auth.email": "Email",
  "auth.password": "Password",
  "auth.password.rule": "At least 10 characters",
  "auth.workspace": "Name of the workspace",
  "auth.workspace.hint": "Usually the company’s or project’s name",
  "auth.language": "Language",
  "auth.show": "Show the password",
  "auth.forgot": "Forgot the password?",
  "auth.forgot.title": "Forgot the password",
  "auth.forgot.text": "We will send you a link by which you set a new one.",
  "auth.forgot.button": "Send the link",
  "auth.forgot.sent":
    "If {email} has an account here, a letter with a link is on its way. The link works once, within an hour. Nothing there? Look in the spam folder, or ask an owner of your workspace for a link.",
  "auth.forgot.owner":
    "This server sends no mail. Ask an owner of your workspace for a link by which you set a new password.",
  "auth.forgot.command": "Nobody there to ask? Whoever runs this server can enter the command",
  "auth.back": "Back to signing in",
  "auth.reset.title": "New password",
  "auth.reset.button": "Set the password",
  "auth.reset.done": "The new password is set. Sign in with it.",
};
