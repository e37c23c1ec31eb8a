import { describe, expect, test } from "vitest";
import type { Json } from "../json.js";
import type { ExpressionScope } from "./scope.js";
import { evaluateTemplate, parseTemplate, type Evaluated } from "./template.js";

const scope: ExpressionScope = {
  values: { trigger: { none: null, empty: "", zero: 0, list: [null] }, steps: { failed: { error: { code: "x" } } } },
  now: 0,
  timezone: "UTC",
};

function evaluate(text: string): Evaluated {
  const parsed = parseTemplate(text);
  return parsed.ok ? evaluateTemplate(parsed.template, scope) : { kind: "fault", fault: parsed.fault };
}

describe("what is missing", () => {
  test.each([
    "trigger.nope",
    "trigger.nope.deeper",
    "trigger.none.x",
    "trigger.empty.x",
    "trigger.list[1]",
    "trigger.list[-1]",
    "trigger.list['0x0']",
    "steps.skipped.data",
    "steps.failed.data",
    "item",
    "vars.x",
    "trigger.nope || 1",
    "trigger.nope == null",
    "[trigger.nope]",
    "{ a: trigger.nope }",
    "'a' + trigger.nope",
    "trigger.nope | upper",
    "1 | default(trigger.nope)",
    "trigger.nope ? 1 : 2",
    "trigger.nope ?? trigger.nope2",
    "trigger.list[trigger.nope]",
    "(trigger.nope ?? null).x",
  ])("ends %s", (expression) => {
    expect(evaluate(`{{ ${expression} }}`).kind).toBe("missing");
    expect(evaluate(`Hi {{ 1 }} {{ ${expression} }}`).kind).toBe("missing");
  });

  test.each<[string, Json]>([
    ["trigger.nope?.deeper", null],
    ["trigger?.nope.deeper.still", null],
    ["trigger?.nope == null", true],
    ["trigger.nope ?? 1", 1],
    ["trigger.nope.deeper ?? 1", 1],
    ["steps.skipped?.data ?? steps.failed.error.code", "x"],
    ["trigger.nope | default(1)", 1],
    ["trigger.nope | upper | default('x')", "x"],
    ["trigger.nope | ifEmpty('x')", "x"],
    ["trigger.nope | isEmpty", true],
    ["trigger.nope | isNotEmpty", false],
    ["vars.x | isEmpty", true],
    ["false && trigger.nope", false],
    ["1 || trigger.nope", 1],
    ["true ? 1 : trigger.nope", 1],
    ["1 ?? trigger.nope", 1],
    ["trigger.list[0]", null],
    ["trigger.none ?? 1", 1],
    ["trigger.none | default(1)", 1],
    ["trigger.empty ?? 1", ""],
    ["trigger.empty | default(1)", ""],
    ["trigger.empty | ifEmpty(1)", 1],
    ["trigger.zero | ifEmpty(1)", 0],
    ["trigger.none + ''", ""],
  ])("is taken, or is only null, in %s", (expression, value) => {
    expect(evaluate(`{{ ${expression} }}`)).toEqual({ kind: "value", value });
  });

  test("is nothing in a text when it is taken", () => {
    expect(evaluate("[{{ trigger?.nope }}|{{ trigger.none }}|{{ trigger.nope ?? '-' }}]")).toEqual({
      kind: "value",
      value: "[||-]",
    });
  });

  test.each([
    ["nosuch.x ?? 1", "expression.unknownName"],
    ["nosuch?.x", "expression.unknownName"],
    ["upper([1]) | default(1)", "expression.type"],
    ["[1] * 2 ?? 1", "expression.type"],
    ["null * 2", "expression.type"],
    ["trigger.list[true] ?? 1", "expression.type"],
  ])("is not what is wrong in %s, and nothing takes that", (expression, code) => {
    expect(evaluate(`{{ ${expression} }}`)).toMatchObject({ kind: "fault", fault: { code } });
  });

  test("stands at its place, with what stood before it left aside", () => {
    const text = "Order №{{ trigger.zero }}:\n{{ trigger.list[0] }} {{ trigger.nope.x }}";
    expect(evaluate(text)).toEqual({
      kind: "missing",
      fault: {
        code: "expression.missing",
        values: { path: "trigger.nope", suggestion: "none" },
        position: text.indexOf("nope"),
      },
    });
  });
});
