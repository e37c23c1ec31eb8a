import { expect, test } from "vitest";
import { catalogue } from "@leeway/nodes";
import { useEditor } from "./store.js";

const here = () => useEditor.getState();
const node = (id: string, type: string, parent?: string) => ({
  id,
  type,
  position: { x: 0, y: 0 },
  params: {},
  ...(parent !== undefined && { parent }),
});
const link = (id: string, source: string, sourceHandle: string, target: string) => ({
  id,
  source,
  sourceHandle,
  target,
});

test("what is chosen in a loop is not chosen any more when the loop is shut: a key would delete it unseen", () => {
  here().know(catalogue);
  here().open({
    id: "w",
    name: "N",
    revision: 1,
    document: {
      schemaVersion: 1,
      name: "N",
      nodes: [
        node("start", "trigger.manual"),
        node("each", "logic.each"),
        node("a", "logic.set", "each"),
        node("b", "logic.set", "each"),
      ],
      edges: [link("e1", "start", "main", "each"), link("e2", "each", "item", "a"), link("e3", "a", "main", "b")],
      notes: [],
      settings: {},
    },
    published: null,
    triggers: [],
    createdAt: "2026-01-15T09:30:00.000Z",
    updatedAt: "2026-01-15T09:30:00.000Z",
    updatedBy: null,
  });
  here().select([], ["e1", "e2", "e3"]);
  here().toggle("each");
  expect([...here().selectedEdges]).toEqual(["e1"]);
  here().toggle("each");
  here().select(["a"]);
  here().toggle("each");
  expect([...here().selectedNodes]).toEqual(["each"]);
});

test("who may only look changes nothing: not by a command, nor by what was found out, nor by undo", () => {
  const before = here().document;
  here().run((document) => ({ ...document, name: "Mine" }));
  here().allow(false);
  here().run((document) => ({ ...document, name: "Yours" }));
  here().learn((document) => ({ ...document, name: "Learnt" }));
  here().undo();
  expect(here().document.name).toBe("Mine");
  here().allow(true);
  here().undo();
  expect(here().document).toBe(before);
});

test("problems that are found again and say the same are the same ones: nobody who shows them is drawn anew", () => {
  const found = (message: string) => [{ code: "node.noTrigger", severity: "error", nodeId: "a", message }] as never;
  here().setProblems(found("Nothing leads here"));
  const known = here().problems;
  here().setProblems(found("Nothing leads here"));
  expect(here().problems).toBe(known);
  here().setProblems(found("Nothing leads to it"));
  expect(here().problems).not.toBe(known);
});
