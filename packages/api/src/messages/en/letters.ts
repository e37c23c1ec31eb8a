import type { Catalogue } from "../texts.js";

/** Letters of the server itself, in English. */
export const letters: Catalogue["letters"] = {
  resetSubject: "A new password for Leeway",
  resetText:
    "Somebody, most likely you, asked for a new password for {email}.\n\nChoose it here within {hours, plural, one {an hour} other {# hours}}:\n{url}\n\nIf it was not you, do nothing: your password stays as it is.",
};
