import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { Problem } from "../problems/problem.js";

/** Why a password is refused: many have it, it is about the person, or it is a pattern of keys, digits or dates. */
type Ease = "common" | "personal" | "pattern";

/**
 * Fewer guesses than this, and somebody who has the hashes finds it in days. zxcvbn's own third grade; it knows 49,000 common
 * passwords, how people change them, keyboards, repeats, sequences and dates.
 */
const LEAST_GUESSES = 1e8;
/** Letters and digits that are about nobody: fewer, and the rest of the password is what is tried first around a name. */
const LEAST_OF_ONES_OWN = 6;
/** Enough to judge by; what stands behind can only make it harder to guess, and the time to judge grows fast. */
const JUDGED = 40;

/** What lies under the same keys: who types a common password on a Ukrainian or Russian keyboard still types a common one. */
const cyrillic = "йцукенгшщзхъфывапролджэячсмитьбюіїєґ";
const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.s]'\\";
const keys = new Map(Array.from(cyrillic, (letter, index) => [letter, latin.charAt(index)]));
const sameKeys = (text: string) => Array.from(text.toLowerCase(), (letter) => keys.get(letter) ?? letter).join("");

let judge: Promise<ZxcvbnFactory> | undefined;

/** Loaded by need: the lists take 11 MB, and passwords are set rarely. */
async function load(): Promise<ZxcvbnFactory> {
  const [core, common] = await Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common")]);
  return new core.ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
}

/**
 * Refuses a password that is guessed early, and says why.
 * @param about what people would try first: name, email, workspace
 */
export async function assertHardToGuess(password: string, about: readonly string[]): Promise<void> {
  const zxcvbn = await (judge ??= load());
  const words = wordsAbout([...about, "leeway", "leeloo"]);
  const start = password.slice(0, JUDGED);
  for (const typed of new Set([start, sameKeys(start)])) {
    const { guesses, feedback } = zxcvbn.check(typed, words);
    if (guesses < LEAST_GUESSES) throw new Problem("password.easy", { why: easeOf(feedback.warning) });
    // Three known words in a row are many guesses to zxcvbn, and one of the first to who knows the person: `anna@example`.
    if (isMadeOf(typed, words)) throw new Problem("password.easy", { why: "personal" });
  }
}

/** Names, addresses and their parts, as they are and as their keys type them on the other keyboard. */
function wordsAbout(about: readonly string[]): string[] {
  const parts = about.flatMap((text) => [text, text.split("@", 1)[0] ?? "", ...text.split(/[\s@._+-]+/)]);
  const words = parts.map((word) => word.toLowerCase()).filter((word) => word.length >= 3);
  return [...new Set(words.flatMap((word) => [word, sameKeys(word)]))].toSorted((a, b) => b.length - a.length);
}

/** Whether it is words of these, the longest first, with next to nothing around them. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  const text = password.toLowerCase();
  const rest = words.reduce((left, word) => left.replaceAll(word, " "), text);
  return rest !== text && rest.replace(/[^\p{L}\p{N}]+/gu, "").length < LEAST_OF_ONES_OWN;
}

function easeOf(warning: string | null): Ease {
  if (warning === "userInputs") return "personal";
  return warning !== null && /top|common|wordByItself|names/i.test(warning) ? "common" : "pattern";
}
