import { expect, test } from "vitest";
import { fragmentIn } from "./fragment.js";

const node = { id: "a", type: "logic.set", position: { x: 0, y: 0 }, params: {} };

test("copied steps are found again with their links", () => {
  const edges = [{ id: "e1", source: "a", sourceHandle: "main", target: "b" }];
  const text = JSON.stringify({ leeway: "fragment", nodes: [node, { ...node, id: "b" }], edges });
  expect(fragmentIn(text)).toMatchObject({ nodes: [{ id: "a" }, { id: "b" }], edges: [{ source: "a", target: "b" }] });
});
test("a whole exported workflow can be pasted", () => {
  const text = JSON.stringify({ schemaVersion: 1, name: "N", nodes: [node], edges: [], notes: [], settings: {} });
  expect(fragmentIn(text)?.nodes.map(({ id }) => id)).toEqual(["a"]);
});
test.each([
  ["a sentence", "hello"],
  ["no steps", '{"nodes":[]}'],
  ["steps without a type", '{"nodes":[{"id":"a"}]}'],
  ["null", "null"],
  ["a number", "42"],
])("%s holds nothing to paste", (_what, text) => {
  expect(fragmentIn(text)).toBeUndefined();
});
