import type { Catalogue, Topic } from "../../texts.js";

/** Who comes in, and how, in English. */
export const people: Topic<
  Catalogue["httpProblems"],
  "auth" | "setup" | "signIn" | "account" | "password" | "reset" | "secondFactor" | "passkey" | "oidc" | "apiKey"
> = {
  "auth.required": { title: "Please sign in", detail: "Sign in, or send a valid API key." },
  "auth.wrongPassword": { title: "Could not sign in", detail: "The email or the password is not right." },
  "auth.tooManyTries": {
    title: "Too many attempts",
    detail: [
      "Please wait {seconds, plural, one {# second} other {# seconds}} and try again.",
      "Please wait a little and try again.",
    ],
  },
  "auth.tooManyFromHere": {
    title: "Too many wrong tries from this network",
    detail: [
      "Somebody at this internet address has tried too many passwords or codes, at whatever accounts. Wait {seconds, plural, one {# second} other {# seconds}} and try again, or come in from a browser in which you have signed in before, by a passkey or by a link for a new password.",
      "Somebody at this internet address has tried too many passwords or codes. Wait a little and try again, or come in from a browser in which you have signed in before.",
    ],
  },
  "auth.forbidden": {
    title: "No permission",
    detail: [
      "An API key may not {permission}: a person does that in the editor.",
      "You may not do this in this workspace.",
    ],
  },
  "auth.role": {
    title: "Your role does not allow this",
    detail: [
      "This API key has the role “{keyRole}”. It does not let it {permission}. Roles that may: {who}.",
      "Your role in this workspace is “{role}”. It does not let you {permission}. Who may: {who}.",
      "Your role in this workspace does not let you do this. Ask an owner or an admin.",
    ],
  },
  "auth.unknownHost": {
    title: "This address is not known here",
    detail: [
      "Leeway does not know {host} as its own address. Open it by its IP address, or start it with this address in LEEWAY_PUBLIC_URL.",
      "Leeway does not know this address as its own. Open it by its IP address, or start it with this address in LEEWAY_PUBLIC_URL.",
    ],
  },
  "apiKey.expired": {
    title: "This API key has expired",
    detail: [
      "It was good until {until, date, long}. Make a new one in the editor: Settings → API keys.",
      "Make a new one in the editor: Settings → API keys.",
    ],
  },
  "apiKey.renewed": {
    title: "This API key was renewed",
    detail: [
      "A new one has taken its place, and this one was good until {until, date, long}. Enter the new one; if nobody has kept it, renew it once more: Settings → API keys.",
      "A new one has taken its place. Enter that; if nobody has kept it, renew it once more: Settings → API keys.",
    ],
  },
  "apiKey.alreadyRenewed": {
    title: "This key was renewed already",
    detail: [
      "The list has a newer key “{name}”: renew that one, or delete it first.",
      "The list has a newer key in its place: renew that one, or delete it first.",
    ],
  },
  "apiKey.resting": {
    title: "This API key rests since a restore",
    detail: [
      "Leeway was restored from a backup on {since, date, long}, and a key may have been deleted after it was made. The key works again once an owner or admin confirms it: After the restore → API keys.",
      "Leeway was restored from a backup. The key works again once an owner or admin confirms it: After the restore → API keys.",
    ],
  },
  "auth.crossSite": {
    title: "The request is not accepted",
    detail: "It came from another site. Open Leeway at its own address and try again.",
  },
  "account.lastOwner": {
    title: "Others need you still",
    detail: [
      "You are the only owner of {workspaces}, where others work, too. Make one of them an owner, or delete the workspace; then delete your account.",
      "You are the only owner of a workspace where others work, too. Make one of them an owner, or delete it; then delete your account.",
    ],
  },
  "account.lastPerson": {
    title: "You are the only one here",
    detail:
      "Nobody else has an account on this server: without yours it would belong to whoever opens it first. Whoever runs it can take it down with all its data.",
  },
  "account.otherEmail": {
    title: "This is not your email",
    detail: ["To delete your account, type {email}.", "To delete your account, type its email."],
  },
  "setup.alreadyDone": { title: "Leeway is set up already", detail: "There is an owner. Please sign in." },
  "auth.confirm": { title: "Confirm that it is you", detail: "Show once more who you are, then try again." },
  "auth.confirmCode": {
    title: "A code as well, please",
    detail:
      "You have a second step: enter a code from the app or a recovery code beside the password, or use a passkey.",
  },
  "secondFactor.wrong": {
    title: "This code does not fit",
    detail: "Each code works once, for about half a minute. Wait for the next one in the app, or use a recovery code.",
  },
  "secondFactor.over": {
    title: "Please begin again",
    detail: "Too much time has passed, or the code was wrong too often. Enter your password again.",
  },
  "secondFactor.isOn": { title: "The second step is on already", detail: "Turn it off first to set up another app." },
  "secondFactor.isOff": { title: "The second step is off", detail: "Recovery codes are made when you turn it on." },
  "secondFactor.needed": {
    title: "This workspace asks for a second step",
    detail: "Set it up for your account; then everything opens.",
  },
  "passkey.refused": {
    title: "This passkey did not work",
    detail: "It is not known here any more, or too much time has passed. Try again, or sign in another way.",
  },
  "passkey.resting": {
    title: "This passkey rests since a restore",
    detail:
      "Leeway was restored from a backup, and a passkey may have been removed after it was made. Sign in with your password or another way and use the passkey as the second step: then it opens by itself again.",
  },
  "passkey.needsName": {
    title: "Passkeys need a name",
    detail:
      "Browsers keep passkeys for host names only, not for bare IP addresses. Open Leeway under its name, or as localhost on this machine.",
  },
  "oidc.over": {
    title: "Please begin again",
    detail: "This sign-in was begun in another browser, or too much time has passed.",
  },
  "oidc.cancelled": {
    title: "You did not sign in",
    detail: "You went back from your company’s sign-in service, or it did not let you on. Try again when you like.",
  },
  "oidc.unreachable": {
    title: "The sign-in service does not answer",
    detail: [
      "Your company’s sign-in service ({host}) cannot be reached just now. Try again in a minute; if you have a password or a passkey here, use that meanwhile.",
      "Your company’s sign-in service cannot be reached just now. Try again in a minute; if you have a password or a passkey here, use that meanwhile.",
    ],
  },
  "oidc.failed": {
    title: "The sign-in did not work",
    detail: [
      "Your company’s sign-in service answered: {reason}. Try again; if it stays so, tell whoever runs this server.",
      "Your company’s sign-in service gave no usable answer. Try again; if it stays so, tell whoever runs this server.",
    ],
  },
  "oidc.unverified": {
    title: "Your email is not confirmed there",
    detail:
      "Your company’s sign-in service does not say that your email is confirmed. Confirm it there, then sign in again.",
  },
  "oidc.nobody": {
    title: "You are not invited yet",
    detail: [
      "Nobody here has the email {email}, and it is not invited. Ask an admin of the workspace for an invitation.",
      "Nobody here has this email, and it is not invited. Ask an admin of the workspace for an invitation.",
    ],
  },
  "oidc.tooWeak": {
    title: "More is needed there",
    detail:
      "Your company’s sign-in service let you in, but not in a way that this Leeway asks for, such as with a second step. Set that up there, sign out there, then sign in again. If it stays so, tell whoever runs this server.",
  },
  "oidc.somebodyElse": {
    title: "That is somebody else",
    detail: "You signed in there with an account that is not yours here. Nothing has changed: try again with your own.",
  },
  "oidc.notAsked": {
    title: "You were not asked there",
    detail:
      "Your company’s sign-in service let you on without asking who you are, or does not say when it asked. Go back and show who you are by your password or a passkey; if you have neither, set a password by a link (“Forgot the password?”).",
  },
  "password.easy": {
    title: "This password is too easy to guess",
    detail: [
      "{why, select, common {It is among the passwords that are tried first, or close to one. Choose another, such as four words that have nothing to do with each other.} personal {It is made of your own name, email or company, and that is tried first. Choose another, such as four words that have nothing to do with each other.} other {It is a pattern, like a row of keys, a repeat or a date. Choose another, such as four words that have nothing to do with each other.}}",
      "It is among the passwords that are tried first, or close to one. Choose another, such as four words that have nothing to do with each other.",
    ],
  },
  "reset.elsewhere": {
    title: "You cannot make this link",
    detail: [
      "{email} also works in a workspace that you do not own. They can ask for a new password themselves on the sign-in page, or whoever runs this server gives them one.",
      "This person also works in a workspace that you do not own. They can ask for a new password themselves on the sign-in page, or whoever runs this server gives them one.",
    ],
  },
  "signIn.unknown": {
    title: "This sign-in is not known",
    detail:
      "This sign-in was not begun here, has been used already, or took longer than ten minutes. Press “Sign in with Google” once more.",
  },
  "signIn.notAllowed": {
    title: "Google gave no access",
    detail: "In Google’s window, access to the spreadsheets has to stay ticked. Press “Sign in with Google” once more.",
  },
};
