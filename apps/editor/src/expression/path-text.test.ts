import { describe, expect, test } from "vitest";
import { isTemplate, parseTemplate, referencesOf } from "@leeway/engine";
import { insertionOf, keysIn, pathText } from "./path-text.js";

const put = (text: string, path: string, mode: "text" | "json" = "text") => {
  const at = text.indexOf("|");
  const bare = text.replace("|", "");
  const { from, to, insert, cursor } = insertionOf(bare, at, at, path, mode);
  const whole = bare.slice(0, from) + insert + bare.slice(to);
  return `${whole.slice(0, cursor)}|${whole.slice(cursor)}`;
};

describe("a picked path", () => {
  test("is written so that the engine reads the same path back", () => {
    const path = ["a b", 0, "ключ", 'q"uote', "plain", "2nd"];
    const text = `{{ ${pathText("trigger", path)} }}`;
    const parsed = parseTemplate(text);
    expect(isTemplate(text)).toBe(true);
    expect(parsed.ok && referencesOf(parsed.template).map(({ path: read }) => read)).toEqual([path]);
  });
  test("gets braces in a text and none inside a template", () => {
    expect(put("Hi |!", "trigger.body.name")).toBe("Hi {{ trigger.body.name }}|!");
    expect(put("{{ | }}", "vars.a")).toBe("{{ vars.a| }}");
    expect(put("{{ |", "vars.a")).toBe("{{ vars.a|");
  });
  test("gets quotes in JSON where there are none yet", () => {
    expect(put('{ "a": | }', "vars.a", "json")).toBe('{ "a": "{{ vars.a }}"| }');
    expect(put('{ "a": "x |" }', "vars.a", "json")).toBe('{ "a": "x {{ vars.a }}|" }');
    expect(put("|", "trigger.body", "json")).toBe("{{ trigger.body }}|");
  });
});

test("a path that was written is read back", () => {
  const keys = ["find", 0, "first name", 'a"b', "місто", 12];
  expect(keysIn(pathText("", keys))).toEqual(keys);
  expect(keysIn("")).toEqual([]);
  expect(keysIn(".a?.b?.[0]")).toEqual(["a", "b", 0]);
  for (const text of ["er.data", ".a.", "[x]", " .a"]) expect(keysIn(text)).toBeUndefined();
});
