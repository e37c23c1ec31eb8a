import { isObject, type Json } from "../json.js";

const idKeys = ["id", "_id", "person_id", "account_id"];
const nameKeys = ["name", "title", "message_name", "full_name"];
/** A long list is not searched to its end: the line is a help, not a promise. */
const MOST = 2_000;

/** Whether a text is an id of Leeloo (24 signs) or of Leeway: it says nothing to people. */
export const isId = (text: string): boolean => /^[0-9a-f]{24}$|^[a-z]+_[0-9a-f-]{30,}$/i.test(text);

/** The name of whoever or whatever has this id in the answers that a run has got. */
export function whoseId(id: string, answers: readonly (Json | undefined)[]): string | undefined {
  let left = MOST;
  const search = (value: Json | undefined, around: string | undefined): string | undefined => {
    if (left-- <= 0) return undefined;
    if (Array.isArray(value)) return first(value, around);
    if (!isObject(value)) return undefined;
    const name = nameOf(value) ?? around;
    if (name !== undefined && idKeys.some((key) => value[key] === id)) return name;
    return first(Object.values(value), name);
  };
  const first = (values: readonly (Json | undefined)[], around: string | undefined) => {
    for (const value of values) {
      const found = typeof value === "object" ? search(value, around) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return first(answers, undefined);
}

function nameOf(value: Record<string, Json>): string | undefined {
  for (const key of nameKeys) {
    const name = value[key];
    if (typeof name === "string" && name.trim() !== "") return name.trim();
  }
  return undefined;
}
