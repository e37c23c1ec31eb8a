import {
  renameInTexts,
  workflowEdgeSchema,
  workflowNodeSchema,
  workflowNoteSchema,
  type Catalogue,
  type Json,
  type WorkflowDocument,
  type WorkflowEdge,
  type WorkflowNode,
  type WorkflowNote,
} from "@leeway/engine";
import { freeId, type Place } from "./commands.js";
import { connect } from "./links.js";
import { nestingOf, noCatalogue, withContent } from "./nesting.js";
import { addNote } from "./notes.js";
import { withRoom } from "./room.js";

/** Some nodes with the links between them, and notes: what the clipboard holds. */
export interface Fragment {
  leeway: "fragment";
  nodes: WorkflowNode[];
  edges: WorkflowEdge[];
  notes: WorkflowNote[];
}

/** Steps and notes in a text from the clipboard: a copied part, or a whole exported workflow. */
export function fragmentIn(text: string): Fragment | undefined {
  try {
    const value = JSON.parse(text) as { nodes?: unknown; edges?: unknown; notes?: unknown };
    const nodes = workflowNodeSchema.array().safeParse(value.nodes);
    const edges = workflowEdgeSchema.array().safeParse(value.edges);
    const notes = workflowNoteSchema.array().safeParse(value.notes ?? []);
    if (!nodes.success || !notes.success || nodes.data.length + notes.data.length === 0) return undefined;
    return { leeway: "fragment", nodes: nodes.data, edges: edges.data ?? [], notes: notes.data };
  } catch {
    return undefined;
  }
}

/** Loops bring along what is inside them. */
export function fragmentOf(
  document: WorkflowDocument,
  chosen: ReadonlySet<string>,
  catalogue: Catalogue = noCatalogue,
  notes: ReadonlySet<string> = new Set(),
): Fragment {
  const ids = withContent(nestingOf(document, catalogue), chosen);
  return {
    leeway: "fragment",
    nodes: document.nodes.filter(({ id }) => ids.has(id)),
    edges: document.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
    notes: document.notes.filter(({ id }) => notes.has(id)),
  };
}

/**
 * Puts a fragment in under fresh ids; expressions inside it follow their steps to the new ids. What stood in a loop that
 * did not come along stands in `loop` now; an empty one begins with it.
 */
export function paste(
  document: WorkflowDocument,
  fragment: Fragment,
  { shift, loop, catalogue = noCatalogue }: { shift: Place; loop?: string | undefined; catalogue?: Catalogue },
): { document: WorkflowDocument; ids: string[]; notes: string[] } {
  const taken = new Set(document.nodes.map(({ id }) => id));
  const ids = new Map<string, string>();
  for (const { id, type } of fragment.nodes) {
    const fresh = freeId(taken, type);
    taken.add(fresh);
    ids.set(id, fresh);
  }
  const nodes = fragment.nodes.map(({ parent: old, ...node }): WorkflowNode => {
    const free = node.type.startsWith("trigger.") ? undefined : loop;
    const parent = (old !== undefined && ids.get(old)) || free;
    return {
      ...node,
      id: ids.get(node.id) ?? node.id,
      position: { x: node.position.x + shift.x, y: node.position.y + shift.y },
      params: renameInTexts(node.params, ids) as Record<string, Json>,
      ...(parent !== undefined && { parent }),
    };
  });
  let next: WorkflowDocument = { ...document, nodes: [...document.nodes, ...nodes] };
  for (const { source, sourceHandle, target } of fragment.edges)
    next = connect(next, ids.get(source) ?? source, sourceHandle, ids.get(target) ?? target, catalogue);
  if (loop !== undefined && nestingOf(document, catalogue).within(loop).length === 0) {
    const first = nodes.find(({ id, parent }) => parent === loop && !next.edges.some(({ target }) => target === id));
    if (first) next = connect(next, loop, "item", first.id, catalogue);
  }
  const noted = pasteNotes(withRoom(document, next, catalogue), fragment.notes, shift);
  return { document: noted.document, ids: [...ids.values()], notes: noted.ids };
}

function pasteNotes(document: WorkflowDocument, notes: readonly WorkflowNote[], shift: Place) {
  const ids: string[] = [];
  let next = document;
  for (const note of notes) {
    const position = { x: note.position.x + shift.x, y: note.position.y + shift.y };
    const added = addNote(next, position);
    ids.push(added.id);
    next = {
      ...next,
      notes: [...next.notes, { ...note, id: added.id, position }],
    };
  }
  return { document: next, ids };
}
