import { isId, isObject, type Json, type JsonObject } from "@leeway/engine";

/** How values are written for people: phone numbers grouped, money with its currency, ids by their last signs. */
export interface Say {
  number: (value: number) => string;
  money: (value: number, currency: string) => string;
  /** A moment given as ISO text. */
  moment: (iso: string) => string;
  yes: string;
  no: string;
  /** How many more there are than those that were named. */
  more: (count: number) => string;
}

const LONGEST = 120;
const SHOWN = 3;

const cut = (text: string, longest = LONGEST): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
};

/** `+380671234567` → `+380 67 123 45 67`; what is no such number stays as it is. */
export function phone(text: string): string {
  const ukrainian = /^\+?(380)(\d{2})(\d{3})(\d{2})(\d{2})$/.exec(text);
  if (ukrainian) return `+${ukrainian.slice(1).join(" ")}`;
  const other = /^\+(\d{1,3})(\d{3})(\d{3})(\d{4})$/.exec(text);
  return other ? `+${other.slice(1).join(" ")}` : text;
}

/** Ids say nothing whole: their end tells them apart. */
export const shortId = (text: string): string => (isId(text) ? `…${text.slice(-6)}` : text);

/** `2026-11-21T08:04:32.721Z` */
export const isMoment = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text));

/** `from: 1 Jan 2000, to: today`: the entries of an object that has no name of its own. */
const listed = (value: JsonObject, say: Say): string =>
  Object.entries(value)
    .flatMap(([name, one]) => (isObject(one) || Array.isArray(one) ? [] : [`${name}: ${inWords(one, say)}`]))
    .join(", ");

/** One value in a few words. */
export function inWords(value: Json | undefined, say: Say): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string" && isMoment(value)) return say.moment(value);
  if (typeof value === "string")
    return isId(value) ? shortId(value) : cut(/^\+?\d{10,15}$/.test(value) ? phone(value) : value);
  if (typeof value === "number") return say.number(value);
  if (typeof value === "boolean") return value ? say.yes : say.no;
  if (Array.isArray(value)) {
    const some = value.slice(0, SHOWN).map((one) => inFewWords(one, say));
    return some.join(", ") + (value.length > SHOWN ? ` ${say.more(value.length - SHOWN)}` : "");
  }
  return glimpse(value, say).join(" · ") || cut(listed(value, say)) || cut(JSON.stringify(value), 60);
}

const FEW = 40;

/** One of several: as much of it as fits, but no half of a number. */
function inFewWords(value: Json, say: Say): string {
  const [first = "", ...rest] = glimpse(value, say);
  if (first === "") return cut(inWords(value, say), FEW);
  return rest.reduce(
    (said, part) => {
      const longer = `${said} · ${part}`;
      return longer.length <= FEW ? longer : said;
    },
    cut(first, FEW),
  );
}

const names = ["name", "title", "message_name", "label", "full_name", "fullName"];
const sums = ["total", "price", "amount", "sum"];

function textAt(value: JsonObject, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const found = value[key];
    if (typeof found === "string" && found.trim() !== "") return cut(found, 60);
  }
  return undefined;
}

/** What a person would read first: who, how to reach them, how much. Empty where there is nothing of that kind. */
export function glimpse(value: Json | undefined, say: Say): string[] {
  if (!isObject(value)) return [];
  const number = value.number ?? value.order_number;
  const parts = [
    typeof number === "string" || typeof number === "number" ? `№${number}` : undefined,
    textAt(value, names),
    typeof value.phone === "string" && value.phone ? phone(value.phone) : undefined,
    textAt(value, ["email"]),
    moneyOf(value, say),
  ];
  const found = parts.filter((part): part is string => part !== undefined);
  if (found.length > 0) return found;
  const id = value.id ?? value._id;
  return typeof id === "string" ? [shortId(id)] : [];
}

/** An entry of a list at a service: what it says or is, and when it was made. */
export function entryInWords(value: Json, say: Say): string {
  if (!isObject(value)) return inWords(value, say);
  const text = textOrNothing(value.text).trim();
  const made = textOrNothing(value.createdAt ?? value.created_at);
  const words = [...(text === "" ? glimpse(value, say) : [cut(text)]), ...(isMoment(made) ? [say.moment(made)] : [])];
  return words.join(" · ") || inWords(value, say);
}

function moneyOf(value: JsonObject, say: Say): string | undefined {
  const key = sums.find(
    (name) => typeof value[name] === "number" || /^\d+([.,]\d+)?$/.test(textOrNothing(value[name])),
  );
  if (key === undefined) return undefined;
  const amount = Number(String(value[key] as string | number).replace(",", "."));
  return say.money(amount, textOrNothing(value.currency));
}

const textOrNothing = (value: Json | undefined): string => (typeof value === "string" ? value : "");
