import { describe, expect, test } from "vitest";
import { valueTypes, variablesSchema } from "@leeway/api";
import {
  faultsOf,
  fieldsOf,
  placeRefusals,
  rowsOfFields,
  rowsOfVariables,
  toType,
  variablesOf,
  type ValueRow,
} from "./value-rows.js";

const row = (part: Partial<ValueRow>): ValueRow => ({ key: "a", name: "site_lgt", type: "text", value: "x", ...part });

describe("the rows of the data page", () => {
  test("go back to the list they came from", () => {
    const items = variablesSchema.parse({
      items: [
        { name: "site_lgt", type: "text", value: "5e1f" },
        { name: "rate", type: "number", value: 41.5 },
        { name: "open", type: "boolean", value: false },
      ],
    }).items;
    expect(variablesOf(rowsOfVariables(items))).toEqual(items);
  });

  test("leave out the default of a field that has none", () => {
    const items = [
      { name: "city", type: "text" as const },
      { name: "vip", type: "boolean" as const, default: false },
    ];
    expect(fieldsOf(rowsOfFields(items))).toEqual(items);
  });

  test("need a name that expressions can read, once", () => {
    const faults = faultsOf(
      [
        row({ key: "a" }),
        row({ key: "b", name: "" }),
        row({ key: "c", name: "місто" }),
        row({ key: "d", name: " site_lgt " }),
      ],
      true,
    );
    expect([...faults]).toEqual([
      ["b.name", "field.required"],
      ["c.name", "data.name.rule"],
      ["d.name", "data.name.twice"],
    ]);
  });

  test.each([
    ["number", "abc", "data.bad.number"],
    ["date", "2026-02-31x", "data.bad.date"],
    ["phone", "call me", "data.bad.phone"],
    ["phone", "+380 50", "data.bad.phone"],
    ["email", "a@b", "data.bad.email"],
    ["url", "example", "data.bad.url"],
  ] as const)("refuse a %s like %s", (type, value, fault) => {
    expect(faultsOf([row({ type, value })], true).get("a.value")).toBe(fault);
  });

  test.each([
    ["date", "2026-02-28"],
    ["phone", "+380 (50) 123-45-67"],
    ["email", "anna@example.com"],
    ["url", "https://example.com/?a=1"],
    ["text", ""],
  ] as const)("accept a %s like “%s”", (type, value) => {
    expect(faultsOf([row({ type, value })], true).size).toBe(0);
  });

  test("want a value of a variable, none of a field", () => {
    expect(faultsOf([row({ type: "number", value: "" })], true).get("a.value")).toBe("field.required");
    expect(faultsOf([row({ type: "number", value: "" })], false).size).toBe(0);
  });
});

describe("a number that is typed", () => {
  test.each([
    ["41.5", 41.5],
    ["41,5", 41.5],
    ["-0,25", -0.25],
    ["12 500", 12_500],
    ["12\u00a0500,75", 12_500.75],
  ])("%s is %s", (text, value) => {
    expect(variablesOf([row({ type: "number", value: text })])[0]?.value).toBe(value);
  });

  test.each(["1,250", "1,234.5", "12.", "NaN", "1e5"])("%s is refused instead of guessed", (text) => {
    expect(faultsOf([row({ type: "number", value: text })], true).get("a.value")).toBe("data.bad.number");
  });
});

describe("another type for a row", () => {
  test("keeps what still makes sense", () => {
    expect(toType("41.5", "number")).toBe(41.5);
    expect(toType(41.5, "text")).toBe("41.5");
    expect(toType("anna@example.com", "email")).toBe("anna@example.com");
    expect(toType("Anna", "email")).toBe("");
    expect(toType("Anna", "number")).toBe("");
    expect(toType(true, "date")).toBe("");
  });

  test.each(valueTypes)("never leaves a value that is no %s", (type) => {
    for (const value of ["", "abc", "2026-01-01", 7, true, false])
      expect(faultsOf([row({ type, value: toType(value, type) })], false).size).toBe(0);
  });
});

test("refusals of the server stand at their rows, and those of no row apart", () => {
  const rows = [row({ key: "a" }), row({ key: "n7" })];
  const { placed, rest } = placeRefusals(rows, [
    { path: "items[1].name", message: "taken" },
    { path: "items[0].default", message: "no date" },
    { path: "items", message: "too many" },
  ]);
  expect([...placed]).toEqual([
    ["n7.name", "taken"],
    ["a.value", "no date"],
  ]);
  expect(rest).toEqual(["too many"]);
});
