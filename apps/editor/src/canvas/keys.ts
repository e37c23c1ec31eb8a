import { useLayoutEffect } from "react";
import type { WorkflowNode } from "@leeway/engine";
import { hiddenIn, nestingOf } from "../document/nesting.js";
import { neighbour, readingOf } from "../document/reading.js";
import { useEditor } from "../document/store.js";
import { deleteSelected, nudge, selectEverything } from "./actions.js";
import { duplicateSelected } from "./copying.js";
import { pullNotes, switchSelected } from "./selection.js";
import { useAdding } from "./adding.js";
import { focusCard, stepTo } from "./focus.js";
import { isWriting } from "./typing.js";

/** What the page around the canvas does when a key asks for it. */
export interface KeyWishes {
  save: () => void;
  /** A kind of step to add. */
  findStep: () => void;
  /** A step that is there. */
  findOnCanvas: () => void;
  note: () => void;
  help: () => void;
  openStep: () => void;
  /** A loop went, with all that was inside. */
  gone: (loop: { loop: WorkflowNode; inside: number }) => void;
}

const arrows = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" } as const;
const ways = { left: { x: -8, y: 0 }, right: { x: 8, y: 0 }, up: { x: 0, y: -8 }, down: { x: 0, y: 8 } } as const;

/** Everything that the canvas does by keyboard alone. */
export function useCanvasKeys(wishes: KeyWishes): void {
  // Keys work from the moment at which the canvas is to be seen.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (useEditor.getState().readOnly && !onlyLooks(event))) return;
      const done = (event.ctrlKey || event.metaKey ? withControl : plain)(event, wishes);
      if (done) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [wishes]);
}

/** The Latin letter of a key, whatever alphabet the keyboard writes: Ctrl+Z is Ctrl+Z on a Ukrainian layout too. */
function letterOf({ key, code }: KeyboardEvent): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
}

/** Moves the look, the choice or the focus, and changes nothing. */
function onlyLooks(event: KeyboardEvent): boolean {
  const letter = letterOf(event);
  if (event.key in arrows) return !event.shiftKey;
  if (event.ctrlKey || event.metaKey) return event.key === " " || ["a", "f", "s"].includes(letter);
  return (
    ["?", "/", "Enter", " ", "Escape"].includes(event.key) || event.code === "Slash" || ["l", "c"].includes(letter)
  );
}

function withControl(event: KeyboardEvent, wishes: KeyWishes): boolean {
  const letter = letterOf(event);
  if (letter === "s") {
    wishes.save();
    return true;
  }
  if (isWriting(event.target)) return false;
  const { undo, redo } = useEditor.getState();
  if (letter === "z" && !event.shiftKey) undo();
  else if (letter === "y" || letter === "z") redo();
  else if (letter === "d") duplicateSelected();
  else if (letter === "a") selectEverything();
  else if (letter === "f") wishes.findOnCanvas();
  else return isOnCanvas(event.target) && chooseMore(event);
  return true;
}

/** Beside what is chosen: the focus goes on alone, a card is put to the choice or taken out, notes are pulled larger. */
function chooseMore(event: KeyboardEvent): boolean {
  const { nodes, selectedNodes, selectedNotes, select } = useEditor.getState();
  const direction = event.key in arrows ? arrows[event.key as keyof typeof arrows] : undefined;
  if (direction && event.shiftKey) return pullNotes(ways[direction]);
  if (direction) {
    const to = next(direction, focusedCard(nodes) ?? [...selectedNodes].at(-1));
    if (to !== undefined) stepTo(to);
    return true;
  }
  const focused = focusedCard(nodes);
  if (event.key !== " " || focused === undefined) return false;
  const chosen = new Set(selectedNodes);
  if (!chosen.delete(focused)) chosen.add(focused);
  select(chosen, [], selectedNotes);
  return true;
}

function plain(event: KeyboardEvent, wishes: KeyWishes): boolean {
  if (isWriting(event.target) || event.altKey) return false;
  if (event.key === "?") wishes.help();
  else if (event.key === "+") return addBehind() || (wishes.findStep(), true);
  else if (event.key === "/" || event.code === "Slash") wishes.findOnCanvas();
  else if (letterOf(event) === "a") wishes.findStep();
  else return isOnCanvas(event.target) && onCanvas(event, wishes);
  return true;
}

/**
 * Keys of cards work where a card has the focus or nothing has: then it is the page around the canvas, since a press on
 * the empty canvas puts it there. A button keeps its own keys.
 */
function isOnCanvas(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest("[data-canvas]") !== null || target.querySelector("[data-canvas]") !== null;
}

