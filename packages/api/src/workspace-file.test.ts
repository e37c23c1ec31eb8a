import { expect, test } from "vitest";
import { importWorkspaceSchema, readImport, workspaceFileHead } from "./workspace-file.js";

const document = { schemaVersion: 1, name: "W", nodes: [], edges: [], notes: [], settings: {} };
const workflows = ["a", "b", "c"].map((id) => ({ id, labels: ["Shop"], document }));
const file = {
  ...workspaceFileHead,
  settings: {
    name: "Shop",
    timezone: "UTC",
    retention: { succeeded: { days: 1, count: 1 }, failed: { days: 1, count: 1 } },
    maskedFields: [],
  },
  labels: [{ name: "Shop", color: "teal" }],
  variables: [],
  fields: [],
  credentials: [],
  workflows,
};

/** How often it stopped, and what it came to. */
function read(value: unknown) {
  const steps = readImport(value, undefined);
  let stops = 0;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { stops, result: step.value };
    stops++;
  }
}

test("an import is read with a stop before each workflow", () => {
  expect(read({ file }).stops).toBe(3);
  expect(read({ file: { ...file, workflows: [] } }).stops).toBe(0);
});

test.each([
  ["a good one", { file, perWorkflow: { a: "mine" } }],
  ["nothing", undefined],
  ["a newer file", { file: { ...file, schemaVersion: 99, workflows: "none" } }],
  ["a part that is not right", { file: { ...file, settings: {} } }],
  ["more workflows than there can be", { file: { ...file, workflows: Array(1_001).fill(workflows[0]) } }],
  ["workflows that are none", { file: { ...file, workflows: [workflows[0], { id: "b" }, 7] } }],
  ["a workflow twice", { file: { ...file, workflows: [...workflows, workflows[0]] } }],
  ["a label that is not in it", { file: { ...file, labels: [] } }],
  ["a choice for a workflow that is not in it", { file, perWorkflow: { z: "mine" } }],
])("an import is read as at once, though with stops: %s", (_, value) => {
  const at = importWorkspaceSchema.safeParse(value);
  const { data, error } = read(value).result;
  expect([data, error?.issues]).toEqual([at.data, at.error?.issues]);
});
