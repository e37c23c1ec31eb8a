import { sayStepError, type Said } from "@leeway/api";
import type { Locale, StepError } from "@leeway/engine";

/** What a far end's refusal means to the person who waits for it; names the credential. */
export function sayRefusal(why: StepError, credential: string, locale: Locale): Said {
  const said = sayStepError({ ...why, values: { ...why.values, credential } }, locale);
  // A step waits and sends again by itself, as its hint says; what a person waits for does not.
  return why.code === "service.limited" ? { message: said.message } : said;
}
