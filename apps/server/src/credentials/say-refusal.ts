import { sayAskedError, type Said } from "@leeway/api";
import type { Locale, StepError } from "@leeway/engine";

/** What a far end's refusal means to the person who waits for it; names the credential. */
export function sayRefusal(why: StepError, credential: string, locale: Locale): Said {
  return sayAskedError({ ...why, values: { ...why.values, credential } }, locale);
}
