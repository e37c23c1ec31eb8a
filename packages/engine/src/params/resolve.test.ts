import { describe, expect, test } from "vitest";
import type { NodeDefinition, ParamDefinition } from "../definition.js";
import type { Json, JsonObject } from "../json.js";
import { tinyCatalogue } from "../testing/tiny-world.js";
import { resolveParams } from "./resolve.js";

const text = (en: string) => ({ en, uk: en, ru: en });
const body = {
  name: "Олена",
  phone: "+38 (050) 111-22-33",
  total: 1250,
  empty: "",
  nothing: null,
  trap: "{{ trigger.body.name }}",
  tags: ["VIP", "Kyiv"],
  person: "5b3f543bb2737000133d25b0",
};
const now = Date.UTC(2026, 0, 15, 9, 30);
const scope = {
  values: { trigger: { body }, steps: {}, vars: { site: "https://shop.example" }, now: new Date(now).toISOString() },
  now,
  timezone: "Europe/Kyiv",
};

type Param = Partial<ParamDefinition> & Pick<ParamDefinition, "kind">;
function define(params: Record<string, Param>, request?: NodeDefinition["request"]): NodeDefinition {
  const known = tinyCatalogue.get("set");
  if (!known) throw new Error("no set");
  return {
    ...known,
    params: Object.entries(params).map(([name, param]) => ({ name, title: text(name), ...param })),
    ...(request && { request }),
  };
}
function resolve(
  params: Record<string, Param>,
  given: JsonObject,
  forms?: NonNullable<NodeDefinition["request"]>["forms"],
) {
  const request = forms && { method: "POST" as const, path: "/", forms };
  const resolved = resolveParams(define(params, request), given, scope);
  return resolved.ok ? resolved.params : resolved.error;
}
const one = (param: Param, value: Json) => resolve({ p: param }, { p: value });

describe("a param", () => {
  test.each<[string, Param, Json, Json]>([
    [
      "a text with values in it",
      { kind: "text" },
      "№{{ trigger.body.total }}: {{ trigger.body.tags }}",
      '№1250: ["VIP","Kyiv"]',
    ],
    ["a text made of a number", { kind: "longText" }, "{{ trigger.body.total }}", "1250"],
    ["a number made of a text", { kind: "number" }, "{{ '12.5' }}", 12.5],
    ["a phone", { kind: "phone" }, "{{ trigger.body.phone }}", "+380501112233"],
    ["an address with a path", { kind: "url" }, "{{ vars.site }}/orders", "https://shop.example/orders"],
    ["an id", { kind: "id", idKind: "person" }, "{{ trigger.body.person }}", body.person],
    [
      "JSON with its types",
      { kind: "json" },
      { a: ["{{ trigger.body.total }}", null], b: true },
      { a: [1250, null], b: true },
    ],
    [
      "keys and values",
      { kind: "keyValues" },
      { a: "{{ trigger.body.total }}", b: "{{ trigger.body.nothing }}" },
      { a: 1250 },
    ],
    [
      "fields",
      { kind: "fields" },
      [{ name: "a", value: "{{ trigger.body.tags }}" }, { name: "b" }],
      [
        { name: "a", value: body.tags },
        { name: "b", value: null },
      ],
    ],
    ["a list", { kind: "list" }, ["{{ trigger.body.name }}", "{{ trigger.body.empty }}", 1], ["Олена", 1]],
    ["a list that is one expression", { kind: "list" }, "{{ trigger.body.tags }}", body.tags],
    ["a list of one", { kind: "list" }, "VIP", ["VIP"]],
    ["ids in one text", { kind: "list", idKind: "user" }, `${body.person}, ${body.person}`, [body.person, body.person]],
    ["a range with one end", { kind: "dateRange" }, { from: "2026-01-01" }, { from: "2026-01-01" }],
    ["what is literal", { kind: "text", literal: true }, "{{ trigger", "{{ trigger"],
  ])("becomes %s", (_what, param, given, expected) => {
    expect(one(param, given)).toEqual({ p: expected });
  });

  test("reads data once: a template inside data is data", () => {
    expect(one({ kind: "text" }, "{{ trigger.body.trap }}!")).toEqual({ p: "{{ trigger.body.name }}!" });
    expect(one({ kind: "json" }, { a: "{{ trigger.body.trap }}" })).toEqual({ p: { a: "{{ trigger.body.name }}" } });
  });

  test("takes its default when it is absent, templates included", () => {
    expect(resolve({ p: { kind: "text", default: "{{ trigger.body.name }}" } }, {})).toEqual({ p: "Олена" });
    expect(resolve({ p: { kind: "boolean", default: false } }, {})).toEqual({ p: false });
  });

  test("is left out when empty and optional, refused when required", () => {
    for (const value of [null, "", "{{ trigger.body.empty }}", "{{ trigger.body.nothing }}"]) {
      expect(one({ kind: "email" }, value)).toEqual({});
      expect(one({ kind: "email", required: true }, value)).toEqual({ code: "param.required", values: {}, param: "p" });
    }
    expect(resolve({ p: { kind: "text", required: true } }, {})).toMatchObject({ code: "param.required" });
  });

  test("that the definition does not know is left out", () => {
    expect(resolve({ a: { kind: "text" } }, { a: "1", b: "2" })).toEqual({ a: "1" });
  });

  test("called like something inherited is not there", () => {
    expect(resolve({ ["toString"]: { kind: "text" } } as Record<string, Param>, {})).toEqual({});
    expect(resolve({ p: { kind: "json" } }, { p: JSON.parse('{"__proto__":{"a":1}}') as Json })).toEqual({
      p: JSON.parse('{"__proto__":{"a":1}}'),
    });
  });
});

