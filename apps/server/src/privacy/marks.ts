import { phonesIn } from "../search/terms.js";

/** Fewer digits may be anything. */
const FEWEST_DIGITS = 9;
/** What may stand between the digits of a phone. */
const GAP = String.raw`[\s().\-]{0,3}`;

const ESCAPED = /\\(?:u([\da-f]{4})|(.))/giu;

/** JSON as it is read: what has line ends and signs written out hides who stands beside them. */
const unescaped = (json: string): string =>
  json.replace(ESCAPED, (_, code: string | undefined, sign: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return "bfnrt".includes(sign) ? " " : sign;
  });

/** What one person is known by: ids, e-mails, phones in any spelling. */
export class Marks {
  readonly #words: string[] = [];
  readonly #phones = new Set<string>();
  readonly #inWords: RegExp | undefined;
  readonly #inDigits: RegExp | undefined;

  constructor(readonly values: readonly string[]) {
    for (const value of values) {
      const plain = value.trim().toLowerCase();
      const [phone] = /^\+?[\d\s().-]+$/.test(plain) ? phonesIn(plain) : [];
      if (phone !== undefined && phone.length >= FEWEST_DIGITS) this.#phones.add(phone);
      else if (plain.length > 4) this.#words.push(plain);
    }
    const words = this.#words.map((word) => word.replace(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`));
    // `olena@example.com` is not in `helena@example.com`, nor in `olena@example.com.ua`.
    if (words.length > 0)
      this.#inWords = new RegExp(
        String.raw`(?<![\p{L}\p{N}_.+-])(?:${words.join("|")})(?![\p{L}\p{N}_-]|\.\p{L})`,
        "iu",
      );
    const ends = Array.from(this.#phones, (phone) => Array.from(phone.slice(-FEWEST_DIGITS)).join(GAP));
    if (ends.length > 0) this.#inDigits = new RegExp(ends.join("|"));
  }

  /** Whether there is anything to look for. */
  get some(): boolean {
    return this.#inWords !== undefined || this.#inDigits !== undefined;
  }

  /** Whether JSON may name the person, as it is stored; what `name` says counts. */
  mayBeIn(json: string): boolean {
    if (this.#inWords?.test(json) === true || this.#inDigits?.test(json) === true) return true;
    const plain = json.includes("\\") ? unescaped(json) : json;
    // Once more where it is JSON inside of JSON.
    return plain !== json && this.mayBeIn(plain);
  }

  /** Whether a value names the person. A text may be JSON itself. */
  name(value: string | number): boolean {
    const text = String(value);
    if (this.#inWords?.test(text)) return true;
    if (this.#inDigits?.test(text) === true && phonesIn(text).some((phone) => this.#phones.has(phone))) return true;
    const plain = text.includes("\\") ? unescaped(text) : text;
    return plain !== text && this.name(plain);
  }
}
