import { phonesIn } from "../search/terms.js";

/** Fewer digits may be anything. */
const FEWEST_DIGITS = 9;
/** What may stand between the digits of a phone. */
const GAP = String.raw`[\s().\-]{0,3}`;

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
    return this.#inWords?.test(json) === true || this.#inDigits?.test(json) === true;
  }

  /** Whether a value names the person. */
  name(value: string | number): boolean {
    const text = String(value);
    if (this.#inWords?.test(text)) return true;
    return this.#inDigits?.test(text) === true && phonesIn(text).some((phone) => this.#phones.has(phone));
  }
}
