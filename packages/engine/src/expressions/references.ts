import { childrenOf, keysOf, type Expression, type Path } from "./ast.js";
import { partsOf, type Template } from "./template.js";

/** A path into the scope as far as it is literal: of `steps.find.data[0].id` the root `steps` and `["find", …]`. */
export interface Reference {
  root: string;
  path: readonly (string | number)[];
  position: number;
  end: number;
  /** Where each key of the path stands. */
  places: readonly number[];
}

/** Everything a template reads from its scope, in the order of the text. */
export function referencesOf(template: Template): readonly Reference[] {
  const found: Reference[] = [];
  const open: Expression[] = [];
  for (const part of partsOf(template)) if (typeof part !== "string") open.push(part);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "name" && node.slot === undefined) {
      found.push({ root: node.name, path: [], position: node.from, end: node.to, places: [] });
    } else if (node.kind === "path" && node.of.kind === "name") {
      if (node.of.slot === undefined) found.push(literalPrefix(node, node.of.name));
      open.push(...keysOf(node));
    } else open.push(...childrenOf(node));
  }
  return found.toSorted((a, b) => a.position - b.position);
}

function literalPrefix(node: Path, root: string): Reference {
  const path: (string | number)[] = [];
  const places: number[] = [];
  let end = node.of.to;
  for (const { key, from, to } of node.segments) {
    if (typeof key === "object") break;
    path.push(key);
    places.push(from);
    end = to;
  }
  return { root, path, position: node.from, end, places };
}
