import type { NodeDefinition } from "@leeway/engine";
import {
  addNode,
  canConnect,
  connect,
  fragmentOf,
  moveNodes,
  paste,
  remove,
  STEP,
  type Fragment,
  type Place,
  type Spot,
} from "../document/commands.js";
import { addNote, moveNotes, removeNotes } from "../document/notes.js";
import { portsOf } from "../document/ports.js";
import { portKey, readingOf } from "../document/reading.js";
import { useEditor } from "../document/store.js";

/** Adds a step and selects it; answers its id. */
export function addStep(definition: NodeDefinition, spot: Spot): string {
  let id = "";
  const { run, select } = useEditor.getState();
  run((document) => {
    const added = addNode(document, definition, spot);
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
  const port = ports.find(({ id }) => !taken.has(portKey(node.id, id))) ?? ports[0];
  return port ? { after: { source: node.id, sourceHandle: port.id } } : { position: free };
}

/** Whether a link may be drawn from a way out to a card. */
export const mayConnect = (source: string, sourceHandle: string, target: string): boolean =>
  canConnect(useEditor.getState().document, source, sourceHandle, target);

export const connectSteps = (source: string, sourceHandle: string, target: string): void =>
  useEditor.getState().run((document) => connect(document, source, sourceHandle, target));

/** Moves the selected cards and notes by so much. */
export function nudge(by: Place): void {
  const { document, selectedNodes, selectedNotes, run } = useEditor.getState();
  if (selectedNodes.size + selectedNotes.size === 0) return;
  const places = (list: readonly { id: string; position: Place }[], chosen: ReadonlySet<string>) =>
    new Map(
      list
        .filter(({ id }) => chosen.has(id))
        .map(({ id, position }) => [id, { x: position.x + by.x, y: position.y + by.y }]),
    );
  const nodes = places(document.nodes, selectedNodes);
  const notes = places(document.notes, selectedNotes);
  run((now) => moveNotes(notes)(moveNodes(nodes)(now)), "nudge");
}

/** Keeps where the mouse left cards and notes. */
export function place(cards: readonly { id: string; type: string; position: Place }[]): void {
  const of = (type: string) =>
    new Map(cards.filter((card) => card.type === type).map(({ id, position }) => [id, position]));
  const nodes = of("step");
  const notes = of("note");
  useEditor.getState().run((document) => moveNotes(notes)(moveNodes(nodes)(document)));
}

/** Deletes what is selected; answers how many steps went. The card before the gap is selected next. */
export function deleteSelected(): number {
  const { document, selectedNodes, selectedEdges, selectedNotes, run, select } = useEditor.getState();
  if (selectedNodes.size + selectedEdges.size + selectedNotes.size === 0) return 0;
  const [first] = selectedNodes;
  const before = first === undefined ? undefined : readingOf(document).incoming.get(first)?.[0]?.source;
  const count = selectedNodes.size;
  run((now) => removeNotes(selectedNotes)(remove(selectedNodes, selectedEdges)(now)));
  select(before !== undefined && !selectedNodes.has(before) ? [before] : []);
  return count;
}

export function selectEverything(): void {
  const { document, select } = useEditor.getState();
  select(
    document.nodes.map(({ id }) => id),
    [],
    document.notes.map(({ id }) => id),
  );
}

/** What the selected cards are outside of this workflow; nothing without a selection. */
export function selectedFragment(): Fragment | undefined {
  const { document, selectedNodes } = useEditor.getState();
  return selectedNodes.size > 0 ? fragmentOf(document, selectedNodes) : undefined;
}

export function pasteFragment(fragment: Fragment, shift: Place): void {
  let ids: string[] = [];
  const { run, select } = useEditor.getState();
  run((document) => {
    const pasted = paste(document, fragment, shift);
    ids = pasted.ids;
    return pasted.document;
  });
  select(ids);
}

/** A copy of the selected cards a little below them. */
export function duplicateSelected(): void {
  const fragment = selectedFragment();
  if (!fragment) return;
  const heights = fragment.nodes.map(({ position }) => position.y);
  pasteFragment(fragment, { x: 40, y: Math.max(...heights) - Math.min(...heights) + STEP.y });
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
