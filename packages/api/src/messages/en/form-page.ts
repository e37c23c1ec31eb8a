import type { Catalogue } from "../texts.js";

/** What pages of forms say, in English. */
export const formPage: Catalogue["formPage"] = {
  send: "Send",
  required: "required",
  optional: "optional",
  choose: "Choose…",
  thanks: "Thank you!\nYour answers have been received.",
  check: [
    "{count, plural, one {One answer is} other {# answers are}} not right yet. What to do stands below.",
    "Some answers are not right yet.",
  ],
  again: "This page was open for a long time. Nothing is lost: press the button once more.",
  otherPage:
    "This was sent by a page of another site. Please look through your answers here, and press the button once more.",
  tooFast: "Please look your answers over and press the button once more.",
  tooOften: [
    "Too much was sent from your network. Wait {seconds, plural, one {# second} other {# seconds}} and press the button again; your answers are still here.",
    "Too much was sent from your network. Wait a minute and press the button again; your answers are still here.",
  ],
  missing: "Please fill this in.",
  consent: "Please tick this to go on.",
  phone: "This is no phone number. Example: +380 67 123 45 67.",
  email: "This is no e-mail address. Example: anna@example.com.",
  number: "Please write a number, such as 12 or 3.5.",
  date: "Please give a date, such as 31.12.2026.",
  choice: "Please take one of the choices.",
  tooLong: ["At most {count, plural, one {# character} other {# characters}}, please.", "This is too long."],
  file: "Please choose the file, also where you chose it before.",
  tooLarge: [
    "This is too large: at most {megabytes, number} MB can be sent at once. Go back and choose smaller files.",
    "This is too large. Go back and choose smaller files.",
  ],
  busy: [
    "This page was opened too often from your network. Please wait {seconds, plural, one {# second} other {# seconds}} and open it again.",
    "This page was opened too often from your network. Please wait a minute and open it again.",
  ],
  gone: "There is no form at this address, or it is not open now. Please ask whoever gave you the link.",
  failed: "Your answers could not be taken just now. They are still here: press the button again in a minute.",
  preview: "A look at the draft. What you send here starts nothing.",
  emptyField: "Leave this empty",
};
