import { expect, test } from "vitest";
import fc from "fast-check";
import type { NodeDefinition, ParamDefinition, ParamKind } from "../../definition.js";
import type { ExpressionScope } from "../../expressions/scope.js";
import type { Json } from "../../json.js";
import { resolveParams } from "../../params/resolve.js";
import { graph, tinyCatalogue } from "../../testing/tiny-world.js";
import { findProblems } from "../problems.js";

const text = (en: string) => ({ en, uk: en, ru: en });
const kinds: ParamKind[] = [
  "text",
  "longText",
  "number",
  "boolean",
  "choice",
  "dateTime",
  "phone",
  "email",
  "url",
  "id",
  "json",
  "keyValues",
  "fields",
  "list",
  "dateRange",
  "where",
  "cases",
];
const options = ["a", 1, true].map((value) => ({ value, title: text(String(value)) }));
const params = kinds.flatMap((kind): ParamDefinition[] => {
  const param: ParamDefinition = {
    name: kind,
    kind,
    title: text(kind),
    ...(kind === "choice" && { options }),
    ...(kind === "id" && { idKind: "person" }),
  };
  return [param, { ...param, name: `${kind}2`, showIf: { param: "choice", in: ["a", true] } }];
});
const put = tinyCatalogue.get("put") as NodeDefinition;
const definition: NodeDefinition = { ...put, params };
const catalogue = new Map(tinyCatalogue).set("put", definition);
const scope: ExpressionScope = {
  values: { trigger: {}, steps: {}, vars: {}, fields: {}, now: "2026-11-21T07:00:00.000Z" },
  now: Date.UTC(2026, 10, 21, 7),
  timezone: "UTC",
};

const condition = { value: "x", op: "equals", to: 5 };
const whole = fc.constantFrom<Json>(
  null,
  "",
  " ",
  "a",
  "5e1f119d6c384804b31e945e",
  "+380501112233",
  "a@b.ua",
  "https://a.ua",
  "31.12.2026",
  "1 250,5",
  0,
  1,
  true,
  [],
  {},
  { from: "2026-01-01" },
  { from: "", to: null },
  [{ name: "a", value: 1 }],
  [{ name: null }],
  { all: [condition] },
  { any: [{ all: [condition] }] },
  [{ id: "vip", where: { all: [condition] } }],
  ["{{ 'a' }}", "{{ 1 + 1 }}"],
  "{{ 'a' }}",
  "{{ 5 }}",
);
const anyValue = fc.oneof({ weight: 4, arbitrary: whole }, fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>);
const given = fc.dictionary(fc.constantFrom(...params.map(({ name }) => name)), anyValue, { maxKeys: 6 });

test("whatever params hold, they are checked and resolved without a throw", () => {
  fc.assert(
    fc.property(given, (values) => {
      findProblems(graph("in:trigger a:put", "in>a", { a: { params: values } }), catalogue);
      resolveParams(definition, values, scope);
    }),
    { numRuns: 1_000 },
  );
});

test("what is written plainly and has no problem can be resolved", () => {
  let resolved = 0;
  fc.assert(
    fc.property(given, (values) => {
      fc.pre(!JSON.stringify(values).includes("{{"));
      const problems = findProblems(graph("in:trigger a:put", "in>a", { a: { params: values } }), catalogue);
      if (problems.length > 0) return;
      const found = resolveParams(definition, values, scope);
      expect(found).toMatchObject({ ok: true });
      resolved++;
    }),
    { numRuns: 3_000 },
  );
  expect(resolved).toBeGreaterThan(100);
});
