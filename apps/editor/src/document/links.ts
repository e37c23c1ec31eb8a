import type { Catalogue, WorkflowDocument } from "@leeway/engine";
import { crosses, nestingOf, noCatalogue, type Link } from "./nesting.js";
import { readingOf } from "./reading.js";

/** Why a link may not be drawn; `nowhere`: it leads to nothing, or back to where it came from. */
export type Refusal = "nowhere" | "trigger" | "twice" | "circle" | "border" | "entry";

/** Undefined where the link may be drawn: once, not into a trigger, not in a circle, not over the border of a loop. */
export function refusalOf(
  document: WorkflowDocument,
  link: Link,
  catalogue: Catalogue = noCatalogue,
): Refusal | undefined {
  const { source, sourceHandle, target } = link;
  const node = document.nodes.find(({ id }) => id === target);
  if (!node || source === target) return "nowhere";
  if (node.type.startsWith("trigger.")) return "trigger";
  const { outgoing } = readingOf(document);
  const siblings = (outgoing.get(source) ?? []).filter((edge) => edge.sourceHandle === sourceHandle);
  if (siblings.some((edge) => edge.target === target)) return "twice";
  const nesting = nestingOf(document, catalogue);
  if (crosses(nesting, link)) return "border";
  if (sourceHandle === "item" && nesting.isLoop(source) && siblings.length > 0) return "entry";
  return descendants(document, target).has(source) ? "circle" : undefined;
}

/** A node and everything that comes after it. */
export function descendants(document: WorkflowDocument, id: string): Set<string> {
  const { outgoing } = readingOf(document);
  const found = new Set([id]);
  for (const one of found) for (const { target } of outgoing.get(one) ?? []) found.add(target);
  return found;
}

export function edgeId(document: WorkflowDocument): string {
  const taken = new Set(document.edges.map(({ id }) => id));
  for (let count = document.edges.length + 1; ; count += 1) if (!taken.has(`e${count}`)) return `e${count}`;
}

/** The same document where the link may not be drawn. */
export function connect(
  document: WorkflowDocument,
  source: string,
  sourceHandle: string,
  target: string,
  catalogue: Catalogue = noCatalogue,
): WorkflowDocument {
  const link = { source, sourceHandle, target };
  if (refusalOf(document, link, catalogue)) return document;
  return { ...document, edges: [...document.edges, { id: edgeId(document), ...link }] };
}

/** Where one way leads in and one leads out of some steps, the way is closed up past them. */
export function bridged(
  document: WorkflowDocument,
  past: ReadonlySet<string>,
  catalogue: Catalogue = noCatalogue,
): WorkflowDocument {
  const into = document.edges.filter(({ source, target }) => past.has(target) && !past.has(source));
  const out = document.edges.filter(({ source, target }) => past.has(source) && !past.has(target));
  const [first] = into;
  const [second] = out;
  if (into.length !== 1 || out.length !== 1 || !first || !second) return document;
  const free = { ...document, edges: document.edges.filter((edge) => edge !== first) };
  const closed = connect(free, first.source, first.sourceHandle, second.target, catalogue);
  return closed === free ? document : closed;
}
