import { expect, test } from "vitest";
import type { Credential } from "@leeway/api";
import { workflowDocumentSchema, type WorkflowNode } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { realPeopleOf } from "./real-people.js";

const credentials = [
  { id: "real", type: "leelooToken", sandbox: false, name: "Shop" },
  { id: "sandbox", type: "leelooToken", sandbox: true, name: "Sandbox" },
  { id: "bot", type: "telegramBot", sandbox: false, name: "Bot" },
  { id: "sheets", type: "googleServiceAccount", sandbox: false, name: "Orders" },
  { id: "crm", type: "httpBearer", sandbox: false, name: "CRM" },
] as Credential[];
const ids = (nodes: WorkflowNode[]) => nodes.map(({ id }) => id);
const drawn = (...nodes: object[]) =>
  workflowDocumentSchema.parse({
    schemaVersion: 1,
    name: "x",
    nodes: nodes.map((node, index) => ({ id: `n${index}`, position: { x: 0, y: 0 }, params: {}, ...node })),
    edges: [],
    notes: [],
    settings: {},
  });

test("a run reaches real people by the steps that write to Leeloo itself, and are not off", () => {
  const found = realPeopleOf(
    drawn(
      { type: "leeloo.message.send", credential: "real" },
      { type: "leeloo.message.send", credential: "real", disabled: true },
      { type: "leeloo.message.send", credential: "sandbox" },
      { type: "leeloo.tag.list", credential: "real" },
    ),
    catalogue,
    credentials,
  );
  expect(found?.steps.map(({ outside, nodes }) => [outside, ids(nodes)])).toEqual([["message", ["n0"]]]);
  expect(found?.credentials.map(({ name }) => name)).toEqual(["Shop"]);
});

test("a run reaches real people by the messages that it sends by other services", () => {
  const found = realPeopleOf(
    drawn(
      { type: "telegram.message.send", credential: "bot" },
      { type: "telegram.message.send", credential: "gone" },
      { type: "email.message.send" },
    ),
    catalogue,
    credentials,
  );
  expect(found?.steps.map(({ nodes }) => ids(nodes))).toEqual([["n0"]]);
  expect(found?.credentials.map(({ name }) => name)).toEqual(["Bot"]);
});

test("a run changes something by each request that does more than read, with and without a credential", () => {
  const request = (params: object, credential?: string) => ({ type: "http.request", params, credential });
  const found = realPeopleOf(
    drawn(
      request({ method: "POST" }, "crm"),
      request({ method: "PUT" }),
      request({ method: "PATCH" }),
      request({ method: "DELETE", repeatable: true }),
      request({ method: "{{ trigger.method }}" }),
      request({ method: "POST" }, "gone"),
      request({ method: "GET" }, "crm"),
      request({ method: "HEAD", repeatable: true }),
      request({}),
    ),
    catalogue,
    credentials,
  );
  expect(found?.steps.map(({ outside, nodes }) => [outside, ids(nodes)])).toEqual([
    ["request", ["n0", "n1", "n2", "n3", "n4"]],
  ]);
});

test("what is changed is told by what it is: messages, what Leeloo holds, rows, other workflows", () => {
  const found = realPeopleOf(
    drawn(
      { type: "googleSheets.row.append", credential: "sheets" },
      { type: "googleSheets.row.read", credential: "sheets" },
      { type: "leeloo.person.addTag", credential: "real" },
      { type: "leeloo.message.send", credential: "real" },
      { type: "logic.once" },
      { type: "logic.workflow" },
    ),
    catalogue,
    credentials,
  );
  expect(found?.steps.map(({ outside, nodes }) => [outside, ids(nodes)])).toEqual([
    ["message", ["n3"]],
    ["entry", ["n2"]],
    ["row", ["n0"]],
    ["workflow", ["n5"]],
  ]);
});

test("a workflow that is called may reach somebody as soon as there is anything but the sandbox to do it with", () => {
  const calling = drawn({ type: "logic.workflow" }, { type: "logic.workflow", disabled: true });
  expect(realPeopleOf(calling, catalogue, credentials)?.steps.map(({ nodes }) => ids(nodes))).toEqual([["n0"]]);
  const inSandbox = credentials.filter(({ sandbox }) => sandbox);
  expect(realPeopleOf(calling, catalogue, inSandbox)).toBeUndefined();
});

test("a run that only reads there reaches nobody", () => {
  expect(realPeopleOf(drawn({ type: "leeloo.tag.list", credential: "real" }), catalogue, credentials)).toBeUndefined();
});
