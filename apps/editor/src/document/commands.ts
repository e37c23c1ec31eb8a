import type { Json, NodeDefinition, WorkflowDocument, WorkflowEdge, WorkflowNode } from "@leeway/engine";
import { withLabels, type Labels } from "./labels.js";
import { readingOf } from "./reading.js";

/** A command makes a new document from an old one and leaves the old one alone: undo is keeping the old one. */
export type Command = (document: WorkflowDocument) => WorkflowDocument;
export interface Place {
  x: number;
  y: number;
}

/** Distance between two cards that follow each other. */
export const STEP = { x: 320, y: 136 } as const;

/** A readable, free id: `leeloo.person.create` → `person`, then `person_2`. Expressions use it, so it never changes. */
export function freeId(taken: ReadonlySet<string>, type: string): string {
  const parts = type.split(".");
  const base = (parts.length > 2 ? parts[parts.length - 2] : parts[parts.length - 1])?.replace(/\W+/g, "_") || "step";
  if (!taken.has(base)) return base;
  for (let count = 2; ; count += 1) if (!taken.has(`${base}_${count}`)) return `${base}_${count}`;
}

const idsOf = (document: WorkflowDocument) => new Set(document.nodes.map(({ id }) => id));

function edgeId(document: WorkflowDocument): string {
  const taken = new Set(document.edges.map(({ id }) => id));
  for (let count = document.edges.length + 1; ; count += 1) if (!taken.has(`e${count}`)) return `e${count}`;
}

/** Where a new card goes: on an edge, behind a port, or free. */
export type Spot =
  | { after: { source: string; sourceHandle: string; position?: Place } }
  | { edge: string }
  /** `exact`: chosen by hand, so it is kept even where it covers a part of another card. */
  | { position: Place; exact?: true };

/** The node that a definition starts with; defaults stay unwritten, they belong to the definition. */
function newNode(document: WorkflowDocument, definition: NodeDefinition, position: Place): WorkflowNode {
  return { id: freeId(idsOf(document), definition.type), type: definition.type, position, params: {} };
}

/** Adds a node; answers the document and the new id. */
export function addNode(
  document: WorkflowDocument,
  definition: NodeDefinition,
  spot: Spot,
): { document: WorkflowDocument; id: string } {
  if ("edge" in spot) return insertOnEdge(document, definition, spot.edge);
  if ("position" in spot) {
    const position = spot.exact ? spot.position : freePlace(document, spot.position);
    const node = newNode(document, definition, position);
    return { document: { ...document, nodes: [...document.nodes, node] }, id: node.id };
  }
  const source = document.nodes.find(({ id }) => id === spot.after.source);
  const from = source?.position ?? { x: 0, y: 0 };
  const node = newNode(
    document,
    definition,
    freePlace(document, spot.after.position ?? { x: from.x + STEP.x, y: from.y }),
  );
  const next = { ...document, nodes: [...document.nodes, node] };
  return { document: connect(next, spot.after.source, spot.after.sourceHandle, node.id, definition), id: node.id };
}

function insertOnEdge(document: WorkflowDocument, definition: NodeDefinition, id: string) {
  const edge = document.edges.find((one) => one.id === id);
  const source = document.nodes.find((one) => one.id === edge?.source);
  const target = document.nodes.find((one) => one.id === edge?.target);
  if (!edge || !source || !target) return addNode(document, definition, { position: { x: 0, y: 0 } });
  const position = { x: source.position.x + STEP.x, y: (source.position.y + target.position.y) / 2 };
  const node = newNode(document, definition, position);
  const shift = Math.max(0, position.x + STEP.x - target.position.x);
  const later = shift > 0 ? descendants(document, target.id) : new Set<string>();
  const nodes = document.nodes.map((one) => (later.has(one.id) ? moved(one, shift) : one));
  const out = definition.ports[0]?.id ?? "main";
  const edges = document.edges.flatMap((one) =>
    one.id === id
      ? [
          { ...one, target: node.id },
          { id: edgeId(document), source: node.id, sourceHandle: out, target: edge.target },
        ]
      : [one],
  );
  return { document: { ...document, nodes: [...nodes, node], edges }, id: node.id };
}

const moved = (node: WorkflowNode, x: number): WorkflowNode => ({
  ...node,
  position: { x: node.position.x + x, y: node.position.y },
});

/** A node and everything that comes after it. */
function descendants(document: WorkflowDocument, id: string): Set<string> {
  const { outgoing } = readingOf(document);
  const found = new Set([id]);
  for (const one of found) for (const { target } of outgoing.get(one) ?? []) found.add(target);
  return found;
}

/** The next place downwards where no card lies. */
function freePlace(document: WorkflowDocument, wanted: Place): Place {
  const covers = (place: Place) =>
    document.nodes.some(({ position }) => Math.abs(position.x - place.x) < 280 && Math.abs(position.y - place.y) < 100);
  let place = wanted;
  for (let tries = 0; covers(place) && tries < 500; tries += 1) place = { x: place.x, y: place.y + STEP.y };
  return place;
}

/** Whether a link may be drawn: not twice, not into a trigger, not back to where it came from. */
export function canConnect(document: WorkflowDocument, source: string, sourceHandle: string, target: string): boolean {
  if (source === target || target === "") return false;
  const node = document.nodes.find(({ id }) => id === target);
  if (!node || node.type.startsWith("trigger.")) return false;
  const twice = document.edges.some(
    (edge) => edge.source === source && edge.sourceHandle === sourceHandle && edge.target === target,
  );
  return !twice && !descendants(document, target).has(source);
}

