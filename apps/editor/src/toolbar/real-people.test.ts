import { expect, test } from "vitest";
import type { Credential } from "@leeway/api";
import { workflowDocumentSchema } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { realPeopleOf } from "./real-people.js";

const credentials = [
  { id: "real", type: "leelooToken", sandbox: false, name: "Shop" },
  { id: "sandbox", type: "leelooToken", sandbox: true, name: "Sandbox" },
  { id: "bot", type: "telegramBot", sandbox: false, name: "Bot" },
  { id: "crm", type: "httpBearer", sandbox: false, name: "CRM" },
] as Credential[];
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
      { type: "http.request", credential: "crm", params: { method: "POST" } },
    ),
    catalogue,
    credentials,
  );
  expect(found?.nodes.map(({ id }) => id)).toEqual(["n0"]);
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
  expect([found?.nodes.map(({ id }) => id), found?.credentials.map(({ name }) => name)]).toEqual([["n0"], ["Bot"]]);
});

test("a run that only reads there reaches nobody", () => {
  expect(realPeopleOf(drawn({ type: "leeloo.tag.list", credential: "real" }), catalogue, credentials)).toBeUndefined();
});
