import { beforeEach, describe, expect, test } from "vitest";
import { catalogue } from "@leeway/nodes";
import type { NodeDefinition, WorkflowDocument } from "@leeway/engine";
import { useEditor } from "../document/store.js";
import { addNoteAt, addStep, deleteSelected, nudge, place, spotFor } from "./actions.js";
import { duplicateSelected } from "./copying.js";
import { openDraft } from "../document/testing/open-draft.js";

const definition = (type: string) => catalogue.get(type) as NodeDefinition;
const node = (id: string, type: string, x: number) => ({ id, type, position: { x, y: 0 }, params: {} });
const document: WorkflowDocument = {
  schemaVersion: 1,
  name: "N",
  nodes: [node("in", "trigger.webhook", 0), node("known", "logic.if", 320), node("set", "logic.set", 640)],
  edges: [
    { id: "e1", source: "in", sourceHandle: "main", target: "known" },
    { id: "e2", source: "known", sourceHandle: "true", target: "set" },
  ],
  notes: [],
  settings: {},
};
const free = { x: 7, y: 7 };
const here = () => useEditor.getState();
const links = () =>
  here().document.edges.map(({ source, sourceHandle, target }) => `${source}.${sourceHandle}>${target}`);

beforeEach(() => {
  openDraft(document);
});

describe("a step picked without a place", () => {
  const spot = (type: string) => spotFor(definition(type), catalogue, free);
  test("goes behind the chosen card, on the first way that leads nowhere", () => {
    here().select(["known"]);
    expect(spot("logic.set")).toEqual({ after: { source: "known", sourceHandle: "false" } });
  });
  test("goes onto the chosen link", () => {
    here().select([], ["e2"]);
    expect(spot("logic.set")).toEqual({ edge: "e2" });
  });
  test("stands free where nothing or much is chosen", () => {
    expect(spot("logic.set")).toEqual({ position: free });
    here().select(["in", "known"]);
    expect(spot("logic.set")).toEqual({ position: free });
  });
  test("stands below the others if it is a trigger, whatever is chosen", () => {
    here().select(["known"]);
    expect(spot("trigger.manual")).toEqual({ position: { x: 0, y: 136 } });
  });
});

describe("changes on the canvas", () => {
  test("an added step is chosen, linked, and undone in one go", () => {
    const id = addStep(definition("logic.respond"), { after: { source: "set", sourceHandle: "main" } });
    expect([...here().selectedNodes]).toEqual([id]);
    expect(links()).toContain(`set.main>${id}`);
    here().undo();
    expect(here().document).toBe(document);
  });
  test("deleting a step closes the gap and chooses the one before it", () => {
    here().select(["known"]);
    expect(deleteSelected()).toBeUndefined();
    expect(links()).toEqual(["in.main>set"]);
    expect([...here().selectedNodes]).toEqual(["in"]);
  });
  test("deleting nothing changes nothing", () => {
    deleteSelected();
    expect(here().document).toBe(document);
  });
  test("a copy keeps the links inside it and is chosen", () => {
    here().select(["known", "set"]);
    duplicateSelected();
    expect(here().document.nodes).toHaveLength(5);
    expect(here().selectedNodes.size).toBe(2);
    expect(here().document.edges).toHaveLength(3);
  });
  test("cards and notes move together, some steps of the keys being one step back", () => {
    addNoteAt({ x: 0, y: 0 });
    const note = here().document.notes[0]?.id ?? "";
    here().select(["in"], [], [note]);
    const before = here().document;
    nudge({ x: 8, y: 0 });
    nudge({ x: 8, y: 0 });
    expect(here().nodes.get("in")?.position).toEqual({ x: 16, y: 0 });
    expect(here().document.notes[0]?.position).toEqual({ x: 16, y: 0 });
    here().undo();
    expect(here().document).toBe(before);
  });
  test("the mouse leaves cards on whole places", () => {
    place(new Map([["set", { x: 10.4, y: 3.6 }]]), new Map());
    expect(here().nodes.get("set")?.position).toEqual({ x: 10, y: 4 });
  });
});
