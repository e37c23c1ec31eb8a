import { parseTemplate, referencesOf, type Reference } from "@leeway/engine";
import { templateRanges } from "./ranges.js";

/** What an expression's sources are called in the reader's language. */
export interface SourceWords {
  step(id: string): string | undefined;
  trigger: string;
  steps: string;
  variable: string;
  field: string;
  run: string;
  /** The address that a step waits for. */
  callback: (id: string) => string;
  workflow: string;
  now: string;
  item: string;
  index: string;
  nothing: string;
  /** Stands for `??`: the first one that is there. */
  or: string;
}

export interface Chip {
  from: number;
  to: number;
  /** “Order from the site › name”. */
  label: string;
}

const LONGEST = 72;
const ARROW = " › ";

/** The templates of a text that can be read, in words. One that is still being typed wrong is left as it stands. */
export function chipsOf(text: string, words: SourceWords): Chip[] {
  return templateRanges(text).flatMap(({ from, to, closed }) => {
    if (!closed) return [];
    const label = labelOf(text.slice(from, to), words);
    return label === undefined ? [] : [{ from, to, label }];
  });
}

/** One `{{ … }}` in words; undefined where it has a fault. */
export function labelOf(template: string, words: SourceWords): string | undefined {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return undefined;
  const references = referencesOf(parsed.template).toSorted((a, b) => a.position - b.position);
  const parts: string[] = [];
  let at = 2;
  for (const reference of references) {
    if (reference.position < at) continue;
    parts.push(plain(template.slice(at, reference.position), words), wordsOf(reference, words));
    at = reference.end;
  }
  parts.push(plain(template.slice(at, -2), words));
  const label = parts.join("").replace(/\s+/g, " ").trim();
  return label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
}

/** What stands between the sources: `??` is said as a word, a pipe as a dot. */
const plain = (text: string, words: SourceWords) =>
  text
    .replaceAll("??", ` ${words.or} `)
    .replace(/\bnull\b/g, words.nothing)
    .replace(/\s\|\s/g, " · ")
    .replace(/\?$/, "");

/** A place that expressions read from, in words; undefined where its value says more. */
export function rootWord(root: string, words: SourceWords): string | undefined {
  const known: Record<string, string> = {
    trigger: words.trigger,
    steps: words.steps,
    vars: words.variable,
    fields: words.field,
    run: words.run,
    workflow: words.workflow,
  };
  return Object.hasOwn(known, root) ? known[root] : undefined;
}

/** A webhook wraps what it got in `body`, Leeloo its answers in `data`: no news for a reader. */
const unwrapped = (path: readonly (string | number)[]) =>
  path.length > 1 && (path[0] === "body" || path[0] === "data") ? path.slice(1) : path;

/** A source with its path: `steps.find.data[0].id` → “Find by phone › #1 › id”. */
function wordsOf({ root, path }: Pick<Reference, "root" | "path">, words: SourceWords): string {
  const [first, ...rest] = path;
  const steps = (head: string, tail: readonly (string | number)[]) =>
    [head, ...tail.map((key) => (typeof key === "number" ? `#${key + 1}` : key))].join(ARROW);
  switch (root) {
    case "trigger":
      return steps(words.trigger, unwrapped(path));
    case "steps":
      return first === undefined ? "steps" : steps(words.step(String(first)) ?? String(first), unwrapped(rest));
    case "vars":
      return steps(words.variable, path);
    case "fields":
      return steps(words.field, path);
    case "run":
      return first === "callbackUrls" && typeof rest[0] === "string"
        ? steps(words.callback(rest[0]), rest.slice(1))
        : steps(words.run, path);
    case "workflow":
      return steps(words.workflow, path);
    case "now":
      return steps(words.now, path);
    case "item":
      return steps(words.item, path);
    case "index":
      return steps(words.index, path);
    default:
      return steps(root, path);
  }
}