function onCanvas(event: KeyboardEvent, wishes: KeyWishes): boolean {
  const { openStep } = wishes;
  const onButton = event.target instanceof Element && event.target.closest("button") !== null;
  if (event.key in arrows) return arrow(arrows[event.key as keyof typeof arrows], event.shiftKey);
  if (event.key === "Delete" || event.key === "Backspace") return removeChosen(wishes);
  if (event.key === "Escape") return deselect();
  if (letterOf(event) === "l") return nextLink();
  if (letterOf(event) === "c") return toggleLoop();
  if (letterOf(event) === "d") return switchSelected(focusedCard(useEditor.getState().nodes));
  if (letterOf(event) === "n") return (wishes.note(), true);
  if (onButton || (event.key !== "Enter" && event.key !== " ")) return false;
  if (!takeFocused(event.target)) return false;
  if (event.key === "Enter" && !writeNote(event.target)) openStep();
  return true;
}

/** Tab puts the focus on a card without choosing it; Enter and Space choose. */
function takeFocused(target: EventTarget | null): boolean {
  const id = target instanceof Element ? target.closest<HTMLElement>(".react-flow__node")?.dataset["id"] : undefined;
  const { nodes, document, selectedNodes, select } = useEditor.getState();
  if (id !== undefined && nodes.has(id) && !selectedNodes.has(id)) select([id]);
  else if (id !== undefined && document.notes.some((note) => note.id === id)) select([], [], [id]);
  return id !== undefined || selectedNodes.size === 1;
}

/** Enter on a note is what a double click is: writing in it. */
function writeNote(target: EventTarget | null): boolean {
  const note = target instanceof Element ? target.querySelector("[data-testid^=note-]") : null;
  note?.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
  return note !== null;
}

function arrow(direction: keyof typeof ways, shift: boolean): boolean {
  if (shift) {
    nudge(ways[direction]);
    return true;
  }
  const { nodes, selectedNodes, select } = useEditor.getState();
  const to = next(direction, [...selectedNodes].at(-1) ?? focusedCard(nodes));
  if (to !== undefined) {
    select([to]);
    stepTo(to);
  }
  return true;
}

/** The card to which an arrow leads; without one to start from, the first. */
function next(direction: keyof typeof ways, from: string | undefined): string | undefined {
  const { document, catalogue, shut } = useEditor.getState();
  return from === undefined
    ? readingOf(document).order[0]
    : neighbour(document, from, direction, hiddenIn(document, catalogue, shut));
}

/** The card that Tab came to; it is not chosen yet. */
function focusedCard(nodes: ReadonlyMap<string, unknown>): string | undefined {
  const active = window.document.activeElement?.closest<HTMLElement>(".react-flow__node")?.dataset["id"];
  return active !== undefined && nodes.has(active) ? active : undefined;
}

function removeChosen({ gone }: KeyWishes): boolean {
  const deleted = deleteSelected();
  if (deleted) gone(deleted);
  const [next] = useEditor.getState().selectedNodes;
  if (next !== undefined) focusCard(next);
  return true;
}

function deselect(): boolean {
  const { selectedNodes, selectedEdges, selectedNotes, select } = useEditor.getState();
  if (selectedNodes.size + selectedEdges.size + selectedNotes.size === 0) return false;
  select([]);
  return true;
}

/** The links of a card one after the other, so that they can be deleted or get a step without a mouse. */
function nextLink(): boolean {
  const { document, nodes, selectedNodes, selectedEdges, select } = useEditor.getState();
  const reading = readingOf(document);
  const [chosen] = selectedEdges;
  const source = focusedCard(nodes) ?? [...selectedNodes][0] ?? document.edges.find(({ id }) => id === chosen)?.source;
  if (source === undefined) return false;
  const links = [...(reading.outgoing.get(source) ?? []), ...(reading.incoming.get(source) ?? [])];
  const next = links[(links.findIndex(({ id }) => id === chosen) + 1) % links.length];
  if (next) select([], [next.id]);
  return next !== undefined;
}

/** Shows or hides what is inside the chosen loop. */
function toggleLoop(): boolean {
  const { document, catalogue, nodes, selectedNodes, toggle } = useEditor.getState();
  const id = focusedCard(nodes) ?? [...selectedNodes][0];
  if (id === undefined || !nestingOf(document, catalogue).isLoop(id)) return false;
  toggle(id);
  return true;
}

/** `+` presses the plus of the chosen link, or the free one of the card with the focus or the chosen one. */
function addBehind(): boolean {
  const { nodes, selectedNodes, selectedEdges } = useEditor.getState();
  const [edge] = selectedEdges;
  const node = focusedCard(nodes) ?? [...selectedNodes][0];
  const selector =
    edge !== undefined
      ? `[data-plus-edge="${CSS.escape(edge)}"]`
      : node !== undefined
        ? `[data-plus-node="${CSS.escape(node)}"]`
        : undefined;
  const plus = selector === undefined ? null : document.querySelector<HTMLElement>(selector);
  plus?.click();
  return plus !== null && useAdding.getState().spot !== undefined;
}
