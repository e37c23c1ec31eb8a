import { expect, test } from "vitest";
import { cellParam, moved, rowsOf, withCell } from "./table.js";

test("what is no list has no rows, and what is no row is an empty one", () => {
  expect([rowsOf(undefined), rowsOf("{{ x }}"), rowsOf({ a: 1 })]).toEqual([[], [], []]);
  expect(rowsOf([{ phone: "1" }, "x", null])).toEqual([{ phone: "1" }, {}, {}]);
});
test("an emptied cell leaves the row", () => {
  expect(withCell({ name: "Olena", phone: "1" }, "phone", undefined)).toEqual({ name: "Olena" });
  expect(withCell({ name: "Olena" }, "phone", "2")).toEqual({ name: "Olena", phone: "2" });
});
test("rows change places within the list only", () => {
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b"], 1, 2)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
});
test("a cell is told by its place", () => {
  const title = { en: "Phone", uk: "", ru: "" };
  expect(cellParam("data", 2, { name: "phone", kind: "phone", title, required: true })).toEqual({
    name: "data[2].phone",
    kind: "phone",
    title,
    required: true,
  });
});
