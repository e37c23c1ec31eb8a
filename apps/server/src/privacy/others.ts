import { isObject, type Json } from "@leeway/engine";
import { phonesIn } from "../search/terms.js";
import { maskText } from "./mask.js";
import type { Marks } from "./marks.js";

/** What stands in a copy for a person in the place of somebody else. */
export const SOMEBODY_ELSE = "[somebody else]";

const EMAIL = /[^\s@<>"'(),;:[\]\\]{1,64}@[^\s@<>"'(),;:[\]\\.]{1,63}\.[^\s@<>"'(),;:[\]\\]{1,190}/gu;
/** Shorter ones may be anything. */
const FEWEST_DIGITS = 10;

/** Whether a phone or an e-mail in it is not this person's. It may be a further one of theirs: nobody can tell. */
export function namesOthers(value: Json, marks: Marks): boolean {
  if (typeof value === "string") {
    const phones = phonesIn(value).filter(({ length }) => length >= FEWEST_DIGITS);
    return [...(value.match(EMAIL) ?? []), ...phones].some((one) => !marks.name(one));
  }
  if (Array.isArray(value)) return value.some((one) => namesOthers(one, marks));
  return isObject(value) && Object.values(value).some((one) => namesOthers(one, marks));
}

/** What is theirs, without objects about others; a phone or an e-mail of others in what is theirs is hidden. */
export function withoutOthers(value: Json, marks: Marks): Json {
  if (typeof value === "string") return namesOthers(value, marks) ? maskText(value) : value;
  if (Array.isArray(value)) return value.map((one) => withoutOthers(one, marks));
  if (!isObject(value)) return value;
  const own = Object.values(value).filter((one) => typeof one === "string" || typeof one === "number");
  const isTheirs = own.some((one) => marks.name(one));
  if (!isTheirs && own.some((one) => namesOthers(one, marks))) return SOMEBODY_ELSE;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutOthers(one, marks)]));
}
