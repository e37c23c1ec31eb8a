import { expect, test } from "vitest";
import { catalogue } from "@leeway/nodes";
import { templates } from "@leeway/nodes/templates";
import { findTemplates, groupsOf } from "./find-templates.js";

const found = (query: string, group: string | null = null) =>
  findTemplates(templates, catalogue, query, group).map(({ id }) => id);

test("without words and group every template is there", () => {
  expect(found("  ")).toEqual(templates.map(({ id }) => id));
});
test("a template is found by words of any language, in any order", () => {
  expect(found("call MISSED")).toEqual(["missed-call"]);
  expect(found("дзвінок")).toEqual(["missed-call"]);
  expect(found("zebra")).toEqual([]);
});
test("a group leaves the templates with a step of it", () => {
  expect(found("", "orders")).toEqual(["site-order", "payment", "daily-sales"]);
  for (const template of templates) expect(groupsOf(template, catalogue)).toContain("triggers");
});
