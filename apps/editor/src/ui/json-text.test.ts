import { describe, expect, test } from "vitest";
import { readJson } from "./json-text.js";

const faultOf = (text: string) => {
  const read = readJson(text);
  return read.ok ? undefined : [read.fault.line, read.fault.column, read.fault.near];
};

describe("pasted JSON", () => {
  test.each([
    ['{ "name": "Олена", }', 1, 20, "}"],
    ['{\n  "name": Олена\n}', 2, 11, "Олена"],
    ['{"a": 1', 1, 8, ""],
    ["{'a': 1}", 1, 2, "'a': 1}"],
    ['["a" "b"]', 1, 6, '"b"]'],
    ['{"a": 1} x', 1, 10, "x"],
    ["", 1, 1, ""],
    ['{"a": 01}', 1, 7, "01}"],
  ])("%j is wrong in line %d at %d", (text, line, column, near) => {
    expect(faultOf(text)).toEqual([line, column, near]);
  });

  test("that is right is taken", () => {
    expect(readJson(' {"a": [1, -2.5e3, "\\u0041", true, null, {}]} ')).toEqual({
      ok: true,
      value: { a: [1, -2500, "A", true, null, {}] },
    });
  });
});
