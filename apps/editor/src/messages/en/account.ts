/** One’s own account: how one signs in, and where one is signed in. */
export const account = {
  "account.title": "Your account",
  "account.sessions": "Where you are signed in",
  "account.sessions.text": "End what you do not know, then change your password.",
  "account.sessions.this": "This one",
  "account.sessions.seen": "Last used",
  "account.sessions.unknown": "Unknown device",
  "account.sessions.end": "End",
  "account.sessions.endLabel": "End the session on {device}",
  "account.sessions.endOthers": "End all others",
  "account.sessions.ended": "Signed out there.",
};
