import { describe, expect, test, vi } from "vitest";
import type { Json } from "../json.js";
import { complete } from "./complete.js";
import type { ExpressionScope } from "./scope.js";
import { evaluateTemplate, parseTemplate, type Evaluated } from "./template.js";
import { tokenize } from "./tokens.js";

let deep: Json = [];
for (let depth = 0; depth < 50_000; depth++) deep = [deep];

const scope: ExpressionScope = {
  values: { trigger: { body: { name: "Ada", list: [1, 2], deep, same: [deep] } }, now: "2026-11-21T07:00:00.000Z" },
  now: Date.UTC(2026, 10, 21, 7),
  timezone: "Europe/Kyiv",
};

function evaluate(text: string): Evaluated {
  const parsed = parseTemplate(text);
  return parsed.ok ? evaluateTemplate(parsed.template, scope) : { kind: "fault", fault: parsed.fault };
}

const budgetFault = (limit: string) => ({ kind: "fault", fault: { code: "expression.budget", values: { limit } } });

describe("the budget", () => {
  test.each([
    ["loops in loops", "range(1, 10000) | map(a => range(1, 10000) | map(b => a * b))"],
    ["many texts", "range(1, 100000) | map(a => 'a' | repeat(100000) | length)"],
    ["a search in a long text", "('ab' | repeat(500000)) | contains('a' | repeat(100000))"],
    ["many dates", "range(1, 50000) | map(a => now | formatDate('d MMMM', 'UTC', 'uk'))"],
    ["a long list sorted by texts", "range(1, 100000) | sort(a => 'x' + a)"],
    ["splitting a long text", "('a' | repeat(4000000)) | split('') | count"],
    ["a million numbers", "range(1, 1000000)"],
    ["a list of lists of lists", "range(1, 100) | map(a => range(1, 50000)) | flat"],
  ])("ends %s for its work", (_what, expression) => {
    expect(evaluate(`{{ ${expression} }}`)).toMatchObject(budgetFault("steps"));
  });

  test.each([
    ["a repeated text", "'ab' | repeat(3000000)"],
    ["padding", "'a' | padStart(1e9)"],
    ["a text that grows when replaced", "('a' | repeat(100000)) | replace('a', 'b' | repeat(100))"],
    ["a text made of texts", "('a' | repeat(3000000)) + ('a' | repeat(3000000))"],
    ["a joined list", "range(1, 100) | map(x => 'a' | repeat(100000)) | join('')"],
    ["a list that is large only as a whole", "('a' | repeat(3000000)) | split('x') | concat('b' | repeat(3000000))"],
    ["escaping", "('&' | repeat(2000000)) | escapeHtml"],
  ])("ends %s for its size", (_what, expression) => {
    expect(evaluate(`{{ ${expression} }}`)).toMatchObject(budgetFault("size"));
  });

  test("bounds a text of several expressions by its whole size", () => {
    const long = "{{ 'a' | repeat(2000000) }}";
    expect(evaluate(long + long + long)).toMatchObject(budgetFault("size"));
    expect(evaluate("{{ 1 }}, ".repeat(10_000))).toEqual({ kind: "value", value: "1, ".repeat(10_000) });
  });

  test.each([
    ["brackets", "(", "1", ")"],
    ["lists", "[", "", "]"],
    ["minuses", "-", "1", ""],
    ["pipes", "", "1", " | text"],
    ["choices", "", "1", " ? 1 : 2"],
    ["replacements", "", "1", " ?? 2"],
    ["calls", "text(", "1", ")"],
  ])("stops %s nested too deeply when parsing", (_what, before, inner, after) => {
    const nested = (depth: number) => `{{ ${before.repeat(depth)}${inner}${after.repeat(depth)} }}`;
    expect(evaluate(nested(60)).kind).toBe("value");
    for (const depth of [70, 5_000])
      expect(evaluate(nested(depth))).toMatchObject({
        fault: { code: "expression.budget", values: { limit: "depth", most: 64 } },
      });
  });

  test("lets a sum be long", () => {
    expect(evaluate(`{{ 1${" + 1".repeat(5_000)} }}`)).toEqual({ kind: "value", value: 5_001 });
  });

  test.each(["text", "toJson", "unique", "sort"])("stops %s of data nested too deeply", (name) => {
    expect(evaluate(`{{ [trigger.body.deep] | ${name} }}`)).toMatchObject(budgetFault("depth"));
  });
  test("stops comparing data nested too deeply, and passes it on as it is", () => {
    expect(evaluate("{{ trigger.body.deep == trigger.body.same[0] }}")).toEqual({ kind: "value", value: true });
    expect(evaluate("{{ [trigger.body.deep][0] == fromJson('[[]]') }}")).toEqual({ kind: "value", value: false });
    expect(evaluate("{{ trigger.body.deep == trigger.body.same }}")).toMatchObject(budgetFault("depth"));
    expect(evaluate("{{ trigger.body.deep }}")).toEqual({ kind: "value", value: deep });
  });

  test.each([
    ["open braces", "{{".repeat(100_000)],
    ["open quotes", "{{'".repeat(100_000)],
    ["quotes", `{{ ${'"'.repeat(100_001)}`],
    ["lambdas", "{{ f(x=>".repeat(20_000)],
    ["dots", `{{ now${".a".repeat(100_000)} }}`],
    ["spaces", `{{ ${" ".repeat(1_000_000)}a`],
  ])("is not needed for a long text of %s", (_what, text) => {
    evaluate(text);
    tokenize(text);
    complete(text, text.length, scope);
  });
});

