import { expect, test } from "vitest";
import { placeIn } from "./place-in-file.js";

const file = {
  credentials: [{ name: "Shop API" }],
  workflows: [{ document: { name: "Orders" } }, { document: { name: 7 } }, null],
};

test.each([
  ["file.workflows[0].labels[2]", "workflows[0].labels[2] (“Orders”): "],
  ["file.credentials[0].data.token", "credentials[0].data.token (“Shop API”): "],
  ["file.workflows[1].id", "workflows[1].id: "],
  ["file.workflows[2]", "workflows[2]: "],
  ["file.workflows[9]", "workflows[9]: "],
  ["file.__proto__[0]", "__proto__[0]: "],
  ["file.settings.timezone", "settings.timezone: "],
  ["file.schemaVersion", ""],
  ["file", ""],
])("%s is a place that people find", (path, place) => {
  expect(placeIn(file, path)).toBe(place);
});

test("a file that is none has places all the same", () => {
  for (const none of [null, 7, "x", []]) expect(placeIn(none, "file.workflows[0].id")).toBe("workflows[0].id: ");
});
