import { describe, expect, test } from "vitest";
import type { NodeDefinition, ParamDefinition } from "../definition.js";
import type { Json } from "../json.js";
import { resolveParams } from "./resolve.js";

const text = (en: string) => ({ en, uk: en, ru: en });
const param = (name: string, kind: ParamDefinition["kind"], more: Partial<ParamDefinition> = {}): ParamDefinition => ({
  name,
  kind,
  title: text(name),
  ...more,
});
const id = (digit: number) => String(digit).repeat(24);

/** A service operation with one param of each kind that is checked more closely. */
const operation: NodeDefinition = {
  type: "service.thing.do",
  version: 1,
  kind: "action",
  title: text("do"),
  summary: text("do"),
  group: "people",
  icon: "x",
  params: [
    param("name", "text", { maxLength: 5 }),
    param("count", "number", { min: 1, max: 100, integer: true }),
    param("tag", "id", { idKind: "tag", byName: true }),
    param("person", "id", { idKind: "person" }),
    param("tags", "list", { idKind: "tag", byName: true, maxItems: 3 }),
    param("words", "list"),
    param("include", "list", { options: ["orders", "users"].map((value) => ({ value, title: text(value) })) }),
    param("pairs", "keyValues"),
    param("people", "rows", {
      maxItems: 2,
      columns: [
        param("name", "text", { maxLength: 5 }),
        param("email", "email"),
        param("phone", "phone", { required: true }),
      ],
    }),
    param("fields", "customFields", { maxItems: 2 }),
    param("price", "number", { min: 0 }),
    param("period", "dateRange"),
  ],
  ports: [{ id: "main", title: text("") }],
  effect: "create",
  maxAttempts: 3,
  request: { method: "POST", path: "/things", forms: { period: "isoUtc", price: "decimal" } },
  sample: {},
  outputSchema: {},
};

function resolve(name: string, value: Json): unknown {
  const scope = { values: { trigger: { value } }, now: 0, timezone: "Europe/Kyiv" };
  const written = resolveParams(operation, { [name]: value }, scope);
  const evaluated = resolveParams(operation, { [name]: "{{ trigger.value }}" }, scope);
  expect(evaluated).toEqual(written);
  return written.ok ? (written.params[name] ?? "left out") : { ...written.error };
}

