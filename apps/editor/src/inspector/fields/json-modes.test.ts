import { describe, expect, test } from "vitest";
import type { Json, ParamDefinition } from "@leeway/engine";
import { definitions } from "@leeway/nodes";
import fc from "fast-check";
import { fitsRows, opensAs } from "./json-modes.js";
import { pairsOf, recordOf } from "./rows.js";

const withColumns = (params: readonly ParamDefinition[]): ParamDefinition[] =>
  params.flatMap((param) => [param, ...withColumns(param.columns ?? [])]);
const jsonParams = definitions.flatMap(({ type, params }) =>
  withColumns(params)
    .filter(({ kind }) => kind === "json")
    .map((param) => [`${type} ${param.name}`, param] as const),
);

describe("a value of any kind", () => {
  test.each(jsonParams)("is written without JSON in %s", (_name, param) => {
    expect(opensAs(param.default, param.placeholder)).toBe(param.placeholder === undefined ? "rows" : "text");
  });

  test("opens as one value where its example is one, as the list of a loop is", () => {
    expect(opensAs(undefined, "{{ steps.find.data }}")).toBe("text");
    expect(opensAs({ id: "{{ item.id }}" }, "{{ steps.find.data }}")).toBe("rows");
  });

  test("has rows for names with values, formulas among them", () => {
    for (const value of [undefined, null, {}, { phone: "{{ trigger.body.phone }}", sum: 5, paid: false, note: null }])
      expect([value, opensAs(value)]).toEqual([value, "rows"]);
  });

  test("opens whole where rows would hide or lose something of it", () => {
    for (const value of [
      "{{ trigger.body }}",
      "text",
      7,
      [1],
      { person: { name: "Olena" } },
      { tags: [] },
      { "": 1 },
      { " a": 1 },
    ])
      expect([value, opensAs(value)]).toEqual([value, "text"]);
  });

  test("is the same after a look at it in rows, whatever is in it", () => {
    const json = fc.jsonValue() as fc.Arbitrary<Json>;
    const object = fc.dictionary(fc.string(), json, { minKeys: 1 });
    fc.assert(
      fc.property(object, (value) => {
        fc.pre(fitsRows(value));
        expect(JSON.stringify(recordOf(pairsOf(value)))).toBe(JSON.stringify(value));
      }),
    );
  });
});
