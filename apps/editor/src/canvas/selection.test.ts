import { beforeEach, describe, expect, test } from "vitest";
import type { WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { fragmentIn } from "../document/fragment.js";
import { colorNote, colorOf, resizeNotes } from "../document/notes.js";
import { useEditor } from "../document/store.js";
import { deleteSelected, selectEverything } from "./actions.js";
import { duplicateSelected, pasteFragment, selectedFragment } from "./copying.js";
import { alignSelected, pullNotes, spreadSelected, switchSelected } from "./selection.js";
import { openDraft } from "../document/testing/open-draft.js";

const node = (id: string, type: string, x: number, y = 0) => ({ id, type, position: { x, y }, params: {} });
const document: WorkflowDocument = {
  schemaVersion: 1,
  name: "N",
  nodes: [node("in", "trigger.manual", 0), node("a", "logic.set", 320, 80), node("b", "logic.set", 640, 16)],
  edges: [
    { id: "e1", source: "in", sourceHandle: "main", target: "a" },
    { id: "e2", source: "a", sourceHandle: "main", target: "b" },
  ],
  notes: [{ id: "note_1", position: { x: 0, y: -200 }, text: "Ask Olena", color: "green" }],
  settings: {},
};
const here = () => useEditor.getState();
const off = () => here().document.nodes.flatMap(({ id, disabled }) => (disabled === true ? [id] : []));

beforeEach(() => {
  here().know(catalogue);
  openDraft(document);
});

describe("many steps at once", () => {
  test("are switched off together, and on again once all are off", () => {
    here().select(["a"]);
    switchSelected();
    here().select(["a", "b"]);
    switchSelected();
    expect(off()).toEqual(["a", "b"]);
    switchSelected();
    expect(here().document).toEqual(document);
    here().undo();
    here().undo();
    expect(off()).toEqual(["a"]);
  });

  test("are switched by the one that has the focus where none is chosen", () => {
    expect(switchSelected()).toBe(false);
    expect(switchSelected("b")).toBe(true);
    expect(off()).toEqual(["b"]);
  });

  test("go to another workflow with their notes, under new ids, and their links follow", () => {
    selectEverything();
    const copied = fragmentIn(JSON.stringify(selectedFragment()));
    if (!copied) throw new Error("nothing was copied");
    pasteFragment(copied, { x: 8, y: 800 });
    const { nodes, edges, notes } = here().document;
    expect(nodes.map(({ id }) => id)).toEqual(["in", "a", "b", "manual", "set", "set_2"]);
    expect(edges.slice(2).map(({ source, target }) => [source, target])).toEqual([
      ["manual", "set"],
      ["set", "set_2"],
    ]);
    expect(notes[1]).toEqual({ id: "note_2", position: { x: 8, y: 600 }, text: "Ask Olena", color: "green" });
    expect([[...here().selectedNodes], [...here().selectedNotes]]).toEqual([["manual", "set", "set_2"], ["note_2"]]);
    here().undo();
    expect(here().document).toBe(document);
  });

  test("a note alone is copied, too", () => {
    here().select([], [], ["note_1"]);
    duplicateSelected();
    expect(here().document.notes.map(({ id }) => id)).toEqual(["note_1", "note_2"]);
    deleteSelected();
    expect(here().document.notes).toHaveLength(1);
  });

  test("are lined up at the upper or the left edge of the first, in one step back", () => {
    selectEverything();
    alignSelected("row");
    expect(here().document.nodes.map(({ position }) => position.y)).toEqual([0, 0, 0]);
    here().undo();
    here().select(["a", "b"]);
    alignSelected("column");
    expect(here().document.nodes.map(({ position }) => position.x)).toEqual([0, 320, 320]);
    here().undo();
    expect(here().document).toBe(document);
  });

  test("get the same distance from each other along the longer way, while the outer two stay", () => {
    here().run((now) => ({
      ...now,
      nodes: now.nodes.map((one) => (one.id === "a" ? { ...one, position: { x: 40, y: 80 } } : one)),
    }));
    selectEverything();
    spreadSelected();
    expect(here().document.nodes.map(({ position }) => position)).toEqual([
      { x: 0, y: 0 },
      { x: 320, y: 80 },
      { x: 640, y: 16 },
    ]);
  });
});

describe("a note", () => {
  test("is pulled by keys in one step back, and never below what can be read", () => {
    here().select([], [], ["note_1"]);
    expect(pullNotes({ x: 8, y: 0 })).toBe(true);
    expect(pullNotes({ x: 8, y: 8 })).toBe(true);
    expect(here().document.notes[0]).toMatchObject({ width: 312, height: 112 });
    here().undo();
    expect(here().document).toBe(document);
    here().run(resizeNotes(new Map([["note_1", { x: 3.4, y: -200, width: 10, height: 10 }]])));
    expect(here().document.notes[0]).toMatchObject({ position: { x: 3, y: -200 }, width: 120, height: 56 });
  });

  test("has one of few colours; a word of another program stays and is shown as the usual one", () => {
    expect(colorOf({ color: "mauve" })).toBe("yellow");
    expect(colorOf({})).toBe("yellow");
    here().run(colorNote("note_1", "blue"));
    expect(here().document.notes[0]).toMatchObject({ color: "blue", text: "Ask Olena" });
  });
});
