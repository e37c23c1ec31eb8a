import type { Catalogue } from "../texts.js";

const slow = "Try again in a moment. If it repeats, the service or the way to it is slow.";
const check = "Check the address and the token in the credential.";

/** What to do when a call that a person waits for fails, in English. */
export const askedHints: Catalogue["askedHints"] = {
  "request.notSent": "Check the address in the credential and whether this server may reach it, then try again.",
  "request.cutOff": slow,
  "request.timeout": slow,
  "request.status": check,
  "service.notFound": check,
  "service.rejected": check,
  "service.saidNo": check,
  "service.down": "Try again in a few minutes.",
  "service.limited": "Try again in a minute. Runs, or another program with the same token, have used up the limit.",
};
