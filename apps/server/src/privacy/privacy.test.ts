import "reflect-metadata";
import type { Role } from "@leeway/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settled } from "../testing/eventually.js";
import { owner, startSeeing, type Sender, type SeeingServer } from "./testing/seeing-server.js";

let server: SeeingServer;
let runId = "";
let workflowId = "";
const browsers: Partial<Record<Role, Sender>> = {};

const call: SeeingServer["call"] = (...request) => server.call(...request);
const as = (role: Role): Sender => browsers[role] ?? {};

const person = {
  name: "Олена",
  phone: "+380 67 123 45 67",
  email: "olena@example.com",
  passport: "AB 123",
  note: "Ring 0671234567 or write to olena@example.com",
};
const secrets = ["123 45 67", "0671234567", "olena@", "example.com"];
const seenIn = (text: string) => [...secrets, "AB 123"].filter((secret) => text.includes(secret));

beforeAll(async () => {
  server = await startSeeing();
  for (const role of ["operator", "viewer"] as const) browsers[role] = await server.member(role);
  const at = { position: { x: 0, y: 0 } };
  const nodes = [
    { id: "in", type: "trigger.manual", params: {}, ...at },
    { id: "set", type: "logic.set", params: { fields: [{ name: "who", value: "{{ trigger }}" }] }, ...at },
    {
      id: "copy",
      type: "logic.set",
      params: {
        fields: [
          { name: "document", value: "{{ trigger.passport }}" },
          { name: "text", value: "Your document is {{ trigger.passport }}." },
        ],
      },
      ...at,
    },
    { id: "wait", type: "logic.wait", params: { mode: "approval" }, ...at },
  ];
  const edges = [
    { id: "e1", source: "in", sourceHandle: "main", target: "set" },
    { id: "e2", source: "set", sourceHandle: "main", target: "copy" },
    { id: "e3", source: "copy", sourceHandle: "main", target: "wait" },
  ];
  const document = { schemaVersion: 1, name: "People", nodes, edges, notes: [], settings: {} };
  workflowId = (await call("POST", "/workflows", owner, { document })).body.id;
  runId = (await call("POST", `/workflows/${workflowId}/runs`, owner, { payload: person })).body.runId;
  await settled(async () => (await call("GET", `/runs/${runId}`, owner)).body, ["waiting"]);
});
afterAll(() => server.close());

