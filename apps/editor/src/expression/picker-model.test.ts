import { describe, expect, test } from "vitest";
import { idOfPath, pickerRows, type PickerRoot } from "./picker-model.js";

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

describe("where an id is wanted", () => {
  const roots: PickerRoot[] = [
    {
      path: "steps.find",
      label: "Find people",
      value: {
        data: [
          { id: "p1", name: "Olena", accounts: [{ account_id: "c1" }] },
          { id: "p2", name: "Taras", accounts: [] },
        ],
      },
      ids: {
        "data[].id": { idKind: "person", label: "data[].name" },
        "data[].accounts[].account_id": { idKind: "account", label: "data[].name" },
      },
    },
  ];

  test("those that fit stand first, one for each list", () => {
    const [first, ...rest] = pickerRows(roots, new Set(), "", "account");
    expect(first).toMatchObject({
      path: "steps.find.data[0].accounts[0].account_id",
      trail: "Find people › data › #1 › accounts › #1 › account_id",
      id: { idKind: "account", label: "Olena" },
      fits: true,
      depth: 0,
    });
    expect(rest.map(({ path }) => path)).toEqual(["steps.find"]);
    expect(pickerRows(roots, new Set(), "", "tag")).toHaveLength(1);
  });

  test("others are marked in the tree and come last in a search", () => {
    const open = new Set(["steps.find", "steps.find.data", "steps.find.data[0]"]);
    const row = pickerRows(roots, open, "", "account").find(({ key }) => key === "steps.find.data[0].id");
    expect(row).toMatchObject({ fits: false, id: { idKind: "person", label: "Olena" } });
    const found = pickerRows(roots, open, "id", "account").map(({ path }) => path);
    expect(found[0]).toBe("steps.find.data[0].accounts[0].account_id");
    expect(found).toContain("steps.find.data[0].id");
  });

  test("no row is there twice under one key", () => {
    const open = new Set(["steps.find", "steps.find.data", "steps.find.data[0]", "steps.find.data[0].accounts"]);
    const keys = pickerRows(roots, open, "", "person").map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("what a path stands for is told as it is written", () => {
    expect(idOfPath(roots, "steps.find.data[1].id")).toEqual({ idKind: "person", label: "Taras" });
    expect(idOfPath(roots, "steps.find.data[1].name")).toBeUndefined();
    expect(idOfPath(roots, "steps.finder.data[1].id")).toBeUndefined();
  });
});
