import { expect, test } from "vitest";
import { templateDocument, templates } from "@leeway/nodes/templates";
import { workflowIn } from "./workflow-in.js";

const document = templateDocument(templates[0]!, "uk");

test("a workflow is taken as it is, and in an envelope", () => {
  for (const value of [document, { document }]) expect(workflowIn(value)).toEqual({ ok: true, document });
});
test.each([
  ["a number", "7", "other"],
  ["null", "null", "other"],
  ["a list", "[]", "other"],
  ["another program's workflow", '{"nodes":[],"connections":{}}', "other"],
  ["a workflow of a newer Leeway", '{"schemaVersion":2,"name":"x","nodes":[]}', "newer"],
])("%s is refused", (_what, text, why) => {
  expect(workflowIn(JSON.parse(text))).toEqual({ ok: false, why });
});
