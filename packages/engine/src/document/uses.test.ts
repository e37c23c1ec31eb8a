import { expect, test } from "vitest";
import { graph, tinyCatalogue } from "../testing/tiny-world.js";
import type { NodeDefinition, ParamDefinition } from "../definition.js";
import type { WorkflowDocument } from "./document.js";
import { usesIn, type Used } from "./uses.js";

type Settings = WorkflowDocument["settings"];
const title = { en: "", uk: "", ru: "" };
const withParams = (params: Omit<ParamDefinition, "title">[]): NodeDefinition => ({
  ...(tinyCatalogue.get("set") as NodeDefinition),
  params: params.map((param) => ({ ...param, title })),
});
const catalogue = new Map([
  ...tinyCatalogue,
  ["call", withParams([{ name: "workflowId", kind: "workflow" }])],
  ["hear", withParams([{ name: "workflows", kind: "list", idKind: "workflow", literal: true }])],
  ["code", withParams([{ name: "source", kind: "code" }])],
  ["write", withParams([{ name: "data", kind: "customFields" }])],
] as [string, NodeDefinition][]);

const uses = (kind: Used["kind"], id: string, type: string, node: object, settings: Settings = {}) =>
  usesIn({ ...graph(`in:trigger a:${type}`, "in>a", { a: node }), settings }, { kind, id }, catalogue);
const needed = [{ nodeId: "a", needs: true }];

test.each<[string, Used["kind"], string, string, object]>([
  ["a credential signs a step in", "credential", "c1", "read", { credential: "c1" }],
  ["a variable stands in a param", "variable", "site", "set", { params: { a: ["{{ vars.site }}/x"] } }],
  [
    "a variable stands deep in an expression",
    "variable",
    "site",
    "set",
    { params: { a: { b: "{{ [vars.site][0] }}" } } },
  ],
  ["a custom field is read", "field", "city", "set", { params: { a: "{{ fields.city | upper }}" } }],
  ["a custom field is written", "field", "city", "write", { params: { data: [{ name: "city", value: "Kyiv" }] } }],
  ["a workflow is called", "workflow", "wf_1", "call", { params: { workflowId: "wf_1" } }],
])("a use is found where %s", (_where, kind, id, type, node) => {
  expect(uses(kind, id, type, node)).toEqual(needed);
  expect(uses(kind, `${id}2`, type, node)).toEqual([]);
  expect(uses(kind, id, type, { ...node, disabled: true })).toEqual([{ nodeId: "a", needs: false }]);
});

test("the workflow's settings use a variable, too", () => {
  const settings: Settings = { concurrency: { limit: 1, policy: "queue", key: "{{ vars.site }}" } };
  expect(uses("variable", "site", "set", {}, settings)).toEqual([{ needs: true }]);
  expect(uses("field", "site", "set", {}, settings)).toEqual([]);
});

test("who only hears of a workflow's failures does not need it", () => {
  expect(uses("workflow", "wf_1", "hear", { params: { workflows: ["wf_0", "wf_1"] } })).toEqual([
    { nodeId: "a", needs: false },
  ]);
});

test.each<[string, Used["kind"], string, object]>([
  ["a name in a text", "variable", "set", { params: { a: "vars.site" } }],
  ["a name in code", "variable", "code", { params: { source: "'{{ vars.site }}'" } }],
  ["a path further down", "variable", "set", { params: { a: "{{ trigger.vars.site }}" } }],
  ["an expression that is half written", "variable", "set", { params: { a: "{{ vars.site + }}" } }],
  ["a variable of that name is no field", "field", "set", { params: { a: "{{ vars.site }}" } }],
  ["a field of that name is no variable", "variable", "write", { params: { data: [{ name: "site", value: "x" }] } }],
])("%s is no use", (_what, kind, type, node) => {
  expect(uses(kind, "site", type, node)).toEqual([]);
});
