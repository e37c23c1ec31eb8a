import "reflect-metadata";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { postOffice, type PostOffice } from "../adapters/mail/testing/post-office.js";
import { WorkerService } from "../runs/worker.service.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { NoticeWatch } from "./notice-watch.service.js";

const key = "key-of-the-workspace-0123456789";
let server: WholeServer;
let office: PostOffice;
/** Takes webhooks, and is Telegram. */
let far: Server;
let origin: string;
const calls: { path: string; id: string | undefined; body: Record<string, unknown> }[] = [];
let answer = { status: 200, body: '{"ok":true,"result":{}}' };
/** Where workflows fail or not. */
let broken = true;

beforeAll(async () => {
  office = await postOffice();
  far = createServer((request: IncomingMessage, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
    request.on("end", () => {
      const path = request.url ?? "";
      if (path === "/shop") return response.writeHead(broken ? 404 : 200).end("{}");
      calls.push({ path, id: request.headers["x-leeway-notice"] as string | undefined, body: JSON.parse(text) });
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(far.address() as AddressInfo).port}`;
  const environment = {
    LEEWAY_OWNER_EMAIL: "owner@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
    LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    LEEWAY_PUBLIC_URL: "https://leeway.example",
  };
  server = await startWhole(environment, null, () => {});
  server.app.get(WorkerService).start();
});
afterAll(async () => {
  await server.app.get(WorkerService).stop(1_000);
  await server.close();
  await office.close();
  far.close();
});
beforeEach(() => {
  calls.length = 0;
  office.arrived.length = 0;
  answer = { status: 200, body: '{"ok":true,"result":{}}' };
  broken = true;
});

// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
const api = async (method: string, path: string, body?: unknown, language = "en"): Promise<any> => {
  const answered = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      "accept-language": language,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return answered.status === 204 ? undefined : answered.json();
};
const sql = (text: string, ...values: unknown[]) => server.platform.database.handle.prepare(text).run(...values);
const look = async () => {
  while (await server.app.get(NoticeWatch).look());
};

async function workflow(name: string): Promise<string> {
  const shop = {
    id: "shop",
    type: "http.request",
    name: "Ask the shop",
    params: { method: "GET", url: `${origin}/shop` },
  };
  const nodes = [{ id: "in", type: "trigger.manual" }, shop].map((node) => ({ position: { x: 0, y: 0 }, ...node }));
  const edges = [{ id: "e", source: "in", sourceHandle: "main", target: "shop" }];
  const { id } = await api("POST", "/workflows", { document: { schemaVersion: 1, name, nodes, edges } });
  await api("POST", `/workflows/${id}/publish`, {});
  return id;
}
/** Runs it to its end; nobody has looked yet. */
async function ran(id: string, wish: object = { payload: {} }): Promise<void> {
  const { runId } = await api("POST", `/workflows/${id}/runs`, wish);
  for (let status = ""; !["succeeded", "failed"].includes(status);) ({ status } = await api("GET", `/runs/${runId}`));
}
async function run(id: string, times = 1): Promise<void> {
  for (let count = 0; count < times; count++) await ran(id);
  await look();
}
const deliveriesOf = async (id: string) =>
  (await api("GET", "/notices/deliveries")).items.filter((one: { workflow: { id: string } }) => one.workflow.id === id);
const hook = (path = "/hook") => ({ kind: "webhook", url: `${origin}${path}` });
const rule = (channels: object[], more: object = {}) => ({
  channels,
  on: ["failed", "needs_attention"],
  digestMinutes: 15,
  language: "en",
  ...more,
});
/** Who is told of this workflow alone: each test has one of its own. */
async function told(name: string, channels: object[], more: object = {}): Promise<string> {
  const id = await workflow(name);
  await api("PUT", `/workflows/${id}/notices`, { own: rule(channels, more) });
  return id;
}
/** The time of the next digest has come. */
const later = async (id: string) => {
  sql("UPDATE notice_states SET due_at = 0 WHERE workflow_id = ?", id);
  await look();
};
const kinds = () => calls.map(({ body }) => body["kind"]);
const smtp = async () => {
  const account = { user: "shop", password: "app-password", from: "Leeway <alarm@example.com>" };
  const data = { host: "127.0.0.1", port: office.port, security: "none", ...account };
  return (await api("POST", "/credentials", { type: "smtp", name: "Mail", data })).id;
};

test("the first failure is told at once, further ones together, and that it works again", async () => {
  const id = await told("Orders", [hook()]);
  await run(id);
  expect(calls.map(({ body }) => body)).toMatchObject([
    {
      kind: "first",
      workflow: { id, name: "Orders" },
      run: { url: expect.stringMatching(/^https:\/\/leeway\.example\/runs\/run_/) },
      failure: { kind: "failed", step: "Ask the shop", error: { code: "request.status" } },
      text: expect.stringMatching(
        /^“Orders” failed\n\nAsk the shop: The service refused the request[^]*\n\nOpen the run: https/,
      ),
    },
  ]);
  await run(id, 3);
  expect(kinds()).toEqual(["first"]);
  await later(id);
  expect(calls.at(-1)?.body).toMatchObject({ kind: "digest", count: 3, errors: [{ count: 3 }] });
  await later(id);
  expect(kinds()).toEqual(["first", "digest"]);
  broken = false;
  await run(id);
  expect(calls.at(-1)?.body).toMatchObject({ kind: "recovered", count: 0, text: /“Orders” works again/ });
  await later(id);
  await run(id);
  expect(kinds()).toEqual(["first", "digest", "recovered"]);
});

test("what fails and works by turns is told of no more often than a digest", async () => {
  const id = await told("Flapping", [hook()]);
  for (let turn = 0; turn < 4; turn++) {
    broken = true;
    await run(id);
    broken = false;
    await run(id);
  }
  expect(kinds()).toEqual(["first", "recovered"]);
  await later(id);
  expect(kinds()).toEqual(["first", "recovered", "recovered"]);
  expect(calls.at(-1)?.body).toMatchObject({ count: 3 });
  broken = true;
  await run(id);
  expect(kinds().at(-1)).toBe("first");
});

test("a letter and a Telegram message say it in the language of the rule, with what to do and a link", async () => {
  const data = { token: "123456:ABC-DEF", baseUrl: origin };
  const bot = (await api("POST", "/credentials", { type: "telegramBot", name: "Bot", data })).id;
  const channels = [
    { kind: "email", credential: await smtp(), to: ["anna@example.com", "bo@example.com"] },
    { kind: "telegram", credential: bot, chat: "@alarms" },
  ];
  const id = await told("Замовлення", channels, { language: "uk" });
  await run(id);
  const [letter] = office.arrived;
  expect(letter?.to).toEqual(["anna@example.com", "bo@example.com"]);
  expect(letter?.raw).toMatch(/^Message-ID: <[0-9a-f]{32}@example.com>\r$/m);
  const [{ path, body } = { path: "", body: {} as Record<string, unknown> }] = calls;
  expect([path, body["chat_id"]]).toEqual(["/bot123456:ABC-DEF/sendMessage", "@alarms"]);
  expect(body["text"]).toMatch(/^«Замовлення»: помилка\n\nAsk the shop: [^]*https:\/\/leeway\.example\/runs\/run_/);
});

test("a workflow's own rule counts instead of the workspace's, also where it tells nobody", async () => {
  await api("PUT", "/notices", rule([hook("/all")]));
  const [usual, own, silent] = [await workflow("Usual"), await told("Own", [hook("/own")]), await told("Silent", [])];
  for (const id of [usual, own, silent]) await run(id);
  const from = (path: string) => calls.filter((one) => one.path === path).map(({ body }) => body["workflow"]);
  expect(from("/all")).toMatchObject([{ name: "Usual" }]);
  expect(from("/own")).toMatchObject([{ name: "Own" }]);
  await api("PUT", `/workflows/${silent}/notices`, { own: null });
  await run(silent);
  expect(from("/all")).toMatchObject([{ name: "Usual" }, { name: "Silent" }]);
  await api("PUT", "/notices", rule([]));
});

test("an address that does not answer is tried again, and every try is to be seen", async () => {
  const id = await told("Slow", [hook("/slow")]);
  answer = { status: 503, body: "busy" };
  await run(id);
  expect(await deliveriesOf(id)).toMatchObject([{ state: "waiting", tries: 1, error: { message: /refused/ } }]);
  answer = { status: 200, body: "ok" };
  sql("UPDATE notices SET due_at = 0 WHERE workflow_id = ?", id);
  await look();
  expect(await deliveriesOf(id)).toMatchObject([{ state: "sent", tries: 2, kind: "first" }]);
  // The same call again, so that who got it twice knows.
  expect(new Set(calls.map((one) => one.id)).size).toBe(1);
});

test("what was told while there was no room to keep that it was is not told again for it", async () => {
  const id = await told("Full", [hook()]);
  sql("CREATE TRIGGER full BEFORE UPDATE ON notices BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
  try {
    await ran(id);
    for (let count = 0; count < 5; count++) await server.app.get(NoticeWatch).look();
    expect(kinds()).toEqual(["first"]);
  } finally {
    sql("DROP TRIGGER full");
  }
  await look();
  expect([kinds(), await deliveriesOf(id)]).toMatchObject([["first"], [{ state: "sent", tries: 1 }]]);
});

test("what can never get there is given up, and why is said in the reader's language", async () => {
  const id = await told("Refused", [{ kind: "webhook", url: "http://10.0.0.5/hook" }]);
  await run(id);
  const { items } = await api("GET", "/notices/deliveries", undefined, "uk");
  expect(items[0]).toMatchObject({ state: "failed", error: { code: "request.privateAddress", message: /приватн/ } });
});

test("an address that answers slowly keeps no other one waiting, not even of the same workspace", async () => {
  const slow = createServer(() => {});
  await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/`;
  const stuck = await told("Stuck", [{ kind: "webhook", url }]);
  const [one, other] = [await told("One", [hook("/one")]), await told("Other", [hook("/other")])];
  const asked = new Promise((resolve) => slow.once("request", resolve));
  const watch = server.app.get(NoticeWatch);
  const fail = (id: string) => api("POST", `/workflows/${id}/runs`, { payload: {} });
  watch.start();
  await fail(stuck);
  await asked;
  await Promise.all([fail(one), fail(other)]);
  const paths = () => calls.map(({ path }) => path).sort();
  while (calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(paths()).toEqual(["/one", "/other"]);
  slow.closeAllConnections();
  slow.close();
  await watch.stop();
});

test("a failure that is read twice at once is told of once: its notice and how far one has read are one write", async () => {
  const id = await told("Twice", [hook("/twice")]);
  await ran(id);
  const watch = server.app.get(NoticeWatch);
  await Promise.all([watch.look(), watch.look(), watch.look()]);
  const { handle } = server.platform.database;
  const one = (text: string) => handle.prepare(text).pluck().get(id);
  expect(one("SELECT count(*) FROM notices WHERE workflow_id = ?")).toBe(1);
  expect(one("SELECT waiting FROM notice_states WHERE workflow_id = ?")).toBe(0);
});

test("drafts, rehearsals and what nobody wants to hear of are not told", async () => {
  const id = await told("Quiet", [hook("/quiet")], { on: ["needs_attention"] });
  await run(id);
  const other = await told("Draft", [hook("/quiet")]);
  await ran(other, { payload: {}, version: "draft" });
  await look();
  expect(calls).toEqual([]);
});

test("a channel is tried with a button, and says what is wrong", async () => {
  const email = { kind: "email", credential: await smtp(), to: ["anna@example.com"] };
  expect(await api("POST", "/notices/test", { channel: email, language: "ru" })).toEqual({ ok: true });
  expect(office.arrived).toHaveLength(1);
  const wrong = { ...email, to: ["gone@nowhere.example"] };
  const refused = { ok: false, error: { code: "mail.recipientsRefused", message: /No such user/ } };
  expect(await api("POST", "/notices/test", { channel: wrong })).toMatchObject(refused);
  const gone = { ...email, credential: "cred_gone" };
  expect(await api("POST", "/notices/test", { channel: gone })).toMatchObject({
    ok: false,
    error: { code: "credential.unreadable" },
  });
  expect((await api("PUT", "/notices", rule([{ kind: "email", credential: "c", to: ["nobody"] }]))).code).toBe(
    "request.invalid",
  );
});

test("a credential that notices are sent with is not deleted", async () => {
  const credential = await smtp();
  const channel = { kind: "email", credential, to: ["anna@example.com"] };
  const id = await told("Letters", [channel]);
  expect((await api("DELETE", `/credentials/${credential}`)).code).toBe("credential.inNotices");
  await api("PUT", `/workflows/${id}/notices`, { own: null });
  expect(await api("DELETE", `/credentials/${credential}`)).toBeUndefined();
});
