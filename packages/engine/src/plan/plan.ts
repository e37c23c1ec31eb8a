import type { Catalogue, NodeDefinition } from "../definition.js";
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from "../document/document.js";

/** A node with what the engine needs to know of it. */
export interface PlanNode {
  node: WorkflowNode;
  /** Missing for a type that this Leeway does not know; such a step fails when it is its turn. */
  definition: NodeDefinition | undefined;
  trigger: boolean;
  incoming: readonly WorkflowEdge[];
  outgoing: readonly WorkflowEdge[];
}

/** A document made ready to run: made once per version, never changed. */
export interface Plan {
  document: WorkflowDocument;
  nodes: ReadonlyMap<string, PlanNode>;
  /** Node ids, sources before targets; nodes of a cycle are left out (publishing refuses them). */
  order: readonly string[];
  /** Where each of them stands in it. */
  places: ReadonlyMap<string, number>;
  /** Every node from which links lead here, nearest first. */
  ancestors(nodeId: string): readonly string[];
}

/** Links to or from nodes that do not exist are ignored, so that a draft with problems can still be looked at. */
export function makePlan(document: WorkflowDocument, catalogue: Catalogue): Plan {
  const known = plans.get(document);
  if (known?.catalogue === catalogue) return known.plan;
  const plan = draw(document, catalogue);
  plans.set(document, { catalogue, plan });
  return plan;
}

/** Documents are never changed in place, and a busy workflow's is drawn a thousand times a second otherwise. */
const plans = new WeakMap<WorkflowDocument, { catalogue: Catalogue; plan: Plan }>();

function draw(document: WorkflowDocument, catalogue: Catalogue): Plan {
  const nodes = new Map<string, PlanNode & { incoming: WorkflowEdge[]; outgoing: WorkflowEdge[] }>();
  for (const node of document.nodes) {
    const definition = catalogue.get(node.type);
    const trigger = definition ? definition.kind === "trigger" : node.type.startsWith("trigger.");
    nodes.set(node.id, { node, definition, trigger, incoming: [], outgoing: [] });
  }
  for (const edge of document.edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (!source || !target) continue;
    source.outgoing.push(edge);
    target.incoming.push(edge);
  }
  const known = new Map<string, readonly string[]>();
  const ancestors = (nodeId: string) => {
    const found = known.get(nodeId) ?? [...nearestFirst(nodes, nodeId)];
    known.set(nodeId, found);
    return found;
  };
  const order = topological(nodes);
  const places = new Map(order.map((id, place) => [id, place]));
  return { document, nodes, order, places, ancestors };
}

/** Kahn's algorithm; keeps the document's order among equals. */
function topological(nodes: ReadonlyMap<string, PlanNode>): string[] {
  const open = new Map([...nodes].map(([id, { incoming }]) => [id, incoming.length]));
  const ready = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of ready) {
    for (const { target } of nodes.get(id)?.outgoing ?? []) {
      const left = (open.get(target) ?? 0) - 1;
      open.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return ready;
}

/** Every node from which links lead here, found as far as somebody asks. */
export function* nearestFirst(nodes: ReadonlyMap<string, PlanNode>, nodeId: string): Iterable<string> {
  const found = new Set<string>();
  let ring = [nodeId];
  while (ring.length > 0) {
    const next: string[] = [];
    for (const id of ring)
      for (const { source } of nodes.get(id)?.incoming ?? [])
        if (!found.has(source) && source !== nodeId) {
          found.add(source);
          next.push(source);
          yield source;
        }
    ring = next;
  }
}
