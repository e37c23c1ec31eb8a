import type { Catalogue } from "../texts.js";

/** Letters of the server itself, in English. */
export const letters: Catalogue["letters"] = {
  resetSubject: "A new password for Leeway",
  resetText:
    "Somebody, most likely you, asked for a new password for {email}.\n\nChoose it here within {hours, plural, one {an hour} other {# hours}}:\n{url}\n\nIf it was not you, do nothing: your password stays as it is.",
  invitationSubject: "{by} invites you to “{workspace}” in Leeway",
  invitationText:
    "{by} invites you to work together in the workspace “{workspace}” in Leeway.\n\nCome in by this link within {days, plural, one {# day} other {# days}}; it works once:\n{url}\n\nIf you do not know what this is about, do nothing.",
};
