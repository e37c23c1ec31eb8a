import { beforeEach, expect, test } from "vitest";
import type { Workflow } from "@leeway/api";
import type { WorkflowDocument } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { addNode, setNode, setParam } from "./commands.js";
import { commonBase } from "./catching-up.js";
import { useEditor } from "./store.js";
import { openDraft } from "./testing/open-draft.js";

const here = () => useEditor.getState();
const node = (id: string) => ({ id, type: "logic.set", position: { x: 0, y: 0 }, params: {} });
const base: WorkflowDocument = {
  schemaVersion: 1,
  name: "N",
  nodes: [node("a"), node("b")],
  edges: [],
  notes: [],
  settings: {},
};
const named = (document: WorkflowDocument, id: string, name: string) => setNode(id, { name })(document);
const newest = (document: WorkflowDocument, revision = 2): Workflow => ({
  ...(here().workflow as Workflow),
  revision,
  document,
});
const names = () => here().document.nodes.map(({ name }) => name);

beforeEach(() => {
  here().know(catalogue);
  openDraft(base);
});

test("what others saved comes in beside what was drawn here, and waits for being saved with it", () => {
  here().run(setNode("a", { name: "Mine" }));
  here().takeIn(newest(named(base, "b", "Theirs")));
  expect(names()).toEqual(["Mine", "Theirs"]);
  expect(here()).toMatchObject({ saveState: "unsaved", workflow: { revision: 2 }, taken: { both: true, from: 1 } });
});

test("without work of one's own the draft is theirs, and saved", () => {
  here().takeIn(newest(named(base, "b", "Theirs")));
  expect(here()).toMatchObject({ saveState: "saved", taken: { both: false } });
  expect(names()).toEqual([undefined, "Theirs"]);
});

test("taking back one's own work takes back nothing of theirs, and doing it again neither", () => {
  here().run(setNode("a", { name: "One" }));
  here().run(setNode("a", { name: "Two" }));
  here().undo();
  here().takeIn(newest(named(base, "b", "Theirs")));
  here().undo();
  expect(names()).toEqual([undefined, "Theirs"]);
  here().redo();
  here().redo();
  expect(names()).toEqual(["Two", "Theirs"]);
});

test("who watches somebody else at work for hours still goes back through their own", () => {
  here().run(setNode("a", { name: "Mine" }));
  for (let save = 2; save < 300; save += 1)
    here().takeIn(newest(named(here().workflow?.document ?? base, "b", `Theirs ${save}`), save));
  here().undo();
  expect(names()).toEqual([undefined, "Theirs 299"]);
  here().redo();
  expect(names()).toEqual(["Mine", "Theirs 299"]);
});

test("one field that both changed changes nothing here until somebody has chosen", () => {
  here().run(setNode("a", { name: "Mine" }));
  const theirs = newest(named(named(base, "a", "Theirs"), "b", "Other"));
  here().takeIn(theirs);
  expect(here()).toMatchObject({ saveState: "conflict", workflow: { revision: 1 }, clash: { revision: 2 } });
  expect(names()).toEqual(["Mine", undefined]);
  here().run(setNode("b", { disabled: true }));
  expect(here().saveState).toBe("conflict");
  here().takeIn(theirs, { choose: () => "theirs" });
  expect(here()).toMatchObject({ saveState: "unsaved", clash: undefined, workflow: { revision: 2 } });
  expect(here().document.nodes).toMatchObject([{ name: "Theirs" }, { name: "Other", disabled: true }]);
});

test("a step that got another id stays chosen", () => {
  const definition = catalogue.get("logic.code");
  if (!definition) throw new Error("no code");
  const { document, id } = addNode(base, definition, { position: { x: 0, y: 0 } });
  here().run(() => setParam(id, "source", "return 1")(document));
  here().select([id]);
  here().takeIn(
    newest(setParam(id, "source", "return 2")(addNode(base, definition, { position: { x: 9, y: 9 } }).document)),
  );
  expect([...here().selectedNodes]).toEqual([`${id}_2`]);
  expect(here().nodes.get(`${id}_2`)?.params["source"]).toBe("return 1");
});

test("a save whose answer was lost is one's own work and not somebody else's", () => {
  const sent = named(base, "a", "First");
  const theirs = named(sent, "b", "Theirs");
  expect(commonBase(base, [sent], theirs, catalogue)).toBe(sent);
  expect(commonBase(base, [named(base, "a", "Never arrived")], theirs, catalogue)).toBe(base);
  here().run(setNode("a", { name: "First" }));
  here().run(setNode("a", { name: "Second" }));
  here().takeIn(newest(theirs), { unanswered: [sent] });
  expect(names()).toEqual(["Second", "Theirs"]);
});

test("an older revision than the one that is known changes nothing", () => {
  here().takeIn(newest(named(base, "b", "Theirs"), 3));
  here().takeIn(newest(base, 2));
  expect(names()).toEqual([undefined, "Theirs"]);
});

test("an older database that came back counts where the server itself says so", () => {
  here().takeIn(newest(named(base, "b", "Theirs"), 7));
  here().takeIn(newest(named(base, "a", "Before"), 4), { sure: true });
  expect(here().workflow?.revision).toBe(4);
  expect(names()).toEqual(["Before", undefined]);
});
