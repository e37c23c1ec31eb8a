import { describe, expect, test } from "vitest";
import { keysOf, patternOf, textOfKeys, valueAt, visitAt } from "./paths.js";

const output = { data: [{ id: "a", accounts: [{ id: "x" }, null, { id: "y" }] }, { id: "b" }], meta: { n: 0 } };

describe("a path", () => {
  test.each([
    ["data[0].accounts[2].id", "y"],
    ["meta.n", 0],
    ["data[].id", "a"],
    ["data[5].id", undefined],
    ["data.id", undefined],
    ["data.length", undefined],
    ["meta[0]", undefined],
    ["meta.constructor.name", undefined],
    ["__proto__", undefined],
  ])("%s leads to what is there, and to nothing that is inherited", (path, value) => {
    expect(valueAt(output, path)).toEqual(value);
    expect(valueAt(output, keysOf(path))).toEqual(value);
  });

  test("with lists is told of every value with its place, in lists as far as is wanted", () => {
    const told = (path: string, most?: number) => {
      const found: string[] = [];
      visitAt(output, path, (value, keys) => void found.push(`${textOfKeys(keys)}=${JSON.stringify(value)}`), most);
      return found;
    };
    expect(told("data[].accounts[].id")).toEqual(['data[0].accounts[0].id="x"', 'data[0].accounts[2].id="y"']);
    expect(told("data[].id")).toEqual(['data[0].id="a"', 'data[1].id="b"']);
    expect(told("data[].accounts[].id", 1)).toEqual(['data[0].accounts[0].id="x"']);
    expect(told("nothing[].id")).toEqual([]);
    expect(told("meta.__proto__")).toEqual([]);
  });

  test("is written back as it was, places in lists as []", () => {
    for (const path of ["data[].accounts[].id", "[].id", "a", "a[][].b"]) expect(patternOf(keysOf(path))).toBe(path);
    expect(patternOf(keysOf("data[3].id"))).toBe("data[].id");
    expect(textOfKeys(keysOf("data[3].id"))).toBe("data[3].id");
  });
});