describe("what a service takes is checked before it is sent, written or evaluated:", () => {
  test.each<[string, Json, Json]>([
    ["name", "Олена", "Олена"],
    ["name", 12, "12"],
    ["name", " \n ", "left out"],
    ["price", "1 250,50", "1250.50"],
    ["price", " 100.00", "100.00"],
    ["price", 99.9, "99.9"],
    ["price", 0, "0"],
    [
      "fields",
      [{ type: "DATE", name: "visit", value: "2026-01-15T09:30" }],
      [{ type: "DATE", name: "visit", value: "2026-01-15T07:30:00.000Z" }],
    ],
    [
      "fields",
      [{ type: "DATE", name: "birthday", value: "1990-05-17" }],
      [{ type: "DATE", name: "birthday", value: "1990-05-17" }],
    ],
    [
      "fields",
      [{ type: "date", name: "visit", value: "2026-01-15T07:30:00Z" }],
      [{ type: "date", name: "visit", value: "2026-01-15T07:30:00Z" }],
    ],
    ["count", "12", 12],
    ["tag", id(1), id(1)],
    ["tag", "  VIP ", "VIP"],
    ["tags", [id(1), "VIP", "", null], [id(1), "VIP"]],
    ["tags", "New client, VIP", ["New client", "VIP"]],
    ["tags", [], "left out"],
    ["words", "one", ["one"]],
    ["include", ["orders"], ["orders"]],
    ["pairs", { a: 1, b: null, c: "x" }, { a: 1, c: "x" }],
    ["pairs", {}, "left out"],
    [
      "people",
      [{ phone: "+38 050 111 22 33", name: "Ann", note: "not a column" }, {}, { name: "", phone: null }],
      [{ name: "Ann", phone: "+380501112233" }],
    ],
    ["people", { phone: "0501112233" }, [{ phone: "0501112233" }]],
    ["people", [], "left out"],
    [
      "fields",
      [
        { type: "PHONE", name: "second", value: "+38 050 111 22 33" },
        { name: "city", value: "Kyiv" },
      ],
      [
        { type: "PHONE", name: "second", value: "+380501112233" },
        { type: "TEXT", name: "city", value: "Kyiv" },
      ],
    ],
    ["fields", [{ type: "TEXT", name: "city", value: "" }], "left out"],
    [
      "period",
      { from: "01.06.2026 12:00", to: "2026-06-01T12:00:00Z" },
      { from: "2026-06-01T09:00:00.000Z", to: "2026-06-01T12:00:00Z" },
    ],
  ])("%s as %j is %j", (name, value, expected) => {
    expect(resolve(name, value)).toEqual(expected);
  });

  test.each<[string, Json, string, string, Record<string, Json>]>([
    ["name", "longer", "param.tooLong", "name", { limit: 5 }],
    ["name", { a: 1 }, "param.type", "name", { expected: "text" }],
    ["count", 0, "param.range", "count", { value: 0, min: 1, max: 100 }],
    ["count", 101, "param.range", "count", { max: 100 }],
    ["count", 1.5, "param.type", "count", { expected: "integer" }],
    ["count", [1], "param.type", "count", { expected: "number" }],
    ["person", "Olena", "param.format", "person", { idKind: "person" }],
    ["tag", "https://app.leeloo.ai/tunnels/1", "param.format", "tag", { idKind: "tag" }],
    ["tag", { id: id(1) }, "param.type", "tag", { expected: "id" }],
    ["tags", [id(1), "a", "b", "c"], "param.tooMany", "tags", { count: 4, limit: 3 }],
    ["tags", ["a", {}], "param.type", "tags[1]", { expected: "id" }],
    ["words", [{ a: 1 }], "param.type", "words[0]", { expected: "text" }],
    ["include", ["orders", "cats"], "param.choice", "include[1]", { value: "cats" }],
    ["pairs", { a: ["x"] }, "param.type", "pairs.a", { expected: "text" }],
    ["people", "0501112233", "param.type", "people", { expected: "rows" }],
    ["people", ["0501112233"], "param.type", "people[0]", { expected: "rows" }],
    ["people", [{ phone: "0501112233" }, { name: "Ann" }], "param.required", "people[1].phone", {}],
    ["people", [{ phone: "0501112233", email: "a@" }], "param.format", "people[0].email", { value: "a@" }],
    ["people", [{ phone: "0501112233", name: "longer" }], "param.tooLong", "people[0].name", { limit: 5 }],
    ["people", Array(3).fill({ phone: "0501112233" }), "param.tooMany", "people", { count: 3, limit: 2 }],
    ["price", "сто гривень", "param.type", "price", { value: "сто гривень", expected: "number" }],
    ["price", "-5", "param.range", "price", { value: -5, min: 0 }],
    [
      "fields",
      [{ type: "DATE", name: "d", value: "завтра" }],
      "param.format",
      "fields[0].value",
      { expected: "dateTime" },
    ],
    ["fields", { city: "Kyiv" }, "param.type", "fields", { expected: "customFields" }],
    ["fields", [{ value: "x" }], "param.required", "fields[0].name", {}],
    ["fields", [{ name: "constructor", value: "x" }], "param.format", "fields[0].name", {}],
    ["fields", [{ type: "EMAIL", name: "e", value: "no" }], "param.format", "fields[0].value", { expected: "email" }],
    ["fields", [{ name: "e", value: { a: 1 } }], "param.type", "fields[0].value", { expected: "text" }],
    ["period", { from: "2026-02-01", to: "2026-01-01" }, "param.rangeOrder", "period", {}],
    ["period", { from: "soon" }, "param.format", "period.from", { expected: "dateTime" }],
    ["pairs", { a: "x".repeat(1_000_001) }, "param.tooLong", "pairs", { limit: 1_000_000 }],
    ["tags", "x,".repeat(20_000), "param.tooMany", "tags", { limit: 3 }],
  ])("%s as %j is refused: %s at %s", (name, value, code, place, values) => {
    expect(resolve(name, value)).toMatchObject({ code, param: place, values });
  });
});
