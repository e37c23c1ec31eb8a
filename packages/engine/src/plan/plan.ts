import type { Catalogue, NodeDefinition } from "../definition.js";
import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from "../document/document.js";

/** A node with what the engine needs to know of it. */
export interface PlanNode {
  node: WorkflowNode;
  /** Missing for a type that this Leeway does not know; such a step fails when it is its turn. */
  definition: NodeDefinition | undefined;
  trigger: boolean;
  /** Ids of the loops around it, outer first. */
  loops: readonly string[];
  incoming: readonly WorkflowEdge[];
  outgoing: readonly WorkflowEdge[];
}

/** What runs together: the nodes outside of loops, or those directly inside one, done once for each of its items. */
export interface Frame {
  /** Its loop's id; none of the outermost. */
  loop: string | undefined;
  nodes: readonly PlanNode[];
  /** Node ids, sources before targets; nodes of a cycle are left out (publishing refuses them). */
  order: readonly string[];
  /** Where each of them stands in it. */
  places: ReadonlyMap<string, number>;
  /** By place. */
  steps: readonly PlanNode[];
  /** By place, the links that lead there from inside: the one that leads into a loop's body is as settled as the body is begun. */
  links: readonly number[];
  /** Places that no link keeps waiting: where it begins. */
  begins: readonly number[];
}

/** A document made ready to run: made once per version, never changed. */
export interface Plan {
  document: WorkflowDocument;
  nodes: ReadonlyMap<string, PlanNode>;
  /** Node ids, sources before targets; nodes of a cycle are left out (publishing refuses them). */
  order: readonly string[];
  /** Where each of them stands in it. */
  places: ReadonlyMap<string, number>;
  /** The outermost frame under "", that of a loop under its id. */
  frames: ReadonlyMap<string, Frame>;
  /** Every node from which links lead here, nearest first. */
  ancestors(nodeId: string): readonly string[];
}

/**
 * Links to or from nodes that do not exist, or across the border of a loop, are ignored, so that a draft with problems can
 * still be looked at.
 */
export function makePlan(document: WorkflowDocument, catalogue: Catalogue): Plan {
  const known = plans.get(document);
  if (known?.catalogue === catalogue) return known.plan;
  const plan = draw(document, catalogue);
  plans.set(document, { catalogue, plan });
  return plan;
}

/** Documents are never changed in place, and a busy workflow's is drawn a thousand times a second otherwise. */
const plans = new WeakMap<WorkflowDocument, { catalogue: Catalogue; plan: Plan }>();

type Drawn = PlanNode & { incoming: WorkflowEdge[]; outgoing: WorkflowEdge[] };

function draw(document: WorkflowDocument, catalogue: Catalogue): Plan {
  const nodes = new Map<string, Drawn>();
  const loopsOf = loopsIn(document, catalogue);
  for (const node of document.nodes) {
    const definition = catalogue.get(node.type);
    const trigger = definition ? definition.kind === "trigger" : node.type.startsWith("trigger.");
    nodes.set(node.id, { node, definition, trigger, loops: loopsOf(node), incoming: [], outgoing: [] });
  }
  for (const edge of document.edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (!source || !target || crossesLoop(source, edge, target)) continue;
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
  return { document, nodes, order, places: placesIn(order), frames: framesOf(nodes, order), ancestors };
}

const placesIn = (order: readonly string[]) => new Map(order.map((id, place) => [id, place]));

/** Which loops a node lies in. A parent that is no loop, or lies in itself, is none. */
function loopsIn(document: WorkflowDocument, catalogue: Catalogue): (node: WorkflowNode) => readonly string[] {
  const loops = new Map(document.nodes.flatMap((node) => (catalogue.get(node.type)?.loop ? [[node.id, node]] : [])));
  return (node) => {
    const found: string[] = [];
    for (let around = loops.get(node.parent ?? ""); around; around = loops.get(around.parent ?? "")) {
      if (around.id === node.id || found.includes(around.id)) return [];
      found.unshift(around.id);
    }
    return found;
  };
}

/** The one link that leads into a loop is that of its port `item`, to a node directly inside. */
export function crossesLoop(source: PlanNode, { sourceHandle }: WorkflowEdge, target: PlanNode): boolean {
  const inner = target.loops.at(-1);
  if (source.definition?.loop && sourceHandle === "item") return inner !== source.node.id;
  return source.loops.at(-1) !== inner;
}

function framesOf(nodes: ReadonlyMap<string, Drawn>, order: readonly string[]): Map<string, Frame> {
  const members = new Map<string, PlanNode[]>([["", []]]);
  for (const [id, { definition }] of nodes) if (definition?.loop) members.set(id, []);
  for (const found of nodes.values()) members.get(found.loops.at(-1) ?? "")?.push(found);
  const frames = new Map<string, Frame>();
  for (const [id, inside] of members) {
    const ids = new Set(inside.map(({ node }) => node.id));
    const own = order.filter((one) => ids.has(one));
    const steps = own.flatMap((one) => nodes.get(one) ?? []);
    const links = steps.map(({ incoming }) => incoming.filter(({ source }) => source !== id).length);
    const begins = [...steps.keys()].filter((place) => links[place] === 0 || steps[place]?.trigger);
    const loop = id === "" ? undefined : id;
    frames.set(id, { loop, nodes: inside, order: own, places: placesIn(own), steps, links, begins });
  }
  return frames;
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
