import { describe, expect, test } from "vitest";
import { resolveParams, type Json, type JsonObject, type ParamDefinition, type ParamKind } from "@leeway/engine";
import { leelooOperations } from "./operations.js";
import { referenceOperations } from "./reference/table.js";

const now = Date.parse("2026-01-15T09:30:00Z");
/** `trigger.none` is there and null; `trigger.list` is no single value. */
const trigger = { none: null, list: [{ a: 1 }] };
const scope = { values: { trigger, now: new Date(now).toISOString() }, now, timezone: "Europe/Kyiv" };

const tenMegabytes = "ї".repeat(5_000_000);
const linkWithoutId = "https://app.leeloo.ai/settings/integrations/payments/credits";
/** What a field of this kind must not let through. Where there is none here, a text of any shape is right. */
const wrong: Partial<Record<ParamKind, Json[]>> = {
  number: ["двадцять", true, [20], "{{ trigger.list }}"],
  boolean: ["так", 2, "{{ trigger.list }}"],
  choice: ["WRONG", 7, "{{ trigger.list }}"],
  dateTime: ["вчора", "12", true, "{{ trigger.list }}"],
  phone: ["немає", "050", true, "{{ trigger.list }}"],
  email: ["olena", "a@b.ua, c@d.ua", 5, "{{ trigger.list }}"],
  url: ["files.ua", "javascript:alert(1)", 5, "{{ trigger.list }}"],
  id: ["5b3f", linkWithoutId, true, "{{ trigger.list }}"],
  keyValues: ["key1", [1], { key1: { deep: 1 } }],
  dateRange: ["вчора", { from: "вчора" }, { from: "2026-01-02", to: "2026-01-01" }],
  rows: ["Олена", [5], [{ name: "Олена", phone: "немає" }], [{ name: "Олена" }], [{ phone: 380501112233, email: "a" }]],
  customFields: ["місто", [5], [{ type: "PHONE", name: "tel", value: "немає" }], [{ value: "Львів" }]],
};

const composite = new Set<ParamKind>(["list", "rows", "keyValues", "customFields", "dateRange"]);

/** As a tag may be named, what is no id is a name; a list takes one value for a list of one. */
function wrongFor({ kind, idKind, byName, options, maxItems }: ParamDefinition): Json[] {
  const values = [...(wrong[kind] ?? [])];
  if (kind === "list" && idKind && !byName) values.push(["5b3f"], [true]);
  if (kind === "list" && options) values.push(["nothing"]);
  if (maxItems !== undefined)
    values.push(Array.from({ length: maxItems + 1 }, (_, index) => ({ type: "TEXT", name: `n${index}`, value: "1" })));
  return byName ? values.filter((value) => typeof value !== "string" || value.startsWith("{{")) : values;
}

const rows = leelooOperations.flatMap((definition) => {
  const example = referenceOperations.find(({ type }) => type === definition.type)?.params ?? {};
  const controls = (param: ParamDefinition): JsonObject =>
    param.showIf ? { [param.showIf.param]: param.showIf.in[0] ?? null } : {};
  return definition.params.map((param) => ({
    title: `${definition.type} ${param.name}`,
    param,
    resolve: (value: Json) => resolveParams(definition, { ...example, ...controls(param), [param.name]: value }, scope),
    example: { ...example, ...controls(param) },
    definition,
  }));
});

describe.each(rows.map((row) => [row.title, row] as const))("%s", (_title, { param, resolve, example, definition }) => {
  const hasDefault = param.default !== undefined;

  test(param.required ? "is refused while it is empty" : "is left out while it is empty", () => {
    // Two empty values with a space between them are nothing either; lists and rows are made of more than a text.
    const blank = composite.has(param.kind) ? [] : [" \n", "{{ trigger.none }} {{ trigger.none }}"];
    for (const empty of ["", "{{ trigger.none }}", ...blank]) {
      const resolved = resolve(empty);
      if (param.required) expect(resolved).toMatchObject({ ok: false, error: { code: "param.required" } });
      else expect(resolved).toMatchObject({ ok: true });
      if (resolved.ok) expect(resolved.params).not.toHaveProperty([param.name]);
      if (!resolved.ok) expect(resolved.error.param).toBe(param.name);
    }
  });

  test(hasDefault ? "has its default while it is missing" : "that is missing counts as empty", () => {
    const { [param.name]: _left, ...others } = example;
    const resolved = resolveParams(definition, others, scope);
    const fails = param.required === true && !hasDefault;
    expect(resolved).toMatchObject(
      fails ? { ok: false, error: { code: "param.required", param: param.name } } : { ok: true },
    );
    if (resolved.ok) expect(Object.hasOwn(resolved.params, param.name)).toBe(hasDefault);
  });

  test("refuses what it can not be, says which field it is, and shows no more of it than a glance", () => {
    for (const value of [...wrongFor(param), tenMegabytes]) {
      const resolved = resolve(value);
      if (resolved.ok) throw new Error(`takes ${JSON.stringify(value).slice(0, 100)}`);
      expect(resolved.error.param?.startsWith(param.name)).toBe(true);
      expect(JSON.stringify(resolved.error).length).toBeLessThan(1_000);
    }
  });
});

test("a number out of bounds is refused, with the bounds", () => {
  const bounded = rows.filter(({ param }) => param.kind === "number");
  expect(bounded.length).toBeGreaterThan(10);
  for (const { param, resolve } of bounded) {
    const outside = [(param.min ?? 0) - 1, ...(param.max === undefined ? [] : [param.max + 1])];
    for (const value of outside) expect(resolve(value)).toMatchObject({ ok: false, error: { code: "param.range" } });
    // Money alone comes in parts.
    expect([param.name, resolve((param.min ?? 0) + 0.5).ok]).toEqual([param.name, param.name === "price"]);
  }
});

test("the sum of an order is a number, sent as a text with a point", () => {
  const definition = leelooOperations.find(({ type }) => type === "leeloo.order.update");
  if (!definition) throw new Error("no leeloo.order.update");
  const price = (given: Json) => {
    const params = { order_id: "5b3f608db2737000133d25b6", price: given };
    const resolved = resolveParams(definition, params, { values: {}, now: 0, timezone: "UTC" });
    return resolved.ok ? resolved.params["price"] : resolved.error;
  };
  expect([price("1 250,50"), price("100"), price(99.9)]).toEqual(["1250.50", "100", "99.9"]);
  for (const wrong of ["сто гривень", "100 грн", { sum: 1 }, true])
    expect(price(wrong)).toMatchObject({ code: "param.type", param: "price", values: { expected: "number" } });
});