/** A stream that is read until something was said. */
async function opened(headers: Sender) {
  const stop = new AbortController();
  const answer = await fetch(`${server.url}/api/v1/runs/${runId}/events`, { headers, signal: stop.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const until = async (enough: RegExp) => {
    let said = "";
    while (!enough.test(said)) said += (await reader?.read())?.value ?? "";
    return said;
  };
  return { until, close: () => stop.abort() };
}

test("an operator sees a run's people as they are, a viewer neither phone nor e-mail, in no answer and no stream", async () => {
  for (const path of [`/runs/${runId}/steps`, `/runs/${runId}/steps/set`, `/runs/${runId}/steps/in`]) {
    expect(seenIn((await call("GET", path, as("operator"))).text).length).toBeGreaterThan(3);
    const { status, text } = await call("GET", path, as("viewer"));
    expect([status, seenIn(text)]).toEqual([200, ["AB 123"]]);
    expect(text).toContain("Олена");
  }
  const { body } = await call("GET", `/runs/${runId}/steps/set`, as("viewer"));
  expect(body.output.who).toMatchObject({ phone: "•••67", email: "o•••@•••", note: "Ring •••67 or write to o•••@•••" });
  const stream = await opened(as("viewer"));
  expect(seenIn(await stream.until(/step\.waiting/))).toEqual(["AB 123"]);
  stream.close();
});

test("fields that an admin has named are hidden as well, at once, and a name of the runs themselves is refused", async () => {
  const wish = { maskedFields: ["Passport", "passport"] };
  expect((await call("PUT", "/privacy", as("operator"), wish)).status).toBe(403);
  expect((await call("PUT", "/privacy", owner, wish)).body).toEqual({ maskedFields: ["passport"] });
  const { text, body } = await call("GET", `/runs/${runId}/steps/set`, as("viewer"));
  expect([seenIn(text), body.output.who.passport]).toEqual([[], "•••"]);
  expect((await call("GET", `/runs/${runId}/steps/set`, as("operator"))).text).toContain("AB 123");
  const refused = await call("PUT", "/privacy", { ...owner, "accept-language": "uk" }, { maskedFields: ["Status"] });
  expect([refused.status, refused.body.errors[0].path]).toEqual([422, "maskedFields[0]"]);
  expect(refused.body.errors[0].message).toContain("passport");
});

test("a chosen field is hidden in each step that has its value, under whatever name, asked for alone or in a stream", async () => {
  expect((await call("PUT", "/privacy", owner, { maskedFields: ["passport"] })).status).toBe(200);
  for (const path of ["/steps", "/steps/set", "/steps/copy"]) {
    expect((await call("GET", `/runs/${runId}${path}`, as("operator"))).text).toContain("AB 123");
    expect([path, seenIn((await call("GET", `/runs/${runId}${path}`, as("viewer"))).text)]).toEqual([path, []]);
  }
  const { body } = await call("GET", `/runs/${runId}/steps/copy`, as("viewer"));
  expect(body.output).toEqual({ document: "•••", text: "Your document is •••." });
  const stream = await opened(as("viewer"));
  expect(seenIn(await stream.until(/step\.waiting/))).toEqual([]);
  stream.close();
});

test("a chosen field that stands under its name in a loop's item alone is hidden in the item's other steps, too", async () => {
  const at = { position: { x: 0, y: 0 } };
  const set = (id: string, name: string, value: string) => {
    const params = { fields: [{ name, value }] };
    return { id, type: "logic.set", parent: "each", params, ...at };
  };
  const nodes = [
    { id: "in", type: "trigger.manual", params: {}, ...at },
    { id: "each", type: "logic.each", params: { items: "{{ trigger.papers }}", collect: "{{ steps.copy }}" }, ...at },
    set("read", "passport", "{{ item }}"),
    set("copy", "document", "{{ steps.read.passport }}"),
  ];
  const edges = [
    { id: "e1", source: "in", sourceHandle: "main", target: "each" },
    { id: "e2", source: "each", sourceHandle: "item", target: "read" },
    { id: "e3", source: "read", sourceHandle: "main", target: "copy" },
  ];
  const document = { schemaVersion: 1, name: "Papers", nodes, edges, notes: [], settings: {} };
  const { id } = (await call("POST", "/workflows", owner, { document })).body;
  const payload = { papers: ["XY 770001", "XY 770002"] };
  const { runId: looping } = (await call("POST", `/workflows/${id}/runs`, owner, { payload })).body;
  await settled(async () => (await call("GET", `/runs/${looping}`, owner)).body, ["succeeded"]);
  expect((await call("PUT", "/privacy", owner, { maskedFields: ["passport"] })).status).toBe(200);
  for (const path of ["/steps/copy[1]", "/steps?item=each[1]", "/steps/each/items"]) {
    expect((await call("GET", `/runs/${looping}${path}`, owner)).text).toContain("XY 770002");
    const { text } = await call("GET", `/runs/${looping}${path}`, as("viewer"));
    expect([path, text.includes("XY 770002")]).toEqual([path, false]);
  }
});

test("a viewer cannot learn by searching what is hidden, and is told who may", async () => {
  const path = "/runs?q=0671234567";
  expect((await call("GET", path, as("operator"))).status).toBe(200);
  expect((await call("GET", path, as("viewer"))).body).toMatchObject({ status: 403, code: "auth.role" });
  expect((await call("GET", "/runs", as("viewer"))).status).toBe(200);
});

test("whoever becomes a viewer while a stream is open sees no further phone in it", async () => {
  const stream = await opened(as("operator"));
  expect(seenIn(await stream.until(/step\.waiting/)).length).toBeGreaterThan(3);
  await server.platform.database.queue.write((db) =>
    db.prepare("UPDATE memberships SET role = 'viewer' WHERE user_id = 'user_operator'").run(),
  );
  await call("POST", `/runs/${runId}/steps/wait/approve`, owner, { approved: true, data: person });
  const said = await stream.until(/run\.finished/);
  expect([said.includes("•••67"), seenIn(said)]).toEqual([true, []]);
  stream.close();
});
