import { expect, test } from "vitest";
import { findProblems, type IdKind } from "@leeway/engine";
import { catalogue } from "../index.js";

test.each<[string, IdKind]>([
  ["account_id", "account"],
  ["person_id", "person"],
  ["tunnel_id", "tunnel"],
  ["leadgentool_id", "leadgentool"],
  ["order_id", "order"],
])("an event's %s is known as the id of a %s, whatever asks for another one", (name, found) => {
  const position = { x: 0, y: 0 };
  const params = { category_id: `{{ trigger.data.${name} }}` };
  const document = {
    schemaVersion: 1 as const,
    name: "Events",
    nodes: [
      { id: "event", type: "trigger.leelooEvent", name: "", position, params: { events: ["ORDER"] } },
      { id: "list", type: "leeloo.template.list", name: "", position, credential: "cred_1", params },
    ],
    edges: [{ id: "e1", source: "event", sourceHandle: "main", target: "list" }],
    notes: [],
    settings: {},
  };
  expect(findProblems(document, catalogue)).toMatchObject([
    { code: "id.wrongKind", nodeId: "list", values: { path: `data.${name}`, found } },
  ]);
});
