import type { Catalogue } from "../texts.js";

/** What is wrong with one field of a request, in English. */
export const fieldFaults: Catalogue["fieldFaults"] = {
  missing: "This is missing. Fill it in.",
  kind: ["Expected here: {expected}.", "This value is of another kind than expected."],
  empty: "This must not be empty.",
  tooShort: [
    "At least {count, plural, one {# character is} other {# characters are}} needed here.",
    "This is too short.",
  ],
  tooLong: [
    "At most {count, plural, one {# character is} other {# characters are}} possible here.",
    "This is too long.",
  ],
  tooFew: [
    "At least {count, plural, one {# entry is} other {# entries are}} needed here.",
    "There are too few entries.",
  ],
  tooMany: [
    "At most {count, plural, one {# entry is} other {# entries are}} possible here.",
    "There are too many entries.",
  ],
  tooSmall: ["The number must not be below {count}.", "The number is too small."],
  tooBig: ["The number must not be above {count}.", "The number is too large."],
  notAbove: ["The number must be above {count}.", "The number is too small."],
  notBelow: ["The number must be below {count}.", "The number is too large."],
  email: "This is not an email address. Example: anna@example.com.",
  url: "This is not a link. A link begins with http:// or https://.",
  pattern: "This text has a form that is not possible here.",
  choice: ["Choose one of these: {choices}.", "This is none of the possible values."],
  unknown: ["Not known here: {keys}. Leave it out.", "This has a part that is not known here."],
  wrong: "This value is not possible here.",
  valueName: "A name begins with a Latin letter or _ and has Latin letters, digits and _ only, at most 64 of them.",
  host: "Give the host alone, without http:// and path, as in shop.example.com.",
  header: "The name of a header has Latin letters, digits and hyphens, without spaces.",
  botToken: "A bot’s token from @BotFather is like 123456:ABC-def.",
  sender: "An address like shop@example.com, or The shop <shop@example.com>.",
  serviceAccountKey: "Paste the whole content of the key file, from its first bracket to its last.",
  plainUrl: "Give the link without a user name, ? and #.",
  ownAddress: "Leeloo sends to this address: events would go round in circles. Give another one.",
  timezone: "There is no such time zone. Example: Europe/Kyiv.",
  past: "This moment has passed. Choose a later one.",
  ofPerson: "Write a phone, an e-mail or an ID from Leeloo: another word may be about many people.",
  ofRuns: "This name is a part of every run and cannot be hidden. Name a field of your data, e.g. passport.",
  workspaceFile: "This is not a file that Leeway wrote of a workspace. Choose such a file.",
  newerFile: "A newer Leeway wrote this file. Update this one first, then take the file in.",
  secretInFile:
    "A file of a workspace has no secrets. Take this one out of it; after the import it is entered under “Credentials”.",
  twice: "This is in the file twice. Leave one of the two.",
  notInFile: "The labels of the file have no such one. Add it to them, or take it off here.",
  triesDraft: "A single step, or the steps up to one, are run of the draft alone. Leave the version out.",
  onlyOrUpTo:
    "Name the step either in `only`, to try it alone, or in `upTo`, to go as far as it. Leave one of them out.",
  oneItem: "Other data is for one item that is done again. Name that one alone, or leave this out.",
};
