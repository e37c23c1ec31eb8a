import { HIDDEN, type HiddenFields } from "./hidden-fields.js";
import { SHORTEST } from "./known-values.js";
import { inAnswers, inMessages, type OurObject } from "./our-words.js";

/** `olena@example.com`, also as an address or JSON writes it. The lengths are those of RFC 5321: a long text stays cheap. */
const EMAIL =
  /[^\s@<>"'(),;:[\]\\%&=?/]{0,64}(?:@|%40|\\u0040)[^\s@<>"'(),;:[\]\\%&=?/.]{1,63}\.[^\s@<>"'(),;:[\]\\%&=?/]{1,190}/giu;
/** Ids and moments are made of digits too, and tell nothing of a person. */
const NO_PHONE = String.raw`(?<![0-9a-z])(?=\d*[a-f])[0-9a-f]{24}(?![0-9a-z])|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?`;
/** Digits as people write phones and cards, with spaces, dots, dashes and brackets between them. */
const DIGITS = String.raw`(?:\+|%2B)?\(?\d(?:[\s().\-/]{0,3}\d){8,18}(?!\d)`;
/** Not in the middle of a word; but a line end or a sign that JSON writes by letters is none. */
const BEFORE = String.raw`(?:(?<![0-9A-Za-z_])|(?<=\\[bfnrt]|\\u[0-9a-f]{4}))`;
const NUMBER = new RegExp(`(${NO_PHONE})|${BEFORE}${DIGITS}`, "gi");
/** Addresses of ours by which whoever knows them starts or goes on with a run; also as JSON or an address writes them. */
const ADDRESS = /((?:\\?\/|%2F)hooks(?:-test)?(?:(?:\\?\/|%2F)(?:resume|leeloo))?(?:\\?\/|%2F))[\w.~-]+/giu;
const PHONE_KEY = /phone|mobile|viber|whatsapp|^tel(?:$|[^a-z])/i;

/** A text without its e-mails, phone numbers and addresses of ours; enough of each stays to tell two of them apart. */
export function maskText(text: string): string {
  if (text.length < 5) return text;
  return text
    .replace(ADDRESS, `$1${HIDDEN}`)
    .replace(EMAIL, (email) => `${firstOf(email)}${HIDDEN}@${HIDDEN}`)
    .replace(NUMBER, (found: string, kept: string | undefined) => kept ?? `${HIDDEN}${found.slice(-2)}`);
}

/** A number that begins as phones do, and not as the numbers of orders. */
const AS_PHONES_BEGIN = /^(?:\+|%2B|\(?0|\(?380|8[\s(-]{0,2}0)/i;

/** The e-mails and phones in a text. */
export function contactsIn(text: string): string[] {
  const numbers = Array.from(text.matchAll(NUMBER)).filter(([, kept]) => kept === undefined);
  const phones = numbers.map(([found]) => found).filter((found) => AS_PHONES_BEGIN.test(found));
  return [...(text.match(EMAIL) ?? []), ...phones];
}

/** The first letter, whole where it is made of two units; none of an address that begins with its sign. */
const firstOf = (email: string) => /^[^@%\\]/u.exec(email)?.[0] ?? "";

/** What is hidden beside e-mails and phones, and what is not. */
export interface MaskRules {
  hidden: HiddenFields;
  /** Names of fields that stay as they are. */
  kept: ReadonlySet<string>;
  /** It is a message of a stream of a run's events. */
  isMessage?: boolean;
}

/** What stands under these names is the data of runs, and no word of ours that a program goes by. */
const OF_RUNS = new Set(
  "input output payload error keyError rehearsed data result results answer body values facts message item found note headers query params request response entry names".split(
    " ",
  ),
);

/** Where a value stands in an answer. */
interface Place {
  isOfRuns: boolean;
  /** Nobody knows which values are to be hidden there. */
  isUnknown: boolean;
  /** What of ours stands around it. */
  within?: OurObject | undefined;
}

/**
 * An answer as somebody reads it who may not see personal data: e-mails and phones are hidden wherever they stand, the
 * values of chosen fields whole, and all that came with runs of which these are not known. Its shape stays, so what reads it
 * needs no second form.
 */
export function masked(value: unknown, rules: MaskRules): unknown {
  const within = rules.isMessage ? { ours: new Set<string>(), inside: inMessages } : undefined;
  return maskedAt(value, rules, { isOfRuns: false, isUnknown: rules.hidden.knowsNothingOf(), within });
}

function maskedAt(value: unknown, rules: MaskRules, place: Place): unknown {
  if (typeof value === "string") return maskedText(value, rules, place);
  if (typeof value === "number")
    return isPhone(value) || (place.isOfRuns && isHidden(value, rules, place)) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((one) => maskedAt(one, rules, place));
  if (value === null || typeof value !== "object") return value;
  const at = { ...place, isUnknown: place.isUnknown || rules.hidden.knowsNothingOf(value) };
  const shown: Record<string, unknown> = Object.create(null);
  const names = new Names(shown);
  for (const [key, one] of Object.entries(value)) {
    const name = names.for(at.within ? key : maskedName(key, rules, at));
    const within = insideOf(at, key, one);
    if (rules.kept.has(key) || (!within && at.within?.ours.has(key))) shown[name] = one;
    else if (hides(value, key, one, rules.hidden)) shown[name] = HIDDEN;
    else shown[name] = maskedAt(one, rules, { ...at, isOfRuns: at.isOfRuns || OF_RUNS.has(key), within });
  }
  return shown;
}

/** Names that look alike now, and are still two. */
class Names {
  readonly #times = new Map<string, number>();

  constructor(private readonly given: object) {}

  for(name: string): string {
    let times = this.#times.get(name) ?? 0;
    let free = name;
    while (free in this.given) free = `${name}${++times + 1}`;
    this.#times.set(name, times);
    return free;
  }
}

/** What of ours an object is; a text under the same name is none. */
function insideOf({ isOfRuns, within }: Place, key: string, value: unknown): OurObject | undefined {
  if (value === null || typeof value !== "object") return undefined;
  return within ? within.inside.get(key) : isOfRuns ? undefined : inAnswers.get(key);
}

/** Where nobody knows the values, the names that data has may be some of them. */
function maskedName(name: string, rules: MaskRules, place: Place): string {
  return place.isOfRuns && place.isUnknown ? HIDDEN : maskedText(name, rules, place);
}

function maskedText(text: string, { hidden }: MaskRules, { isOfRuns, isUnknown }: Place): string {
  if (!isOfRuns) return maskText(text);
  if (isUnknown) return text.length < SHORTEST ? text : HIDDEN;
  return maskText(hidden.outOf(text));
}

const isHidden = (value: number, { hidden }: MaskRules, { isUnknown }: Place) =>
  isUnknown ? String(value).length >= SHORTEST : hidden.has(value);

function hides(whole: object, key: string, value: unknown, fields: HiddenFields): boolean {
  if (value === null || value === undefined) return false;
  return fields.covers(whole, key) || (typeof value === "number" && PHONE_KEY.test(key));
}

/** A Ukrainian number that lost its plus on the way to JSON. */
const isPhone = (value: number) => value >= 380_000_000_000 && value < 381_000_000_000 && Number.isInteger(value);
