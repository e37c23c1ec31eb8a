import { describe, expect, test } from "vitest";
import type { Json } from "../json.js";
import type { ExpressionScope } from "./scope.js";
import { evaluateTemplate, isTemplate, parseTemplate, type Evaluated } from "./template.js";

const scope: ExpressionScope = {
  values: {
    trigger: {
      body: { name: "Ada", phone: "+38 (067) 123-45-67", total: "12.50", items: [{ title: "Tea" }], none: null },
    },
    steps: { find: { data: [{ id: "p1", accounts: [] }], "x y": 1 } },
    vars: { limit: 3 },
    now: "2026-11-21T07:00:00.000Z",
  },
  now: Date.UTC(2026, 10, 21, 7),
  timezone: "Europe/Kyiv",
};

function evaluate(text: string): Evaluated {
  const parsed = parseTemplate(text);
  return parsed.ok ? evaluateTemplate(parsed.template, scope) : { kind: "fault", fault: parsed.fault };
}

function value(text: string): Json {
  const evaluated = evaluate(text);
  if (evaluated.kind !== "value") throw new Error(JSON.stringify(evaluated));
  return evaluated.value;
}

describe("a template", () => {
  test("of one lone expression keeps the type, also with white space around it", () => {
    expect(value("{{ steps.find.data }}")).toEqual([{ id: "p1", accounts: [] }]);
    expect(value(" {{ vars.limit }}\n")).toBe(3);
    expect(value("{{ trigger.body.none }}")).toBeNull();
  });
  test("of a longer text is a text, with null empty and lists as JSON", () => {
    expect(value("№{{ vars.limit }}-{{ trigger.body.none }}-{{ trigger.body.items }}")).toBe('№3--[{"title":"Tea"}]');
    expect(value("{{ vars.limit }} {{ vars.limit }}")).toBe("3 3");
  });
  test("never parses data again", () => {
    const tricky = { ...scope, values: { vars: { a: "{{ vars.b }}", b: "secret" } } };
    const parsed = parseTemplate("x{{ vars.a }}");
    expect(parsed.ok && evaluateTemplate(parsed.template, tricky)).toEqual({ kind: "value", value: "x{{ vars.b }}" });
  });
  test("is told from a text without one", () => {
    expect([isTemplate("{{ a }}"), isTemplate("{ a }")]).toEqual([true, false]);
    expect(value("just text } }} here")).toBe("just text } }} here");
  });
});

describe("an expression", () => {
  test.each<[string, Json]>([
    ["1 + 2 * 3 - 4 / 2 % 3", 5],
    ["(1 + 2) * -3", -9],
    ['"a" + 1 + 2', "a12"],
    ["1 + 2 + 'a'", "3a"],
    ["trigger.body.total * 2", 25],
    ["1 == '1'", false],
    ["[1, { a: 2 }] == [1, { a: 2 }]", true],
    ["{ a: 1, b: 2 } != { b: 2, a: 1 }", false],
    ['"2026-01-02" < "2026-01-10"', true],
    ['"10" > 9', true],
    ['"" || "x"', "x"],
    ["0 && 1", 0],
    ["!null", true],
    ["vars.limit > 2 ? 'many' : 'few'", "many"],
    ["null ?? 7", 7],
    ["'' ?? 7", ""],
    ["vars.nope ?? 7", 7],
    ["steps.gone?.data ?? 7", 7],
    ["steps.gone?.data.id", null],
    ["trigger?.[0] ?? 'none'", "none"],
    ['steps["find"].data[0]["id"]', "p1"],
    ['steps.find["x y"]', 1],
    ["steps.find.data[vars.limit - 3].id", "p1"],
    ["'it\\'s' + \"\\u0041\\n\"", "it'sA\n"],
    ["{ 'a': { b: [1] } }", { a: { b: [1] } }],
    ['trigger.body.items | map(item => item.title + " × " + 2) | join(", ")', "Tea × 2"],
    ["[1, 2, 3] | map((x, i) => x * i)", [0, 2, 6]],
    ["[[1], [2, 3]] | map(a => a | map(b => a[0] + b))", [[2], [4, 5]]],
    ["map([1], x => x ?? 0)", [1]],
    ["trigger.body.nope | default('friend') | upper", "FRIEND"],
    ["'a' + vars.nope | default('b')", "b"],
    ["true ? 1 : 2 | text", "1"],
    ["{ __proto__: { x: 1 }, a: 1 }", { a: 1 }],
  ])("%s gives its value", (text, wanted) => {
    expect(value(`{{ ${text} }}`)).toEqual(wanted);
  });
});

describe("what goes wrong", () => {
  test("names a missing path, the nearest name and the place", () => {
    const text = "Hi {{ trigger.body.nmae }}";
    expect(evaluate(text)).toEqual({
      kind: "missing",
      fault: { code: "expression.missing", values: { path: "trigger.body.nmae", suggestion: "name" }, position: 19 },
    });
  });
  test("is missing for a property of null and of an absent root", () => {
    expect(evaluate("{{ trigger.body.none.x }}").kind).toBe("missing");
    expect(evaluate("{{ item.x }}")).toMatchObject({ kind: "missing", fault: { values: { path: "item" } } });
    expect(evaluate("{{ steps.find.data[9].id ?? steps.find.data[8].id }}")).toMatchObject({
      kind: "missing",
      fault: { values: { path: "steps.find.data[8]" } },
    });
  });
  test.each<[string, string, Record<string, Json>, number]>([
    ["{{ triger.body }}", "expression.unknownName", { name: "triger", suggestion: "trigger" }, 3],
    ["{{ 'a' | uper }}", "expression.unknownFunction", { name: "uper", suggestion: "upper" }, 9],
    [
      "{{ upper() }}",
      "expression.argument",
      { function: "upper", reason: "absent", argument: "text", expected: "upper(text)" },
      3,
    ],
    ["{{ upper('a', 'b') }}", "expression.argument", { reason: "tooMany" }, 14],
    ["{{ [1] | map('x') }}", "expression.argument", { reason: "lambdaExpected", argument: "each" }, 13],
    ["{{ upper(x => x) }}", "expression.argument", { reason: "lambdaUnexpected" }, 9],
    ["{{ 'a' * 2 }}", "expression.type", { expected: "number", found: "text", operator: "*" }, 7],
    ["{{ [1] | upper }}", "expression.type", { expected: "text", found: "list", function: "upper" }, 3],
    ["{{ 1 / 0 }}", "expression.type", { found: "infinity" }, 5],
    ["{{ trigger.body", "expression.syntax", { reason: "unclosed" }, 15],
    ["{{ }}", "expression.syntax", { reason: "empty" }, 3],
    ["{{ 'abc }}", "expression.syntax", { reason: "openText" }, 3],
    ["{{ a b }}", "expression.syntax", { reason: "unexpected", found: "b", expected: "}}" }, 5],
    ["{{ (x) => x }}", "expression.syntax", { reason: "unexpected", found: "=>" }, 7],
    ["{{ a # b }}", "expression.syntax", { reason: "unexpected", found: "#" }, 5],
  ])("%s is %s", (text, code, values, position) => {
    expect(evaluate(text)).toMatchObject({ kind: "fault", fault: { code, values, position } });
  });
});
