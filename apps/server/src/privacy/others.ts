import { isObject, type Json } from "@leeway/engine";
import { contactsIn, maskText } from "./mask.js";
import type { Marks } from "./marks.js";

/** What stands in a copy for a person in the place of somebody else. */
export const SOMEBODY_ELSE = "[somebody else]";

/** Whether a phone or an e-mail in it is not this person's. It may be a further one of theirs: nobody can tell. */
export function namesOthers(value: Json, marks: Marks): boolean {
  if (typeof value === "string") return contactsIn(value).some((one) => !marks.name(one));
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
