import { expect, test } from "vitest";
import { workflowDocumentSchema, type StepStatus, type WorkflowNode } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { beginningFor, doneAgain } from "./again.js";

const node = (id: string, type = "logic.set", parent?: string) => ({ id, type, params: {}, ...(parent && { parent }) });
const link = (source: string, target: string, sourceHandle = "main") => ({
  id: `${source}${target}`,
  source,
  sourceHandle,
  target,
});
const document = workflowDocumentSchema.parse({
  schemaVersion: 1,
  name: "N",
  nodes: [
    node("in", "trigger.manual"),
    node("a"),
    node("b"),
    node("side"),
    node("each", "logic.each"),
    node("inner", "logic.set", "each"),
  ],
  edges: [link("in", "a"), link("a", "b"), link("in", "side"), link("b", "each"), link("each", "inner", "item")],
});
const after = (...steps: [string, StepStatus][]) => new Map(steps.map(([id, status]) => [id, { status }]));
const again = (from: string, last: ReturnType<typeof after>) =>
  doneAgain(document, catalogue, from, last).nodes.map(({ id }) => id);
const whole = after(
  ["in", "succeeded"],
  ["a", "succeeded"],
  ["b", "succeeded"],
  ["side", "skipped"],
  ["each", "succeeded"],
);

test("from a step on it and all behind it are done again, loops with what is inside", () => {
  expect(again("b", whole)).toEqual(["b", "each", "inner"]);
  expect(again("each", whole)).toEqual(["each", "inner"]);
});

test("what the last run has not done is done, too", () => {
  expect(again("b", after(["in", "succeeded"], ["a", "failed"]))).toEqual(["a", "b", "side", "each", "inner"]);
});

test("inside of a loop one begins with the loop", () => {
  const from = (nodes: readonly WorkflowNode[], id: string) =>
    beginningFor(new Map(nodes.map((one) => [one.id, one])), catalogue, id);
  expect(["inner", "each", "a"].map((id) => from(document.nodes, id))).toEqual(["each", "each", "a"]);
  const parents: Record<string, string> = { each: "outer", a: "in", outer: "each" };
  const nodes = [...document.nodes, { ...document.nodes[4]!, id: "outer" }].map((one) =>
    parents[one.id] === undefined ? one : { ...one, parent: parents[one.id] },
  );
  expect(from(nodes, "a")).toBe("a");
  expect(from(nodes.slice(0, 6), "inner")).toBe("each");
  // Loops around each other are a problem of the draft, and no endless way.
  expect(["each", "outer"]).toContain(from(nodes, "inner"));
});
