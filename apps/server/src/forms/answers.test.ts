import type { JsonObject } from "@leeway/engine";
import type { FormField, FormFieldKind } from "@leeway/nodes";
import { describe, expect, test } from "vitest";
import { readAnswers } from "./answers.js";

const field = (kind: FormFieldKind, more: Partial<FormField> = {}): FormField => ({
  name: "it",
  kind,
  label: "It",
  help: "",
  required: true,
  choices: ["S", "M"],
  ...more,
});
/** The answer, or the fault in brackets. */
function read(one: FormField, sent: JsonObject[string] | undefined) {
  const { values, faults } = readAnswers([one], sent === undefined ? {} : { "a.it": sent });
  const fault = faults.get("it");
  return fault ? `[${fault.text}]` : values["it"];
}

describe("an answer", () => {
  test.each<[FormFieldKind, string | string[], unknown]>([
    ["text", "  Оксана ", "Оксана"],
    ["longText", "one\r\ntwo", "one\ntwo"],
    ["phone", "+380 (67) 123-45-67", "+380671234567"],
    ["phone", "call me", "[phone]"],
    ["email", "anna@example.com", "anna@example.com"],
    ["email", "anna", "[email]"],
    ["number", "3.5", 3.5],
    ["number", "many", "[number]"],
    ["date", "2026-02-28", "2026-02-28"],
    ["date", "2026-02-30", "[date]"],
    ["date", "28.02.2026", "[date]"],
    ["choice", "M", "M"],
    ["choice", "XXL", "[choice]"],
    ["choices", ["S", "M"], ["S", "M"]],
    ["choices", "S", ["S"]],
    ["choices", ["S", "XXL"], "[choice]"],
    ["consent", "yes", true],
    ["text", "x".repeat(1_001), "[tooLong]"],
    ["longText", "x".repeat(20_001), "[tooLong]"],
  ])("to a question for %s: %j is %j", (kind, sent, expected) => {
    expect(read(field(kind), sent)).toEqual(expected);
  });

  test.each<[FormFieldKind, unknown, unknown]>([
    ["text", "[missing]", null],
    ["phone", "[missing]", null],
    ["choices", "[choice]", []],
    ["choice", "[choice]", null],
    ["consent", "[consent]", false],
  ])("that is not there, to a question for %s, is %j where it is required, else %j", (kind, required, optional) => {
    for (const nothing of [undefined, "", "   "]) {
      expect(read(field(kind), nothing)).toEqual(required);
      expect(read(field(kind, { required: false }), nothing)).toEqual(optional);
    }
  });

  test("to a question that nobody asked is left out", () => {
    expect(readAnswers([field("text")], { "a.it": "x", "a.other": "y", it: "z" }).values).toEqual({ it: "x" });
  });
});