test("what is missing a thousand times and taken each time is not looked for among the names that are there", () => {
  const code = (number: number) => `item-code-${String(number).padStart(50, "0")}`;
  const prices = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [code(index * 7_919), index]));
  const items = Array.from({ length: 1_000 }, (_, index) => code(index * 104_729 + 5e12));
  const sum = parseTemplate("{{ trigger.items | map(item => trigger.prices[item] ?? 1) | sum }}");
  if (!sum.ok) throw new Error(sum.fault.code);
  const looked = vi.spyOn(Object, "keys");
  const values = { trigger: { items, prices } };
  expect(evaluateTemplate(sum.template, { ...scope, values })).toEqual({ kind: "value", value: 1_000 });
  const all = looked.mock.results.filter(({ value }) => (value as string[]).length === 500);
  looked.mockRestore();
  expect(all).toEqual([]);
});

describe("nothing inherited is ever seen", () => {
  const names = ["constructor", "__proto__", "prototype", "toString", "hasOwnProperty", "valueOf", "length"];
  test.each(names)("%s", (name) => {
    for (const owner of ["trigger", "trigger.body", "trigger.body.list", "trigger.body.name", "now", "[]", "{}", "1"]) {
      expect(evaluate(`{{ ${owner}.${name} }}`).kind).toBe("missing");
      expect(evaluate(`{{ ${owner}["${name}"] }}`).kind).toBe("missing");
      expect(evaluate(`{{ ${owner}["${name.slice(0, 3)}" + "${name.slice(3)}"] }}`).kind).toBe("missing");
      expect(evaluate(`{{ ${owner}?.${name} }}`)).toEqual({ kind: "value", value: null });
    }
    expect(evaluate(`{{ ${name} }}`)).toMatchObject({ kind: "fault", fault: { code: "expression.unknownName" } });
    if (name !== "length") {
      expect(evaluate(`{{ 1 | ${name} }}`)).toMatchObject({ fault: { code: "expression.unknownFunction" } });
      expect(evaluate(`{{ {} | pick("${name}") }}`)).toEqual({ kind: "value", value: {} });
    }
  });

  test("and what is made has no prototype that a key could reach", () => {
    const made = evaluate(`{{ [{ k: "__proto__", v: { admin: true } }] | toObject(x => x.k, x => x.v) }}`);
    expect(made).toEqual({ kind: "value", value: {} });
    const read = evaluate(`{{ fromJson('{"__proto__": {"admin": true}}') | merge({ a: 1 }) }}`);
    expect(read.kind === "value" && JSON.stringify(read.value)).toBe('{"a":1}');
    expect(evaluate(`{{ "__proto__=1" | fromQuery | keys }}`)).toEqual({ kind: "value", value: [] });
    expect(evaluate(`{{ ["__proto__"] | groupBy(x => x) | keys }}`)).toEqual({ kind: "value", value: [] });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
