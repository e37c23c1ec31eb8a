import { expect, test } from "vitest";
import { catalogue } from "@leeway/nodes";
import type { Problem, WorkflowDocument } from "@leeway/engine";
import { inFormWords } from "./form-words.js";

const node = (id: string, type: string, name?: string) => ({
  id,
  type,
  position: { x: 0, y: 0 },
  params: {},
  ...(name !== undefined && { name }),
});
const document: WorkflowDocument = {
  schemaVersion: 1,
  name: "N",
  nodes: [node("known", "logic.if"), node("find", "leeloo.person.list", "Find by phone")],
  edges: [],
  notes: [],
  settings: {},
};
const said = (problem: Partial<Problem>) =>
  inFormWords([{ code: "param.required", severity: "error", values: {}, ...problem }], document, catalogue, "en")[0];

test("a param is called as the form calls it, wherever in it the problem lies", () => {
  expect(said({ nodeId: "known", param: "where" })?.message).toBe("Fill in the field “Condition”.");
  expect(said({ nodeId: "known", param: "where.all[0].value" })?.message).toBe("Fill in the field “Condition”.");
});
test("the place itself is kept, so that a click leads there", () => {
  expect(said({ nodeId: "known", param: "where.all[0].value" })).toMatchObject({
    nodeId: "known",
    param: "where.all[0].value",
  });
});
test("other steps are called by their names", () => {
  const values = { step: "find" };
  expect(said({ code: "expression.notUpstream", nodeId: "known", param: "where", values })?.message).toContain(
    "Find by phone",
  );
});
test("a param that the form does not know keeps its key", () => {
  expect(said({ nodeId: "known", param: "other" })?.message).toBe("Fill in the field “other”.");
});
