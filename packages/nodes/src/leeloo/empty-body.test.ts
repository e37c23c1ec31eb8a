import { describe, expect, test } from "vitest";
import { findProblems, resolveParams, type Json } from "@leeway/engine";
import { catalogue } from "../index.js";
import { leelooOperations } from "./operations.js";

const id = "5e1c7ce2b4066a01900cdba0";
const position = { x: 0, y: 0 };
const problemsOf = (type: string, params: Record<string, Json>, more: object = {}) =>
  findProblems(
    {
      schemaVersion: 1,
      name: "Update",
      nodes: [
        { id: "in", type: "trigger.manual", name: "", position, params: {} },
        { id: "step", type, name: "", position, credential: "cred_1", params, ...more },
      ],
      edges: [{ id: "e1", source: "in", sourceHandle: "main", target: "step" }],
      notes: [],
      settings: {},
    },
    catalogue,
  ).filter(({ code }) => code === "params.empty");
const resolve = (type: string, params: Record<string, Json>) => {
  const definition = catalogue.get(type);
  if (!definition) throw new Error(`no ${type}`);
  return resolveParams(definition, params, { values: { trigger: { none: "" } }, now: 0, timezone: "UTC" });
};

describe.each([
  ["leeloo.person.update", "person_id", "phone", "+380501112233"],
  ["leeloo.order.update", "order_id", "userComments", "paid in cash"],
])("%s", (type, name, field, value) => {
  test.each<[string, Record<string, Json>]>([
    ["nothing but the id", {}],
    ["an empty field", { [field]: "" }],
    ["no custom field with a value", { custom_fields: [{ type: "TEXT", name: "city", value: "" }] }],
  ])("with %s is warned of and never sent", (_, params) => {
    expect(problemsOf(type, { [name]: id, ...params })).toEqual([
      { code: "params.empty", severity: "warning", nodeId: "step", values: {} },
    ]);
    expect(resolve(type, { [name]: id, ...params })).toEqual({
      ok: false,
      error: { code: "params.empty", values: {} },
    });
  });

  test("whose formulas give nothing is never sent", () => {
    const params = { [name]: id, [field]: "{{ trigger.none }}" };
    expect(problemsOf(type, params)).toEqual([]);
    expect(resolve(type, params)).toEqual({ ok: false, error: { code: "params.empty", values: {} } });
  });

  test("with one field is sent", () => {
    expect(problemsOf(type, { [name]: id, [field]: value })).toEqual([]);
    expect(resolve(type, { [name]: id, [field]: value })).toMatchObject({ ok: true, params: { [field]: value } });
  });
});

test("an operation that has a required field is told of that field, and one that reads or has no body of nothing", () => {
  const told = leelooOperations.filter(({ type }) => problemsOf(type, {}).length > 0).map(({ type }) => type);
  expect(told.toSorted()).toEqual(["leeloo.order.update", "leeloo.person.update"]);
});
