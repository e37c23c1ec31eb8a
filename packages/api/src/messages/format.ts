import type { Locale } from "@leeway/engine";
import { IntlMessageFormat } from "intl-messageformat";
import { nestQuotes } from "./nested-quotes.js";
import type { Sentence } from "./texts.js";

/** The values a sentence may use. */
export type Known = Record<string, string | number>;

interface Prepared {
  format: IntlMessageFormat;
  /** Argument → whether it must be a number (it chooses a plural form). */
  needs: ReadonlyMap<string, boolean>;
}

/** Parsing is dear, and there are a few hundred sentences at most. */
const prepared = new Map<string, Prepared>();

/** The first of the sentence's variants whose values are all known. */
export function sentenceOf(sentence: Sentence, known: Known, locale: Locale): string {
  const variants = typeof sentence === "string" ? [sentence] : sentence;
  for (const text of variants) {
    const { format, needs } = prepare(text, locale);
    if ([...needs].every(([name, number]) => fits(known, name, number)))
      return nestQuotes(String(format.format(known)), locale);
  }
  throw new Error(`No variant can be said without values: ${variants.at(-1) ?? ""}`);
}

/** The names of the values a variant needs. */
export function argumentsOf(text: string, locale: Locale): string[] {
  return [...prepare(text, locale).needs.keys()];
}

function fits(known: Known, name: string, number: boolean): boolean {
  const value = Object.hasOwn(known, name) ? known[name] : undefined;
  return number ? typeof value === "number" : value !== undefined;
}

function prepare(text: string, locale: Locale): Prepared {
  const key = `${locale}:${text}`;
  const ready = prepared.get(key);
  if (ready) return ready;
  const format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  const needs = new Map<string, boolean>();
  collect(format.getAst(), needs);
  const made = { format, needs };
  prepared.set(key, made);
  return made;
}

type Elements = ReturnType<IntlMessageFormat["getAst"]>;

/** By what an element carries rather than by its type's number, which belongs to the parser. */
function collect(elements: Elements, needs: Map<string, boolean>): void {
  for (const element of elements) {
    if ("options" in element) {
      needs.set(element.value, "pluralType" in element || needs.get(element.value) === true);
      for (const option of Object.values(element.options)) collect(option.value, needs);
    } else if ("style" in element) needs.set(element.value, true);
    else if (element.type === ARGUMENT) needs.set(element.value, needs.get(element.value) === true);
  }
}

/** `TYPE.argument` of the parser, whose enum is not exported by the formatter. */
const ARGUMENT = 1;
