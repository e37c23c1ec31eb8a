import { expect, test } from "vitest";
import { templateDocument, templates } from "@leeway/nodes/templates";
import { readWorkflowFile } from "./read-workflow-file.js";

const document = templateDocument(templates[0]!, "uk");

test("a workflow is taken as it is, in an envelope, and with a mark before it", () => {
  for (const text of [JSON.stringify(document), JSON.stringify({ document }), `\uFEFF${JSON.stringify(document)}`])
    expect(readWorkflowFile(text)).toEqual({ ok: true, document });
});
test.each([
  ["an empty file", "", "broken"],
  ["a page of a site", "<!doctype html>", "broken"],
  ["a number", "7", "other"],
  ["null", "null", "other"],
  ["a list", "[]", "other"],
  ["another program's workflow", '{"nodes":[],"connections":{}}', "other"],
  ["a workflow of a newer Leeway", '{"schemaVersion":2,"name":"x","nodes":[]}', "newer"],
])("%s is refused", (_what, text, why) => {
  expect(readWorkflowFile(text)).toEqual({ ok: false, why });
});
