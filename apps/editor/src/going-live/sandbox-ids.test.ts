import { expect, test } from "vitest";
import type { Credential, Variable } from "@leeway/api";
import { catalogue } from "@leeway/nodes";
import { workflowDocumentSchema } from "@leeway/engine";
import { sandboxIdsIn, stepsInSandbox } from "./sandbox-ids.js";

const position = { x: 0, y: 0 };
const document = workflowDocumentSchema.parse({
  schemaVersion: 1,
  name: "Orders",
  nodes: [
    { id: "in", type: "trigger.manual", position, params: {} },
    {
      id: "person",
      type: "leeloo.person.create",
      position,
      credential: "sandbox",
      params: { name: "Олена", leadgentool_id: "{{ vars.site_lgt }}" },
    },
    { id: "tag", type: "leeloo.person.addTag", position, credential: "real", params: { tag_id: "5f".repeat(12) } },
    { id: "bare", type: "leeloo.tag.list", position, params: { note: [{ deep: "5f".repeat(12) }] } },
  ],
  edges: [],
  notes: [],
  settings: {},
});
const credentials = [
  { id: "sandbox", sandbox: true },
  { id: "real", sandbox: false },
] as Credential[];

test("ids of the sandbox are found in params, inside lists and behind variables", () => {
  const variables = [{ name: "site_lgt", type: "text", value: "5e".repeat(12) }] as Variable[];
  const found = sandboxIdsIn(document, new Set(["5e".repeat(12), "5f".repeat(12)]), variables);
  expect(found).toEqual([
    { nodeId: "person", param: "leadgentool_id", id: "5e".repeat(12), variable: "site_lgt" },
    { nodeId: "tag", param: "tag_id", id: "5f".repeat(12) },
    { nodeId: "bare", param: "note", id: "5f".repeat(12) },
  ]);
  expect(sandboxIdsIn(document, new Set(["5a".repeat(12)]), variables)).toEqual([]);
});

test("steps of Leeloo count as in the sandbox until they have a real account", () => {
  expect(stepsInSandbox(document, catalogue, credentials).map(({ id }) => id)).toEqual(["person", "bare"]);
});
