import type { WorkflowDocument, WorkflowNote } from "@leeway/engine";
import type { Command, Place } from "./commands.js";

export function addNote(document: WorkflowDocument, position: Place): { document: WorkflowDocument; id: string } {
  const taken = new Set(document.notes.map(({ id }) => id));
  let count = document.notes.length + 1;
  while (taken.has(`note_${count}`)) count += 1;
  const note: WorkflowNote = { id: `note_${count}`, position: rounded(position), text: "" };
  return { document: { ...document, notes: [...document.notes, note] }, id: note.id };
}

export const writeNote =
  (id: string, text: string): Command =>
  (document) => ({ ...document, notes: document.notes.map((note) => (note.id === id ? { ...note, text } : note)) });

export const moveNotes =
  (places: ReadonlyMap<string, Place>): Command =>
  (document) => ({
    ...document,
    notes: document.notes.map((note) => {
      const position = places.get(note.id);
      return position ? { ...note, position: rounded(position) } : note;
    }),
  });

export const removeNotes =
  (ids: ReadonlySet<string>): Command =>
  (document) =>
    ids.size === 0 ? document : { ...document, notes: document.notes.filter(({ id }) => !ids.has(id)) };

const rounded = ({ x, y }: Place): Place => ({ x: Math.round(x), y: Math.round(y) });
