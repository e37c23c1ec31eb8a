import { describe, expect, test } from "vitest";
import type { Json } from "@leeway/engine";
import { readAny, readNumber, shownAny } from "./typed.js";

describe("a number field", () => {
  test.each([
    ["20", 20],
    ["-1.5", -1.5],
    [" 7 ", 7],
    ["", undefined],
    ["{{ vars.a }}", "{{ vars.a }}"],
    ["2o", "2o"],
    ["12345678901234567890", "12345678901234567890"],
  ] as [string, Json | undefined][])("reads %j as %j", (text, value) => {
    expect(readNumber(text)).toEqual(value);
  });
});

describe("a field for anything", () => {
  test.each([
    ["1250", 1250],
    ['"1250"', "1250"],
    ["true", true],
    ["Київ", "Київ"],
    ["0671234567", "0671234567"],
    ["+380671234567", "+380671234567"],
    ['{"a":[1]}', { a: [1] }],
    ["12345678901234567890", "12345678901234567890"],
    ["{{ trigger.body }}", "{{ trigger.body }}"],
  ] as [string, Json][])("reads %s as %j, and what it shows is read back the same", (text, value) => {
    expect(readAny(text)).toEqual(value);
    expect(readAny(shownAny(value))).toEqual(value);
  });
});