export function connect(
  document: WorkflowDocument,
  source: string,
  sourceHandle: string,
  target: string,
  definition?: NodeDefinition,
): WorkflowDocument {
  if (definition?.kind === "trigger" || !canConnect(document, source, sourceHandle, target)) return document;
  const edge: WorkflowEdge = { id: edgeId(document), source, sourceHandle, target };
  return { ...document, edges: [...document.edges, edge] };
}

export const moveNodes =
  (places: ReadonlyMap<string, Place>): Command =>
  (document) => ({
    ...document,
    nodes: document.nodes.map((node) => {
      const position = places.get(node.id);
      return position ? { ...node, position: { x: Math.round(position.x), y: Math.round(position.y) } } : node;
    }),
  });

/** Removes nodes and links. Where one node with one way in and one way out goes, the way stays closed up. */
export const remove =
  (nodeIds: ReadonlySet<string>, edgeIds: ReadonlySet<string>): Command =>
  (document) => {
    const edges = document.edges.filter((edge) => !edgeIds.has(edge.id));
    let next: WorkflowDocument = { ...document, edges };
    if (nodeIds.size === 1) next = bridge(next, [...nodeIds][0] ?? "");
    return {
      ...next,
      nodes: next.nodes.filter(({ id }) => !nodeIds.has(id)),
      edges: next.edges.filter(({ source, target }) => !nodeIds.has(source) && !nodeIds.has(target)),
    };
  };

function bridge(document: WorkflowDocument, id: string): WorkflowDocument {
  const into = document.edges.filter(({ target }) => target === id);
  const out = document.edges.filter(({ source }) => source === id);
  const [first] = into;
  const [second] = out;
  if (into.length !== 1 || out.length !== 1 || !first || !second) return document;
  return connect(document, first.source, first.sourceHandle, second.target);
}

/**
 * Sets one param; `undefined` takes it out, so that the definition's default counts again. `labels`: what ids in it are
 * called, as somebody has just chosen them.
 */
export const setParam = (nodeId: string, name: string, value: Json | undefined, labels?: Labels): Command =>
  patchNode(nodeId, (node) => {
    const { [name]: _old, ...rest } = node.params;
    return withLabels(
      { ...node, params: value === undefined ? rest : { ...node.params, [name]: value } },
      name,
      labels,
    );
  });

/** Keeps what ids of a param are called, of those that it holds now. */
export const setLabels = (nodeId: string, param: string, labels: Labels): Command =>
  patchNode(nodeId, (node) => withLabels(node, param, labels));

export const patchNode =
  (nodeId: string, change: (node: WorkflowNode) => WorkflowNode): Command =>
  (document) => ({
    ...document,
    nodes: document.nodes.map((node) => (node.id === nodeId ? change(node) : node)),
  });

/** Sets or, with `undefined`, takes out settings of a node (name, credential, retry…). */
export const setNode = (nodeId: string, fields: { [K in keyof WorkflowNode]?: WorkflowNode[K] | undefined }): Command =>
  patchNode(nodeId, (node) => {
    const next: Record<string, unknown> = { ...node };
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined) delete next[name];
      else next[name] = value;
    }
    return next as WorkflowNode;
  });

export const rename =
  (name: string): Command =>
  (document) => ({ ...document, name });

/** Some nodes with the links between them: what the clipboard holds. */
export interface Fragment {
  leeway: "fragment";
  nodes: WorkflowNode[];
  edges: WorkflowEdge[];
}

export function fragmentOf(document: WorkflowDocument, ids: ReadonlySet<string>): Fragment {
  return {
    leeway: "fragment",
    nodes: document.nodes.filter(({ id }) => ids.has(id)),
    edges: document.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
  };
}

/** Puts a fragment in under fresh ids; expressions inside it follow their steps to the new ids. */
export function paste(
  document: WorkflowDocument,
  fragment: Fragment,
  shift: Place,
): { document: WorkflowDocument; ids: string[] } {
  const taken = idsOf(document);
  const ids = new Map<string, string>();
  for (const { id, type } of fragment.nodes) {
    const fresh = freeId(taken, type);
    taken.add(fresh);
    ids.set(id, fresh);
  }
  const nodes = fragment.nodes.map((node) => ({
    ...node,
    id: ids.get(node.id) ?? node.id,
    position: { x: node.position.x + shift.x, y: node.position.y + shift.y },
    params: renameSteps(node.params, ids) as Record<string, Json>,
  }));
  let next: WorkflowDocument = { ...document, nodes: [...document.nodes, ...nodes] };
  for (const { source, sourceHandle, target } of fragment.edges) {
    next = connect(next, ids.get(source) ?? source, sourceHandle, ids.get(target) ?? target);
  }
  return { document: next, ids: [...ids.values()] };
}

/** `steps.old` → `steps.new` inside `{{ … }}` of every text. */
function renameSteps(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (typeof value === "string") {
    return value.replace(/\{\{[\s\S]*?\}\}/g, (template) =>
      template.replace(/\bsteps\.([A-Za-z0-9_$]+)/g, (whole, id: string) =>
        ids.has(id) ? `steps.${ids.get(id)}` : whole,
      ),
    );
  }
  if (Array.isArray(value)) return value.map((one) => renameSteps(one, ids));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renameSteps(one, ids)]));
}
