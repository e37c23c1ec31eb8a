import "reflect-metadata";
import type { Run } from "@leeway/api";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { oddOffice, postOffice, type PostOffice } from "../adapters/mail/testing/post-office.js";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { eventually, settled } from "../testing/eventually.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { RunsModule } from "./runs.module.js";
import { WorkerService } from "./worker.service.js";

let server: Served;
let office: PostOffice;
beforeAll(async () => {
  office = await postOffice();
  server = await served([CredentialsModule, WorkflowsModule, RunsModule], { LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
  server.app.get(WorkerService).start();
});
afterAll(async () => {
  await server.close();
  await office.close();
});
beforeEach(() => void (office.arrived.length = 0));

const call = async (method: string, path: string, body?: unknown) =>
  (await server.call(method, `/api/v1${path}`, body === undefined ? {} : { body })).body;

async function credential(port: number, more: object = {}): Promise<string> {
  const account = { user: "shop", password: "app-password", from: "The shop <shop@example.com>" };
  const data = { host: "127.0.0.1", port, security: "none", ...account, ...more };
  return (await call("POST", "/credentials", { type: "smtp", name: "Shop mail", data })).id;
}
/** Its id. */
async function start(credentialId: string, params: object, how: object = {}): Promise<string> {
  const given = { to: "anna@example.com", subject: "Order {{ trigger.id }}", text: "Thank you", ...params };
  const mail = { id: "mail", type: "email.message.send", credential: credentialId, params: given };
  const document = {
    schemaVersion: 1,
    name: "Thanks",
    nodes: [{ id: "in", type: "trigger.manual" }, mail],
    edges: [{ id: "e", source: "in", sourceHandle: "main", target: "mail" }],
  };
  const { id } = await call("POST", "/workflows", { document });
  return (await call("POST", `/workflows/${id}/runs`, { payload: { id: 7 }, ...how })).runId;
}
const ended = (runId: string) => settled<Run>(() => call("GET", `/runs/${runId}`));
const run = async (...of: Parameters<typeof start>) => ended(await start(...of));
const step = (id: string) => call("GET", `/runs/${id}/steps/mail`);
const messageIds = () => office.arrived.map(({ raw }) => /^Message-ID: (.*)\r$/m.exec(raw)?.[1]);

test("a step writes a letter, and its output says under which Message-ID it went", async () => {
  const { id, status } = await run(await credential(office.port), { to: ["anna@example.com, bo@example.com"] });
  expect(status).toBe("succeeded");
  const { output } = await step(id);
  expect(output).toMatchObject({ taken: ["anna@example.com", "bo@example.com"], refused: [] });
  expect(messageIds()).toEqual([output.messageId]);
  expect(office.arrived[0]?.raw).toContain("Subject: Order 7");
});

test("a letter that a server will not have fails, says why, and is not brought again", async () => {
  const id = (await run(await credential(office.port), { to: "gone@nowhere.example" })).id;
  const { attempts, error } = await step(id);
  expect([attempts, error]).toMatchObject([1, { code: "mail.recipientsRefused", param: "to" }]);
  const wrong = (await run(await credential(office.port, { password: "wrong-one" }), {})).id;
  expect((await step(wrong)).error).toMatchObject({ code: "mail.signInRefused", message: /“Shop mail”/ });
  const bad = (await run(await credential(office.port), { to: "anna" })).id;
  expect((await step(bad)).error).toMatchObject({ code: "param.format", param: "to" });
  expect(office.arrived).toEqual([]);
});

test("a server that asks to come later is asked again a minute later, not at once", async () => {
  office.next = { code: 451, text: "4.7.1 Greylisted" };
  const from = Date.now();
  const id = await start(await credential(office.port), {});
  const { attempts, waitingFor, error } = await eventually("a step that has failed once", async () => {
    const found = await step(id);
    return found.error && found;
  });
  expect([attempts, waitingFor?.reason]).toEqual([1, "retry"]);
  expect((await settled<Run>(() => call("GET", `/runs/${id}`), ["waiting"])).id).toBe(id);
  expect([error?.code, Date.parse(waitingFor.until) - from > 50_000]).toEqual(["mail.later", true]);
});

test("a server that knows no way to sign in is told of in the reader's language", async () => {
  const odd = await oddOffice((line) => (line === "" ? "220 here" : "250 fine"));
  const { id } = await run(await credential(odd.port), {});
  odd.server.close();
  const path = `/api/v1/runs/${id}/steps/mail`;
  const { error } = (await server.call("GET", path, { language: "uk" })).body;
  expect(error).toMatchObject({ code: "mail.noSignIn", message: /не дає увійти/, hint: /шифрування/ });
  expect(JSON.stringify(error)).not.toMatch(/This server/);
});

test("a letter whose server hangs up after it is a doubt; sent again by a person it has the same Message-ID", async () => {
  let last = "";
  const odd = await oddOffice((line) => {
    if (last === "DATA" && line !== ".") return "";
    last = line;
    if (line === "") return "220 here";
    return line === "DATA" ? "354 go on" : line === "." ? undefined : "250 fine";
  });
  const unsigned = await credential(odd.port, { user: "" });
  const { id, status } = await run(unsigned, {});
  odd.server.close();
  expect([status, (await step(id)).status]).toEqual(["needs_attention", "unknown"]);
  const first = odd.heard.find((line) => line.startsWith("Message-ID:"));
  await call("PUT", `/credentials/${unsigned}`, { data: { port: office.port, password: "" } });
  await call("POST", `/runs/${id}/steps/mail/resolve`, { as: "retry" });
  expect((await ended(id)).status).toBe("succeeded");
  expect(`Message-ID: ${messageIds()[0]}`).toBe(first);
});

test("a rehearsal shows the letter and sends none", async () => {
  const { id, status } = await run(await credential(office.port), {}, { rehearsal: true });
  expect(status).toBe("succeeded");
  const { rehearsed } = await step(id);
  expect(rehearsed).toMatchObject({ url: `smtp://127.0.0.1:${office.port}`, sent: "nothing" });
  expect(rehearsed.body).toMatchObject({ to: ["anna@example.com"], subject: "Order 7" });
  expect(office.arrived).toEqual([]);
});

test("a mail credential is tested by signing in, and its server is changed only with its password", async () => {
  const id = await credential(office.port);
  expect(await call("POST", `/credentials/${id}/test`)).toEqual({ ok: true });
  const wrong = await credential(office.port, { password: "wrong-one" });
  const refused = { ok: false, error: { code: "mail.signInRefused", hint: /app password/ } };
  expect(await call("POST", `/credentials/${wrong}/test`)).toMatchObject(refused);
  const moved = await call("PUT", `/credentials/${id}`, { data: { host: "evil.example" } });
  expect(moved.code).toBe("credential.secretNeeded");
  expect(office.arrived).toEqual([]);
});
