import { expect, test } from "vitest";
import type { NodeDefinition, ParamDefinition } from "../definition.js";
import { graph, tinyCatalogue } from "../testing/tiny-world.js";
import { retarget } from "./retarget.js";

const title = { en: "", uk: "", ru: "" };
const withParams = (params: Omit<ParamDefinition, "title">[]): NodeDefinition => ({
  ...(tinyCatalogue.get("set") as NodeDefinition),
  params: params.map((param) => ({ ...param, title })),
});
const catalogue = new Map([
  ...tinyCatalogue,
  ["call", withParams([{ name: "workflowId", kind: "workflow" }])],
  ["hear", withParams([{ name: "workflows", kind: "list", idKind: "workflow", literal: true }])],
] as [string, NodeDefinition][]);
const to = { credentials: new Map([["c1", "c2"]]), workflows: new Map([["w1", "w2"]]) };
const moved = (type: string, node: object) => {
  const document = graph(`in:trigger a:${type}`, "in>a", { a: node });
  return retarget(document, to, catalogue).nodes[1];
};

test("steps name the credential and the workflows of the new place, also in what ids are called", () => {
  expect(moved("read", { credential: "c1" })).toMatchObject({ credential: "c2" });
  expect(
    moved("call", { params: { workflowId: "w1" }, labels: { workflowId: { w1: "Orders", w9: "Other" } } }),
  ).toMatchObject({ params: { workflowId: "w2" }, labels: { workflowId: { w2: "Orders", w9: "Other" } } });
  expect(moved("hear", { params: { workflows: ["w0", "w1"] } })).toMatchObject({ params: { workflows: ["w0", "w2"] } });
});

test("what only looks like an id stays, as does what the new place has not", () => {
  expect(moved("set", { params: { text: "w1" } })).toMatchObject({ params: { text: "w1" } });
  expect(moved("call", { params: { workflowId: "w3" }, credential: "c3" })).toMatchObject({
    params: { workflowId: "w3" },
    credential: "c3",
  });
});
