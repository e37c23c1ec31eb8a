import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WorkflowDocument } from "@leeway/engine";
import {
  forgetAllKept,
  forgetKept,
  isAnythingKept,
  isOwnKept,
  keepHere,
  openWithKept,
  takeKept,
} from "./kept-drafts.js";
import { useEditor } from "./store.js";

/** A browser's storage, as far as it is used; `full`: it takes nothing more. */
class Stored {
  full = false;
  [key: string]: unknown;
  getItem = (key: string) => (Object.hasOwn(this, key) ? String(this[key]) : null);
  setItem = (key: string, value: string) => {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this[key] = value;
  };
  removeItem = (key: string) => void Reflect.deleteProperty(this, key);
}
let stored: Stored;
beforeEach(() => vi.stubGlobal("localStorage", (stored = new Stored())));
afterEach(() => vi.unstubAllGlobals());

const document = (name: string): WorkflowDocument => ({
  schemaVersion: 1,
  name,
  nodes: [{ id: "start", type: "trigger.manual", position: { x: 0, y: 0 }, params: {} }],
  edges: [],
  notes: [],
  settings: {},
});
/** Opens a workflow and changes its name, so that there is something to keep. */
function draw(id: string, name: string): void {
  const at = "2026-01-15T09:30:00.000Z";
  const facts = { published: null, triggers: [], createdAt: at, updatedAt: at, updatedBy: null };
  useEditor.getState().open({ id, name: "As it was", revision: 3, document: document("As it was"), ...facts });
  useEditor.getState().run(() => document(name));
}
const LATER = Date.now() + 600_000;

test("a draft waits for its own person and its own workflow, and for nobody and nothing else", () => {
  draw("wf_1", "Drawn by one");
  expect(keepHere("user_1", true)).toBe(true);
  // Neither of whom the name is the beginning of the other's, nor of another workflow.
  for (const [user, workflow] of [
    ["user_2", "wf_1"],
    ["user_11", "wf_1"],
    ["user", "wf_1"],
    ["user_1", "wf_11"],
    ["user_1", "wf_2"],
    ["user_1", "wf"],
  ] as const)
    expect([user, workflow, takeKept(user, workflow, LATER)]).toEqual([user, workflow, undefined]);
  expect([isOwnKept("user_1"), isOwnKept("user_11"), isAnythingKept()]).toEqual([true, false, true]);
  expect(takeKept("user_1", "wf_1")?.document.name).toBe("Drawn by one");
  // Once: the next one who opens it goes on with what the server has.
  expect([takeKept("user_1", "wf_1"), isAnythingKept()]).toEqual([undefined, false]);
});

test("what another tab still works at stays there, until that tab is left or has long been silent", () => {
  draw("wf_1", "Being drawn");
  keepHere("user_1");
  expect(takeKept("user_1", "wf_1")).toBeUndefined();
  expect(takeKept("user_1", "wf_1", LATER)?.document.name).toBe("Being drawn");
  draw("wf_1", "Left");
  keepHere("user_1", true);
  expect(takeKept("user_1", "wf_1")?.document.name).toBe("Left");
});

test("what comes back is made of the draft that it began with, and its way back leads there", () => {
  draw("wf_1", "Mine");
  keepHere("user_1", true);
  const kept = takeKept("user_1", "wf_1");
  if (!kept) throw new Error("nothing was kept");
  expect([kept.revision, kept.base.name]).toEqual([3, "As it was"]);
  const { workflow } = useEditor.getState();
  if (!workflow) throw new Error("nothing is open");
  openWithKept(workflow, kept);
  expect([useEditor.getState().document.name, useEditor.getState().saveState]).toEqual(["Mine", "unsaved"]);
  useEditor.getState().undo();
  expect(useEditor.getState().document.name).toBe("As it was");
});

test("what the server has is kept no longer, and of the same person nothing else goes with it", () => {
  draw("wf_2", "Other");
  keepHere("user_1", true);
  draw("wf_1", "Saved");
  keepHere("user_1");
  forgetKept("user_1");
  expect([takeKept("user_1", "wf_1", LATER), takeKept("user_1", "wf_2")?.document.name]).toEqual([undefined, "Other"]);
});

test("who signs out leaves nothing behind, others' drafts stay theirs, and nothing is kept until a workflow is opened", () => {
  draw("wf_1", "Theirs");
  keepHere("user_2", true);
  keepHere("user_1", true);
  forgetAllKept("user_1");
  expect([isOwnKept("user_1"), isOwnKept("user_2")]).toEqual([false, true]);
  keepHere("user_1", true);
  expect(isOwnKept("user_1")).toBe(false);
  expect(takeKept("user_2", "wf_1")?.document.name).toBe("Theirs");
  keepHere("user_1", true);
  expect(isOwnKept("user_1")).toBe(true);
});

test("a browser without room or storage says so, and what nobody can read is left out", () => {
  draw("wf_1", "Large");
  stored.full = true;
  expect(keepHere("user_1", true)).toBe(false);
  stored.full = false;
  for (const [tab, text] of Object.entries({ a: "no JSON", b: '{"base":{}}', c: "null" }))
    stored.setItem(`leeway.draft.user_1.wf_1.${tab}`, text);
  expect(takeKept("user_1", "wf_1", LATER)).toBeUndefined();
  vi.stubGlobal("localStorage", undefined);
  expect([keepHere("user_1", true), takeKept("user_1", "wf_1"), isAnythingKept()]).toEqual([false, undefined, false]);
});
