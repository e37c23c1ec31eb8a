import { expect, test } from "vitest";
import { findProblems, workflowDocumentSchema } from "@leeway/engine";
import { catalogue } from "../index.js";
import { codeFault } from "./code-fault.js";

test.each([
  ["return 1 +;", { line: 1, column: 11, position: 10 }],
  ["const a = 1;\nconst b = {a: 1,,};\nreturn b;", { line: 2, column: 17, position: 29 }],
  ["return { a: 1", { line: 1, column: 14, position: 13 }],
  ["if (input.a) {\n  return 1;\n", { line: 3, column: 1, position: 27 }],
  ["let input = 1;", { line: 1, column: 5, position: 4 }],
  ["/(/.test('')", { line: 1, column: 2, position: 1 }],
])("says where %j can be read no further", (source, where) => {
  expect(codeFault(source)).toEqual({ ...where, message: expect.stringMatching(/^[A-Z].*[^)\d]$/s) });
});

test.each(["return input;", "await null;\nreturn [...'abc'].at(-1) ?? 1_000n;", "// only a remark", ""])(
  "reads %j",
  (source) => expect(codeFault(source)).toBeUndefined(),
);

const problemsOf = (source: string, more: object = {}) => {
  const position = { x: 0, y: 0 };
  const document = workflowDocumentSchema.parse({
    schemaVersion: 1,
    name: "W",
    nodes: [
      { id: "in", type: "trigger.manual", position, params: {} },
      { id: "step", type: "logic.code", position, params: { source }, ...more },
    ],
    edges: [{ id: "e", source: "in", sourceHandle: "main", target: "step" }],
  });
  return findProblems(document, catalogue, {
    credentials: new Map(),
    vars: new Set(),
    fields: new Set(),
    codeFault,
  }).filter(({ code }) => code === "code.syntax");
};

test("a program that cannot be read keeps its workflow from going live, a step that is switched off does not", () => {
  const where = { nodeId: "step", param: "source", position: 10 };
  const fault = { ...where, code: "code.syntax", values: { line: 1, column: 11, message: "Unexpected token" } };
  expect(problemsOf("return 1 +;")).toEqual([{ ...fault, severity: "error" }]);
  expect(problemsOf("return 1 +;", { disabled: true })).toEqual([{ ...fault, severity: "warning" }]);
  // Code is taken as it is written: this is no template but a block in a block.
  expect(problemsOf("{{ input }}")).toEqual([]);
});
