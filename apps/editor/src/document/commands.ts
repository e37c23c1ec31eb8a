import { credentialNeed } from "@leeway/engine";
import type { Catalogue, Json, NodeDefinition, WorkflowDocument, WorkflowNode } from "@leeway/engine";
import { boxesOf, CARD, cardSize, FIRST, LOOP, overlaps } from "./boxes.js";
import { withLabels, type Labels } from "./labels.js";
import { bridged, connect, descendants, edgeId } from "./links.js";
import { nestingOf, noCatalogue, withContent } from "./nesting.js";
import { shifted, withRoom } from "./room.js";

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

/** Where a new card goes: on an edge, behind a port, or free. */
export type Spot =
  | { after: { source: string; sourceHandle: string; position?: Place } }
  | { edge: string }
  /** `exact`: chosen by hand, so it is kept even where it covers a part of another card. `loop`: inside of that one. */
  | { position: Place; exact?: true; loop?: string | undefined };

/** The node that a definition starts with; defaults stay unwritten, they belong to the definition. */
function newNode(
  document: WorkflowDocument,
  definition: NodeDefinition,
  { position, parent }: { position: Place; parent: string | undefined },
): WorkflowNode {
  const inside = parent !== undefined && definition.kind !== "trigger" && { parent };
  return { id: freeId(idsOf(document), definition.type), type: definition.type, position, params: {}, ...inside };
}

/** Adds a node; answers the document and the new id. What stands in the way of a loop that grows moves on. */
export function addNode(
  document: WorkflowDocument,
  definition: NodeDefinition,
  spot: Spot,
  catalogue: Catalogue = noCatalogue,
): { document: WorkflowDocument; id: string } {
  const added =
    "edge" in spot
      ? insertOnEdge(document, definition, spot.edge, catalogue)
      : "after" in spot
        ? addBehind(document, definition, spot.after, catalogue)
        : addFree(document, definition, spot, catalogue);
  const signed = withCredential(added.document, added.id, definition, catalogue);
  return { document: withRoom(document, signed, catalogue), id: added.id };
}

/** A new step signs in as the others of its service do, where all of them do so alike. */
function withCredential(
  document: WorkflowDocument,
  id: string,
  definition: NodeDefinition,
  catalogue: Catalogue,
): WorkflowDocument {
  const wanted = credentialNeed(definition, {});
  if (!wanted || wanted.optional === true) return document;
  const alike = (type: string) => catalogue.get(type)?.credential?.types.some((one) => wanted.types.includes(one));
  const used = document.nodes.flatMap(({ type, credential }) => (credential && alike(type) ? [credential] : []));
  const [credential, ...others] = new Set(used);
  if (credential === undefined || others.length > 0) return document;
  return { ...document, nodes: document.nodes.map((node) => (node.id === id ? { ...node, credential } : node)) };
}

function addFree(
  document: WorkflowDocument,
  definition: NodeDefinition,
  { position, exact, loop }: Extract<Spot, { position: Place }>,
  catalogue: Catalogue,
) {
  const wanted = newNode(document, definition, { position, parent: loop });
  const node = exact ? wanted : freed(document, wanted, definition, catalogue);
  const next = { ...document, nodes: [...document.nodes, node] };
  const begins = loop !== undefined && nestingOf(document, catalogue).within(loop).length === 0;
  return { document: begins ? connect(next, loop, "item", node.id, catalogue) : next, id: node.id };
}

function addBehind(
  document: WorkflowDocument,
  definition: NodeDefinition,
  { source, sourceHandle, position }: Extract<Spot, { after: unknown }>["after"],
  catalogue: Catalogue,
) {
  const nesting = nestingOf(document, catalogue);
  const parent = nesting.isLoop(source) && sourceHandle === "item" ? source : nesting.parentOf(source);
  const wanted = newNode(document, definition, {
    position: position ?? placeBehind(document, source, sourceHandle, catalogue),
    parent,
  });
  const node = freed(document, wanted, definition, catalogue);
  const next = { ...document, nodes: [...document.nodes, node] };
  return { document: connect(next, source, sourceHandle, node.id, catalogue), id: node.id };
}

/** Right of the card, or at the beginning of the loop's own steps. */
function placeBehind(document: WorkflowDocument, source: string, sourceHandle: string, catalogue: Catalogue): Place {
  const box = boxesOf(document, catalogue).get(source) ?? { x: 0, y: 0, width: CARD.width };
  if (sourceHandle === "item" && nestingOf(document, catalogue).isLoop(source))
    return { x: box.x + FIRST.x, y: box.y + FIRST.y };
  return { x: box.x + box.width + STEP.x - CARD.width, y: box.y };
}

function insertOnEdge(document: WorkflowDocument, definition: NodeDefinition, id: string, catalogue: Catalogue) {
  const edge = document.edges.find((one) => one.id === id);
  const target = document.nodes.find((one) => one.id === edge?.target);
  if (!edge || !target || !idsOf(document).has(edge.source))
    return addFree(document, definition, { position: { x: 0, y: 0 } }, catalogue);
  const from = placeBehind(document, edge.source, edge.sourceHandle, catalogue);
  const isEntry = edge.source === target.parent;
  const position = { x: from.x, y: isEntry ? target.position.y : (from.y + target.position.y) / 2 };
  const node = newNode(document, definition, { position, parent: target.parent });
  const width = definition.loop ? LOOP.width : CARD.width;
  const room = Math.max(0, position.x + width + STEP.x - CARD.width - target.position.x);
  const later = room > 0 ? descendants(document, target.id) : [];
  const moved = shifted(document, catalogue, later, { x: room, y: 0 });
  const out = (definition.loop ? "done" : definition.ports[0]?.id) ?? "main";
  const edges = document.edges.flatMap((one) =>
    one.id === id
      ? [
          { ...one, target: node.id },
          { id: edgeId(document), source: node.id, sourceHandle: out, target: edge.target },
        ]
      : [one],
  );
  return { document: { ...moved, nodes: [...moved.nodes, node], edges }, id: node.id };
}

/** The node at the next place downwards where nothing beside it lies. */
function freed(
  document: WorkflowDocument,
  node: WorkflowNode,
  definition: NodeDefinition,
  catalogue: Catalogue,
): WorkflowNode {
  const nesting = nestingOf(document, catalogue);
  const boxes = boxesOf(document, catalogue);
  const loop = nesting.isLoop(node.parent ?? "") ? node.parent : undefined;
  const beside = nesting.within(loop).flatMap((id) => boxes.get(id) ?? []);
  const size = definition.loop ? { width: LOOP.width, height: LOOP.height } : cardSize(node, definition);
  let { position } = node;
  const covered = () => beside.some((box) => overlaps({ ...position, ...size }, box, { x: 24, y: 28 }));
  for (let tries = 0; tries < 500 && covered(); tries += 1) position = { x: position.x, y: position.y + STEP.y };
  return { ...node, position };
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

/** Removes nodes with what is inside them, and links. Where one goes with one way in and one way out, the way is closed up. */
export const remove =
  (nodeIds: ReadonlySet<string>, edgeIds: ReadonlySet<string>, catalogue: Catalogue = noCatalogue): Command =>
  (document) => {
    const gone = withContent(nestingOf(document, catalogue), nodeIds);
    const edges = document.edges.filter((edge) => !edgeIds.has(edge.id));
    let next: WorkflowDocument = { ...document, edges };
    if (nodeIds.size === 1) next = bridged(next, gone, catalogue);
    return {
      ...next,
      nodes: next.nodes.filter(({ id }) => !gone.has(id)),
      edges: next.edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target)),
    };
  };

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
