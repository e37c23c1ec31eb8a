import { expect, test } from "vitest";
import { placeIn } from "./place-in-file.js";

const file = {
  credentials: [{ name: "Shop API" }],
  workflows: [{ document: { name: "Orders" } }, { document: { name: 7 } }, null],
};

test.each([
  ["file.workflows[0].labels[2]", { path: "workflows[0].labels[2]", name: "Orders" }],
  ["file.credentials[0].data.token", { path: "credentials[0].data.token", name: "Shop API" }],
  ["file.workflows[1].id", { path: "workflows[1].id", name: undefined }],
  ["file.workflows[2]", { path: "workflows[2]", name: undefined }],
  ["file.workflows[9]", { path: "workflows[9]", name: undefined }],
  ["file.__proto__[0]", { path: "__proto__[0]", name: undefined }],
  ["file.settings.timezone", { path: "settings.timezone", name: undefined }],
  ["file.schemaVersion", undefined],
  ["file", undefined],
])("%s is a place that people find", (path, place) => {
  expect(placeIn(file, path)).toEqual(place);
});

test("a file that is none has places all the same", () => {
  for (const none of [null, 7, "x", []])
    expect(placeIn(none, "file.workflows[0].id")).toEqual({ path: "workflows[0].id", name: undefined });
});
