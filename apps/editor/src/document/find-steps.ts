import {
  isObject,
  locales,
  type Catalogue,
  type Json,
  type Locale,
  type ParamDefinition,
  type WorkflowDocument,
  type WorkflowNode,
} from "@leeway/engine";
import { nameOf } from "./names.js";
import { readingOf } from "./reading.js";

/** A step or a note that fits what is looked for. */
export interface Found {
  kind: "step" | "note";
  id: string;
  title: string;
  icon: string | undefined;
  /** The param in whose text it was found, and that text around the place. */
  param: Pick<ParamDefinition, "name" | "title"> | undefined;
  excerpt: string | undefined;
}

/** By name, by the kind's title in any language, by what stands in its params, in this order. */
type Rank = 0 | 1 | 2 | 3;

/** Steps and notes in which all the words occur; without words every step, in the order in which one reads. */
export function findSteps(document: WorkflowDocument, catalogue: Catalogue, locale: Locale, query: string): Found[] {
  const words = query.toLocaleLowerCase(locale).split(/\s+/).filter(Boolean);
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const found = readingOf(document).order.flatMap((id) => {
    const node = nodes.get(id);
    return node ? stepIn(node, catalogue, locale, words) : [];
  });
  const notes = words.length === 0 ? [] : document.notes.flatMap((note) => noteIn(note, locale, words));
  return [...found, ...notes].toSorted((a, b) => a.rank - b.rank).map(({ found: one }) => one);
}

interface Ranked {
  found: Found;
  rank: Rank;
}

function stepIn(node: WorkflowNode, catalogue: Catalogue, locale: Locale, words: readonly string[]): Ranked[] {
  const definition = catalogue.get(node.type);
  const title = nameOf(node, catalogue, locale);
  const found = { kind: "step" as const, id: node.id, title, icon: definition?.icon };
  const nowhere = { param: undefined, excerpt: undefined };
  const low = (text: string) => text.toLocaleLowerCase(locale);
  const has = (text: string) => words.every((word) => text.includes(word));
  const name = low(title);
  if (has(name)) return [{ found: { ...found, ...nowhere }, rank: name.startsWith(words[0] ?? "") ? 0 : 1 }];
  const kinds = low([node.type, node.id, ...locales.map((one) => definition?.title[one] ?? "")].join(" "));
  if (has(`${name} ${kinds}`)) return [{ found: { ...found, ...nowhere }, rank: 2 }];
  const texts = textsOf(node);
  if (!has(`${name} ${kinds} ${texts.map(({ text }) => low(text)).join(" ")}`)) return [];
  const place = texts.find(({ text }) => words.some((word) => low(text).includes(word)));
  const param = definition?.params.find((one) => one.name === place?.param);
  return [{ found: { ...found, param, excerpt: place && around(place.text, words, locale) }, rank: 3 }];
}

function noteIn({ id, text }: WorkflowDocument["notes"][number], locale: Locale, words: readonly string[]): Ranked[] {
  const low = text.toLocaleLowerCase(locale);
  if (!words.every((word) => low.includes(word))) return [];
  const found = { kind: "note" as const, id, title: around(text, words, locale), icon: undefined };
  return [{ found: { ...found, param: undefined, excerpt: undefined }, rank: 3 }];
}

/** All texts of a step's params, and what the ids in them are called. */
function textsOf({ params, labels = {} }: WorkflowNode): { param: string; text: string }[] {
  return Object.entries(params).flatMap(([param, value]) =>
    [...textsIn(value), ...Object.values(labels[param] ?? {})].map((text) => ({ param, text })),
  );
}

function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)]) : [];
}

const BEFORE = 24;
const LONGEST = 80;

/** A text on one line, without the braces of its formulas, from a little before the first of the words on. */
function around(text: string, words: readonly string[], locale: Locale): string {
  const line = text
    .replace(/\{\{|\}\}/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const low = line.toLocaleLowerCase(locale);
  const at = Math.min(...words.map((word) => low.indexOf(word)).filter((index) => index >= 0), low.length);
  const from = at <= BEFORE ? 0 : at - BEFORE;
  const cut = line.slice(from, from + LONGEST);
  return `${from > 0 ? "…" : ""}${cut}${from + LONGEST < line.length ? "…" : ""}`;
}
