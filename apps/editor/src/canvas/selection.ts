import type { Place } from "../document/commands.js";
import { moved } from "../document/moving.js";
import { resizeNotes, USUAL_NOTE } from "../document/notes.js";
import { useEditor } from "../document/store.js";
import { switchSteps } from "../document/switching.js";

/** Switches the chosen steps off; on again where all of them are off. Without a choice, the one given. */
export function switchSelected(focused?: string): boolean {
  const { nodes, selectedNodes, run } = useEditor.getState();
  const ids = selectedNodes.size > 0 || focused === undefined ? selectedNodes : new Set([focused]);
  if (ids.size === 0) return false;
  run(switchSteps(ids, !areOff(ids, nodes)));
  return true;
}

/** Whether all of these steps are switched off. */
export const areOff = (ids: ReadonlySet<string>, nodes: ReturnType<typeof useEditor.getState>["nodes"]): boolean =>
  [...ids].every((id) => nodes.get(id)?.disabled === true);

/** Pulls the chosen notes wider, higher or back. */
export function pullNotes(by: Place): boolean {
  const { document, selectedNotes, run } = useEditor.getState();
  if (selectedNotes.size === 0) return false;
  const boxes = document.notes
    .filter(({ id }) => selectedNotes.has(id))
    .map((note) => {
      const { width = USUAL_NOTE.width, height = USUAL_NOTE.height } = note;
      return [note.id, { ...note.position, width: width + 2 * by.x, height: height + 2 * by.y }] as const;
    });
  run(resizeNotes(new Map(boxes)), "pull");
  return true;
}

/** Puts the chosen cards side by side on one line, or one below the other at one edge. */
export function alignSelected(way: "row" | "column"): void {
  const { document, selectedNodes, run, catalogue } = useEditor.getState();
  const chosen = document.nodes.filter(({ id }) => selectedNodes.has(id));
  const top = Math.min(...chosen.map(({ position }) => position.y));
  const left = Math.min(...chosen.map(({ position }) => position.x));
  const places = chosen.map(({ id, position }): [string, Place] => [
    id,
    way === "row" ? { x: position.x, y: top } : { x: left, y: position.y },
  ]);
  run((now) => moved(now, new Map(places), catalogue));
}

/**
 * Puts the same distance between the chosen cards, along the way in which they stand further apart; the outer two stay.
 * With fewer than three there is nothing between.
 */
export function spreadSelected(): void {
  const { document, selectedNodes, run, catalogue } = useEditor.getState();
  const chosen = document.nodes.filter(({ id }) => selectedNodes.has(id));
  const lengthOf = (axis: "x" | "y") => {
    const all = chosen.map(({ position }) => position[axis]);
    return Math.max(...all) - Math.min(...all);
  };
  const axis = lengthOf("x") >= lengthOf("y") ? "x" : "y";
  const inOrder = chosen.toSorted((one, other) => one.position[axis] - other.position[axis]);
  const first = inOrder[0]?.position[axis] ?? 0;
  const step = lengthOf(axis) / (inOrder.length - 1);
  const places = inOrder.map(({ id, position }, index): [string, Place] => [
    id,
    { ...position, [axis]: Math.round(first + index * step) },
  ]);
  run((now) => moved(now, new Map(places), catalogue));
}
