import { boxesOf, placeInside } from "../document/boxes.js";
import { STEP, type Place } from "../document/commands.js";
import { fragmentOf, paste, type Fragment } from "../document/fragment.js";
import { nestingOf } from "../document/nesting.js";
import { USUAL_NOTE } from "../document/notes.js";
import { useEditor } from "../document/store.js";

/** What the selected cards and notes are outside of this workflow; nothing without a selection. */
export function selectedFragment(): Fragment | undefined {
  const { document, selectedNodes, selectedNotes, catalogue } = useEditor.getState();
  if (selectedNodes.size + selectedNotes.size === 0) return undefined;
  return fragmentOf(document, selectedNodes, catalogue, selectedNotes);
}

/** The loop into which one pastes: the chosen one, else that around what is chosen. */
function pasteLoop(fragment: Fragment): string | undefined {
  const { document, selectedNodes, catalogue } = useEditor.getState();
  const nesting = nestingOf(document, catalogue);
  const [first] = selectedNodes;
  if (first === undefined) return undefined;
  const own = fragment.nodes.some(({ id }) => id === first);
  if (selectedNodes.size === 1 && nesting.isLoop(first) && !own) return first;
  const [around, ...others] = new Set([...selectedNodes].map((id) => nesting.parentOf(id)));
  return others.length === 0 ? around : undefined;
}

/** A fragment that was copied elsewhere stands below what is in its new loop already. */
function pasteShift({ nodes }: Fragment, shift: Place, loop: string | undefined): Place {
  const { document, catalogue } = useEditor.getState();
  if (loop === undefined || nodes.length === 0 || nodes.some(({ parent }) => parent === loop)) return shift;
  const place = placeInside(document, catalogue, loop);
  if (!place) return shift;
  const x = Math.min(...nodes.map(({ position }) => position.x));
  const y = Math.min(...nodes.map(({ position }) => position.y));
  return { x: place.x - x, y: place.y - y };
}

/** Puts a fragment in, by so much away from where it was copied, and chooses it. */
export function pasteFragment(fragment: Fragment, shift: Place): void {
  let ids: string[] = [];
  let notes: string[] = [];
  const { run, select, catalogue } = useEditor.getState();
  const loop = pasteLoop(fragment);
  const by = pasteShift(fragment, shift, loop);
  run((document) => {
    const pasted = paste(document, fragment, { shift: by, loop, catalogue });
    ({ ids, notes } = pasted);
    return pasted.document;
  });
  const { document } = useEditor.getState();
  const nesting = nestingOf(document, catalogue);
  const fresh = new Set(ids);
  // A loop stands for what is inside it.
  select(
    ids.filter((id) => !nesting.around(id).some((one) => fresh.has(one))),
    [],
    notes,
  );
}

/** A copy of the selected cards and notes a little below them. */
export function duplicateSelected(): void {
  const fragment = selectedFragment();
  if (!fragment) return;
  const { document, catalogue } = useEditor.getState();
  const boxes = boxesOf(document, catalogue);
  const tops = [...fragment.nodes, ...fragment.notes].map(({ position }) => position.y);
  const lows = [
    ...fragment.nodes.map(({ id, position, type }) =>
      catalogue.get(type)?.loop ? (boxes.get(id)?.height ?? 0) + position.y - STEP.y / 2 : position.y,
    ),
    ...fragment.notes.map(({ position, height = USUAL_NOTE.height }) => position.y + height - STEP.y / 2),
  ];
  pasteFragment(fragment, { x: 40, y: Math.max(...lows) - Math.min(...tops) + STEP.y });
}
