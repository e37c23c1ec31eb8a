import type { Locale, NodeDefinition, WorkflowNode } from "@leeway/engine";
import type { Translate } from "../ui/language.js";
import { lineParts, type Part } from "./line-parts.js";
import { partWords } from "./part-words.js";

/** Who says it, and what the steps of its document are called. */
export interface LineWords {
  t: Translate;
  locale: Locale;
  name: (nodeId: string) => string;
}

/** A step's one line as plain text, where there is no place for chips. */
export function lineText(
  definition: NodeDefinition,
  node: Pick<WorkflowNode, "params" | "labels">,
  words: LineWords,
): string {
  return lineParts(definition, node, words.locale)
    .map((part) => partText(part, words))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

function partText(part: Part, { t, name, locale }: LineWords): string {
  if (part.kind === "missing") return part.title[locale];
  if (part.kind !== "source") return partWords(part, t);
  const { root, path } = part.source;
  const own = path.at(-1) ?? root;
  return root === "steps" && (part.whole || path.length === 1) ? name(path[0] ?? "") : own;
}
