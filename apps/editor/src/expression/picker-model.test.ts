import { describe, expect, test } from "@jest/globals";
import { pickerRows, type PickerRoot } from "./picker-model.js";

const roots: PickerRoot[] = [
  { path: "steps.find", label: "Find by phone", value: { data: [{ id: "1", name: "Олена" }] }, note: "sample" },
  { path: "trigger", label: "Order", value: { body: { "first name": "Олена", total: 1250 } } },
];
const shown = (open: string[], query = "") => pickerRows(roots, new Set(open), query).map(({ path }) => path);

describe("the tree of data", () => {
  test("shows what is open and nothing below what is closed", () => {
    expect(shown([])).toEqual(["steps.find", "trigger"]);
    expect(shown(["trigger", "trigger.body"])).toEqual([
      "steps.find",
      "trigger",
      "trigger.body",
      'trigger.body["first name"]',
      "trigger.body.total",
    ]);
  });
  test("is searched by name and by value, however deep and whatever is closed", () => {
    expect(shown([], "олена")).toEqual(["steps.find.data[0].name", 'trigger.body["first name"]']);
    expect(shown([], "TOTAL")).toEqual(["trigger.body.total"]);
    expect(shown([], "125")).toEqual(["trigger.body.total"]);
  });
  test("tells a found row by the way to it", () => {
    expect(pickerRows(roots, new Set(), "name")[0]?.trail).toBe("Find by phone › data › #1 › name");
  });
  test("of a huge list stays small", () => {
    const value = Array.from({ length: 5_000 }, (_, index) => index);
    expect(pickerRows([{ path: "trigger", label: "t", value }], new Set(["trigger"]), "").length).toBeLessThan(30);
  });
});
