import type { Json } from "../../json.js";
import { isEqual } from "../../same.js";
import type { WorkflowDocument, WorkflowNode, WorkflowNote } from "../document.js";
import { renameSteps } from "../rename-steps.js";
import type { Versions } from "./conflict.js";

/** New ids of what one side made, by the ids that it had: the other side had made something else under them. */
export interface Renamed {
  steps: ReadonlyMap<string, string>;
  notes: ReadonlyMap<string, string>;
}

/** Both made something of the same id: mine, which nobody else has seen, gets another one, and what I wrote follows it. */
export function withOwnIds({ base, mine, theirs }: Versions<WorkflowDocument>): {
  mine: WorkflowDocument;
  renamed: Renamed;
} {
  const steps = freshIds({ base: base.nodes, mine: mine.nodes, theirs: theirs.nodes }, isSameStep);
  const notes = freshIds({ base: base.notes, mine: mine.notes, theirs: theirs.notes }, isSameNote);
  const old = new Map(base.nodes.map((node) => [node.id, node]));
  const named = renameSteps(mine, steps, (node) => !isEqual(node as Json, old.get(node.id) as Json | undefined));
  const renamed = { steps, notes };
  if (notes.size === 0) return { mine: named, renamed };
  return {
    mine: { ...named, notes: named.notes.map((note) => ({ ...note, id: notes.get(note.id) ?? note.id })) },
    renamed,
  };
}

/** The same but for where it stands: both did the same, so it is there once. */
const isSameStep = (one: WorkflowNode, other: WorkflowNode): boolean =>
  isEqual({ ...one, position: null, labels: null } as Json, { ...other, position: null, labels: null } as Json);
const isSameNote = (one: WorkflowNote, other: WorkflowNote): boolean => one.text === other.text;

function freshIds<T extends { id: string }>(
  { base, mine, theirs }: Versions<readonly T[]>,
  isSame: (one: T, other: T) => boolean,
): ReadonlyMap<string, string> {
  const old = new Set(base.map(({ id }) => id));
  const there = new Map(theirs.map((one) => [one.id, one]));
  const taken = new Set([...old, ...there.keys(), ...mine.map(({ id }) => id)]);
  const fresh = new Map<string, string>();
  for (const one of mine) {
    const other = there.get(one.id);
    if (!other || old.has(one.id) || isSame(one, other)) continue;
    const id = freeId(taken, one.id);
    taken.add(id);
    fresh.set(one.id, id);
  }
  return fresh;
}

function freeId(taken: ReadonlySet<string>, id: string): string {
  const stem = id.replace(/_\d+$/, "");
  for (let count = 2; ; count += 1) if (!taken.has(`${stem}_${count}`)) return `${stem}_${count}`;
}