describe("an error", () => {
  test.each<[string, Param, Json, object]>([
    ["a missing path", { kind: "text" }, "Dear {{ trigger.body.nam }}", { code: "expression.missing", param: "p" }],
    ["a broken expression", { kind: "text" }, "Dear {{ trigger..name }}", { code: "expression.syntax", param: "p" }],
    ["deep in JSON", { kind: "json" }, { customer: { names: ["{{ trigger.x }}"] } }, { param: "p.customer.names[0]" }],
    [
      "in a condition",
      { kind: "where" },
      { all: [{ any: [{ value: "{{ trigger.x }}", op: "equals", to: 1 }] }] },
      { param: "p.all[0].any[0].value" },
    ],
    [
      "in a case",
      { kind: "cases" },
      [{ id: "a", where: { all: [{ value: 1, op: "equals", to: "{{ trigger.x }}" }] } }],
      { param: "p[0].where.all[0].to" },
    ],
    [
      "a wrong type",
      { kind: "number" },
      "{{ trigger.body.name }}",
      { code: "param.type", values: { value: "Олена", expected: "number" } },
    ],
    [
      "a wrong form",
      { kind: "phone" },
      "{{ trigger.body.name }}",
      { code: "param.format", values: { value: "Олена", expected: "phone" } },
    ],
    [
      "a wrong id in a list",
      { kind: "list", idKind: "user" },
      [body.person, "VIP"],
      { code: "param.format", param: "p[1]" },
    ],
    [
      "a condition that is none",
      { kind: "where" },
      { all: [{ value: 1, op: "like" }] },
      { code: "param.format", param: "p" },
    ],
    ["a field without a name", { kind: "fields" }, [{ value: 1 }], { code: "param.required", param: "p[0].name" }],
    ...["__proto__", "constructor", "{{ 'proto' + 'type' }}"].map((name): [string, Param, Json, object] => [
      `a field called ${name}`,
      { kind: "fields" },
      [{ name, value: 1 }],
      { code: "param.format", param: "p[0].name", values: { expected: "fieldName" } },
    ]),
    [
      "no object",
      { kind: "keyValues" },
      "{{ trigger.body.name }}",
      { code: "param.type", values: { value: "Олена", expected: "keyValues" } },
    ],
  ])("names its place: %s", (_what, param, given, expected) => {
    expect(one(param, given)).toMatchObject(expected);
  });

  test("of an expression carries its position in the whole text", () => {
    expect(one({ kind: "text" }, "Dear {{ trigger.body.nam }}")).toMatchObject({
      position: 21,
      values: { suggestion: "name" },
    });
  });
});

describe("conditions", () => {
  test("take a missing value as empty for isEmpty and isNotEmpty alone", () => {
    const where = (op: string) => ({ all: [{ value: "{{ trigger.body.nope }}", op }] });
    expect(one({ kind: "where" }, where("isEmpty"))).toEqual({ p: { all: [{ op: "isEmpty", value: null }] } });
    expect(one({ kind: "where" }, where("isTrue"))).toMatchObject({ code: "expression.missing" });
  });

  test("keep the types of their values", () => {
    const cases = [
      { id: "vip", name: "VIP", where: { any: [{ value: "{{ trigger.body.total }}", op: "greater", to: "1000" }] } },
    ];
    expect(one({ kind: "cases" }, cases)).toEqual({
      p: [{ id: "vip", where: { any: [{ value: 1250, op: "greater", to: "1000" }] } }],
    });
  });
});

describe("hidden params", () => {
  const params: Record<string, Param> = {
    method: { kind: "choice", default: "GET" },
    format: { kind: "choice", default: "json", showIf: { param: "method", in: ["POST"] } },
    body: { kind: "json", required: true, showIf: { param: "format", in: ["json"] } },
  };
  test("are left out, with those that hang on them, whatever stands in them", () => {
    expect(resolve(params, { body: "{{ trigger.nope }}" })).toEqual({ method: "GET" });
    expect(resolve(params, { method: "POST", body: 1 })).toEqual({ method: "POST", format: "json", body: 1 });
    expect(resolve(params, { method: "{{ 'POST' }}", format: "none", body: 1 })).toEqual({
      method: "POST",
      format: "none",
    });
  });
  test("that hide each other are hidden", () => {
    const round: Record<string, Param> = {
      a: { kind: "text", showIf: { param: "b", in: [1] } },
      b: { kind: "text", showIf: { param: "a", in: [1] } },
    };
    expect(resolve(round, { a: "1", b: "1" })).toEqual({});
  });
});

describe("forms of a service", () => {
  test("are made of dates, ranges and booleans", () => {
    const params: Record<string, Param> = {
      date: { kind: "dateTime" },
      notify: { kind: "boolean" },
      range: { kind: "dateRange", default: { from: "2000-01-01T00:00:00.000Z", to: "{{ now }}" } },
    };
    const forms = { date: "isoUtc", notify: "booleanText", range: "isoUtc" } as const;
    expect(resolve(params, { date: "2026-07-01 12:00", notify: false, range: { from: "01.01.2026" } }, forms)).toEqual({
      date: "2026-07-01T09:00:00.000Z",
      notify: "false",
      range: { from: "2025-12-31T22:00:00.000Z", to: "2026-01-15T09:30:00.000Z" },
    });
  });
});
