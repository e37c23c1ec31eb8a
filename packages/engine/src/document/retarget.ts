import type { Catalogue } from "../definition.js";
import type { Json } from "../json.js";
import type { WorkflowDocument, WorkflowNode } from "./document.js";

type IdMap = Pick<ReadonlyMap<string, string>, "get">;
/** Old id → new id; what is not in it stays as it is. */
export interface Targets {
  credentials: IdMap;
  workflows: IdMap;
}

/**
 * The document with other credentials and workflows in the place of those that its steps name: for one that moves to where
 * the same things have other ids. The places are those that `usesIn` finds.
 */
export function retarget(document: WorkflowDocument, to: Targets, catalogue: Catalogue): WorkflowDocument {
  return { ...document, nodes: document.nodes.map((node) => retargetNode(node, to, catalogue)) };
}

function retargetNode(node: WorkflowNode, to: Targets, catalogue: Catalogue): WorkflowNode {
  const names = (catalogue.get(node.type)?.params ?? [])
    .filter(({ kind, idKind }) => kind === "workflow" || idKind === "workflow")
    .map(({ name }) => name);
  const targetOf = (id: string) => to.workflows.get(id) ?? id;
  const moved = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(moved);
    return typeof value === "string" ? targetOf(value) : value;
  };
  const of = <T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record).map(([name, value]) => [name, names.includes(name) ? change(value) : value]),
    );
  const called = (labels: Record<string, string>) =>
    Object.fromEntries(Object.entries(labels).map(([id, name]) => [targetOf(id), name]));
  return {
    ...node,
    params: of(node.params, moved),
    ...(node.credential !== undefined && { credential: to.credentials.get(node.credential) ?? node.credential }),
    ...(node.labels && { labels: of(node.labels, called) }),
  };
}
