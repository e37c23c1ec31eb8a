import { expect, test } from "vitest";
import type { WorkflowNode } from "@leeway/engine";
import { labelledAlike, namedAlike } from "./alike.js";

const node = (id: string, more: Partial<WorkflowNode> = {}): WorkflowNode => ({
  id,
  type: "logic.set",
  position: { x: 0, y: 0 },
  params: {},
  ...more,
});
const nodes = (...all: WorkflowNode[]) => new Map(all.map((one) => [one.id, one]));

test("steps are the same ones by name until one is named otherwise, becomes another kind, comes or goes", () => {
  const [a, b] = [node("a", { name: "Ask" }), node("b")];
  const known = namedAlike(nodes(a, b));
  const written = { ...a, params: { text: "Hello" } };
  expect(namedAlike(nodes(written, b))).toBe(known);
  const renamed = nodes({ ...written, name: "Tell" }, b);
  expect(namedAlike(renamed)).toBe(renamed);
  const other = nodes({ ...written, name: "Tell", type: "logic.if" }, b);
  expect(namedAlike(other)).toBe(other);
  const fewer = nodes(b);
  expect(namedAlike(fewer)).toBe(fewer);
  const another = nodes(node("c"));
  expect(namedAlike(another)).toBe(another);
});

test("steps are the same ones by the names of their ids, however those were written down", () => {
  const named = (label: string) => node("a", { labels: { tag_id: { t1: label } } });
  const known = labelledAlike(nodes(named("VIP")));
  expect(labelledAlike(nodes({ ...named("VIP"), name: "Ask" }))).toBe(known);
  const otherwise = nodes(named("Client"));
  expect(labelledAlike(otherwise)).toBe(otherwise);
});
