import { describe, expect, test } from "vitest";
import { shownJson, typedJson } from "./json-text.js";

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
