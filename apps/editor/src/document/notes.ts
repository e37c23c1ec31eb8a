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

/** The colours that a note may have; the first one needs no word. */
export const noteColors = ["yellow", "green", "blue", "gray"] as const;
export type NoteColor = (typeof noteColors)[number];

/** The colour in which a note is shown. */
export const colorOf = ({ color }: Pick<WorkflowNote, "color">): NoteColor =>
  noteColors.find((one) => one === color) ?? "yellow";

export const colorNote =
  (id: string, color: NoteColor): Command =>
  (document) => ({ ...document, notes: document.notes.map((note) => (note.id === id ? { ...note, color } : note)) });

/** The least room in which a note can be read. */
export const SMALLEST_NOTE = { width: 120, height: 56 } as const;
/** What a note measures that nobody has pulled: its width, and a height to begin with. */
export const USUAL_NOTE = { width: 280, height: 96 } as const;

/** Notes as large as somebody pulled them, and where their corner is by then. */
export const resizeNotes =
  (boxes: ReadonlyMap<string, Place & { width: number; height: number }>): Command =>
  (document) => ({
    ...document,
    notes: document.notes.map((note) => {
      const box = boxes.get(note.id);
      if (!box) return note;
      const width = Math.max(SMALLEST_NOTE.width, Math.round(box.width));
      const height = Math.max(SMALLEST_NOTE.height, Math.round(box.height));
      return { ...note, position: rounded(box), width, height };
    }),
  });

const rounded = ({ x, y }: Place): Place => ({ x: Math.round(x), y: Math.round(y) });
