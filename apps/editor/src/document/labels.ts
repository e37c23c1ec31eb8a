import type { Json, WorkflowNode } from "@leeway/engine";

/** What ids are called, by id. */
export type Labels = Readonly<Record<string, string>>;

/** What people call an id of a param, as far as somebody has chosen it by its name. */
export function labelIn(
  node: Pick<WorkflowNode, "labels"> | undefined,
  param: string,
  id: Json | undefined,
): string | undefined {
  const known = node?.labels && Object.hasOwn(node.labels, param) ? node.labels[param] : undefined;
  return typeof id === "string" && known && Object.hasOwn(known, id) ? known[id] : undefined;
}

/** A node that knows further names of one param's ids, and has forgotten those of ids that are gone. */
export function withLabels(node: WorkflowNode, param: string, further: Labels = {}): WorkflowNode {
  const old = node.labels && Object.hasOwn(node.labels, param) ? node.labels[param] : undefined;
  if (!old && Object.keys(further).length === 0) return node;
  const held = new Set<string>();
  collect(Object.hasOwn(node.params, param) ? node.params[param] : undefined, held);
  const known = Object.entries({ ...old, ...further }).filter(([id, label]) => held.has(id) && label !== id);
  const { [param]: _before, ...others } = node.labels ?? {};
  const labels = known.length > 0 ? { ...others, [param]: Object.fromEntries(known) } : others;
  const { labels: _labels, ...rest } = node;
  return Object.keys(labels).length > 0 ? { ...rest, labels } : (rest as WorkflowNode);
}

function collect(value: Json | undefined, into: Set<string>): void {
  if (typeof value === "string") into.add(value.trim());
  else if (value !== null && typeof value === "object") for (const one of Object.values(value)) collect(one, into);
}
