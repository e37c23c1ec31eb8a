import { describe, expect, test } from "vitest";
import { rangeAround, templateRanges } from "./ranges.js";

const inside = (text: string) => templateRanges(text).map(({ from, to }) => text.slice(from, to));

describe("templates in a text", () => {
  test("end at the braces that are neither in quotes nor an object's", () => {
    expect(inside('Hi {{ a }}, {{ "}}" }} {{ { b: { c: 1 } } }}!')).toEqual([
      "{{ a }}",
      '{{ "}}" }}',
      "{{ { b: { c: 1 } } }}",
    ]);
    expect(inside("{{ 'it\\'s }}' }}")).toEqual(["{{ 'it\\'s }}' }}"]);
  });
  test("reach to the end while their braces are open", () => {
    expect(templateRanges("a {{ b")).toEqual([{ from: 2, to: 6, closed: false }]);
    expect(templateRanges('{{ "b }}')).toEqual([{ from: 0, to: 8, closed: false }]);
  });
  test("hold the cursor only between their braces", () => {
    const text = "x {{ a }} y";
    const held = Array.from(text, (_sign, at) => rangeAround(text, at) !== undefined);
    expect(held.indexOf(true)).toBe(4);
    expect(held.lastIndexOf(true)).toBe(7);
  });
});
