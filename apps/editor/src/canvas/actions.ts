import type { NodeDefinition, WorkflowNode } from "@leeway/engine";
import { boxesOf, placeInside } from "../document/boxes.js";
import { addNode, remove, STEP, type Place, type Spot } from "../document/commands.js";
import { connect, refusalOf, type Refusal } from "../document/links.js";
import { dropped, moved, putInto, type Dropped } from "../document/moving.js";
import { nestingOf, withContent } from "../document/nesting.js";
import { addNote, moveNotes, removeNotes } from "../document/notes.js";
import { portsOf } from "../document/ports.js";
import { portKey, readingOf } from "../document/reading.js";
import { withRoom } from "../document/room.js";
import { useEditor } from "../document/store.js";

/** Adds a step and selects it; answers its id. */
export function addStep(definition: NodeDefinition, spot: Spot): string {
  let id = "";
  const { run, select, catalogue } = useEditor.getState();
  run((document) => {
    const added = addNode(document, definition, spot, catalogue);
    id = added.id;
    return added.document;
  });
  select([id]);
  return id;
}

/**
 * Where a step goes that was picked without a place: on the selected link, behind the selected card's free way out,
 * else where the canvas is empty. A trigger begins, so it stands free.
 */
export function spotFor(definition: NodeDefinition, catalogue: ReadonlyMap<string, NodeDefinition>, free: Place): Spot {
  const { document, nodes, selectedNodes, selectedEdges } = useEditor.getState();
  const { triggers, taken } = readingOf(document);
  if (definition.kind === "trigger") {
    const lowest = triggers.toSorted((a, b) => b.position.y - a.position.y)[0];
    return { position: lowest ? { x: lowest.position.x, y: lowest.position.y + STEP.y } : free };
  }
  const [edge] = selectedEdges;
  if (edge !== undefined && selectedEdges.size === 1 && selectedNodes.size === 0) return { edge };
  const [source] = selectedNodes;
  const node = source !== undefined && selectedNodes.size === 1 ? nodes.get(source) : undefined;
  if (!node) return { position: free };
  const ports = portsOf(node, catalogue.get(node.type));
  const loop = catalogue.get(node.type)?.loop === true;
  const port =
    ports.find(({ id }) => !taken.has(portKey(node.id, id))) ?? ports.find(({ id }) => !(loop && id === "item"));
  return port ? { after: { source: node.id, sourceHandle: port.id } } : { position: free };
}

/** Why a link may not be drawn from a way out to a card; undefined where it may. */
export function refusal(source: string, sourceHandle: string, target: string): Refusal | undefined {
  const { document, catalogue } = useEditor.getState();
  return refusalOf(document, { source, sourceHandle, target }, catalogue);
}

export const connectSteps = (source: string, sourceHandle: string, target: string): void => {
  const { run, catalogue } = useEditor.getState();
  run((document) => connect(document, source, sourceHandle, target, catalogue));
};

/** Moves the selected cards and notes by so much. */
export function nudge(by: Place): void {
  const { document, selectedNodes, selectedNotes, run, catalogue } = useEditor.getState();
  if (selectedNodes.size + selectedNotes.size === 0) return;
  const places = (list: readonly { id: string; position: Place }[], chosen: ReadonlySet<string>) =>
    new Map(
      list
        .filter(({ id }) => chosen.has(id))
        .map(({ id, position }) => [id, { x: position.x + by.x, y: position.y + by.y }]),
    );
  const nodes = places(document.nodes, selectedNodes);
  const notes = places(document.notes, selectedNotes);
  run((now) => moveNotes(notes)(moved(now, nodes, catalogue)), "nudge");
}

/** Keeps where the mouse left cards and notes, and in which loop; answers what that changed. */
export function place(nodes: ReadonlyMap<string, Place>, notes: ReadonlyMap<string, Place>): Omit<Dropped, "document"> {
  const { document, run, catalogue, shut } = useEditor.getState();
  const { document: next, ...changes } = dropped(document, nodes, catalogue, shut);
  run(() => moveNotes(notes)(next));
  return changes;
}

/** Puts a step into a loop, below what is there, or out of it, below the loop. */
export function layInto(id: string, loop: string | undefined): void {
  const { document, run, catalogue } = useEditor.getState();
  const nesting = nestingOf(document, catalogue);
  const from = nesting.parentOf(id);
  if (from === loop) return;
  const position = loop === undefined ? placeBelow(from ?? "") : placeInside(document, catalogue, loop);
  if (!position) return;
  run((now) => {
    const { document: put } = putInto(
      moved(now, new Map([[id, position]]), catalogue),
      new Map([[id, loop]]),
      catalogue,
    );
    return withRoom(now, put, catalogue);
  });
}

function placeBelow(loop: string): Place | undefined {
  const { document, catalogue } = useEditor.getState();
  const box = boxesOf(document, catalogue).get(loop);
  return box && { x: box.x, y: box.y + box.height + 40 };
}

/** Puts cards where they were laid out, each in the loop in which it is. */
export function layCards(places: ReadonlyMap<string, Place>): void {
  const { run, catalogue } = useEditor.getState();
  run((document) => moved(document, places, catalogue));
}

/**
 * Deletes what is selected, loops with what is inside them; answers the loop where that took more than was chosen. The
 * card before the gap is selected next.
 */
export function deleteSelected(): { loop: WorkflowNode; inside: number } | undefined {
  const { document, nodes, selectedNodes, selectedEdges, selectedNotes, run, select, catalogue } = useEditor.getState();
  if (selectedNodes.size + selectedEdges.size + selectedNotes.size === 0) return undefined;
  const [first] = selectedNodes;
  const before = first === undefined ? undefined : readingOf(document).incoming.get(first)?.[0]?.source;
  const nesting = nestingOf(document, catalogue);
  const inside = withContent(nesting, selectedNodes).size - selectedNodes.size;
  const loop = nodes.get([...selectedNodes].find((id) => nesting.isLoop(id)) ?? "");
  run((now) => removeNotes(selectedNotes)(remove(selectedNodes, selectedEdges, catalogue)(now)));
  select(before !== undefined && !selectedNodes.has(before) ? [before] : []);
  return inside > 0 && loop ? { loop, inside } : undefined;
}

export function selectEverything(): void {
  const { document, select } = useEditor.getState();
  select(
    document.nodes.map(({ id }) => id),
    [],
    document.notes.map(({ id }) => id),
  );
}

export function addNoteAt(position: Place): void {
  let id = "";
  const { run, select } = useEditor.getState();
  run((document) => {
    const added = addNote(document, position);
    id = added.id;
    return added.document;
  });
  select([], [], [id]);
}
