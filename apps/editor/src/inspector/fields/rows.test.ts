import { describe, expect, test } from "vitest";
import { namedRows, namedValue, pairsOf, recordOf, twice } from "./rows.js";

describe("rows of names and values", () => {
  test("are the object in its order, and back", () => {
    const headers = { "x-b": "1", "x-a": "{{ vars.a }}" };
    expect(recordOf(pairsOf(headers))).toEqual(headers);
    expect(Object.keys(recordOf(pairsOf(headers)) as object)).toEqual(["x-b", "x-a"]);
  });
  test("without a name are no entry, and without entries there is no value", () => {
    expect(recordOf([{ name: " ", value: "x" }])).toBeUndefined();
    expect(namedValue([])).toBeUndefined();
  });
  test("that are wholly empty are no entries yet", () => {
    expect(namedValue([{ name: " ", value: "" }])).toBeUndefined();
    const sum = { name: "sum", value: 0 };
    expect(namedValue([sum, { name: "", value: "" }])).toEqual([sum]);
  });
  test("with the same name are told, and the later one counts", () => {
    const rows = [
      { name: "a", value: "1" },
      { name: "a ", value: "2" },
    ];
    expect(twice(rows)).toBe("a");
    expect(recordOf(rows)).toEqual({ a: "2" });
  });
  test("may be called like a hidden property of objects", () => {
    const record = recordOf([{ name: "__proto__", value: "x" }]);
    expect(JSON.stringify(record)).toBe('{"__proto__":"x"}');
  });
  test("of named values keep their kinds and what is half written", () => {
    const value = [
      { name: "sum", value: 5 },
      { name: "", value: "{{ now }}" },
    ];
    expect(namedValue(namedRows(value))).toEqual(value);
  });
});
