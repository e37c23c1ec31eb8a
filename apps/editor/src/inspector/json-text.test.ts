import { describe, expect, test } from "vitest";
import { readJson, shownJson, typedJson } from "./json-text.js";

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
    ['{"a": 01}', 1, 8, "1}"],
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

describe("a JSON field", () => {
  test.each([["{{ trigger.body }}"], ["just words"], ["5"], [""], ["{"]])(
    "shows the text %j and reads it back",
    (text) => {
      expect(typedJson(shownJson(text)).value).toBe(text === "" ? undefined : text);
    },
  );
  test.each([[5], [{ a: ["{{ trigger.b }}"] }], [null], [true]])("shows %j and reads it back", (value) => {
    expect(typedJson(shownJson(value)).value).toEqual(value);
  });
  test("says where something that looks like JSON is none, and keeps it", () => {
    expect(typedJson('{ "total": {{ trigger.total }} }')).toMatchObject({ fault: { line: 1, column: 13 } });
    expect(typedJson("{{ trigger.a }} and {{ trigger.b }}").fault).toBeUndefined();
  });
});
