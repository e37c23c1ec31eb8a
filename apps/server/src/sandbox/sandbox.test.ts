import { sandboxRequestSchema, sandboxStateSchema } from "@leeway/api";
import { Sandbox } from "@leeway/leeloo-sandbox";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { Test } from "@nestjs/testing";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareHttp } from "../problems/http-api.js";
import { mountSandbox } from "./mount-sandbox.js";
import { openSandbox, type OpenSandbox } from "./sandbox-journal.js";
import { SandboxModule } from "./sandbox.module.js";

const real = "5b3f543bb2737000133d25b0";
let folder: string;
let open: OpenSandbox;
const apps: NestFastifyApplication[] = [];
const journal = () => join(folder, "sandbox.jsonl");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  open = openSandbox(journal());
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  open.close();
  rmSync(folder, { recursive: true });
});

async function start(sandbox: Sandbox | null): Promise<string> {
  const module = await Test.createTestingModule({ imports: [SandboxModule.of(sandbox)] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ forceCloseConnections: true }));
  const fastify = prepareHttp(app);
  if (sandbox) mountSandbox(fastify, sandbox);
  await app.listen(0, "127.0.0.1");
  apps.push(app);
  return (await app.getUrl()).replace(/\/$/, "");
}

async function call(url: string, method = "GET", body?: unknown, type = "application/json") {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "x-leeloo-authtoken": "sandbox", ...(body !== undefined && { "content-type": type }) };
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body: text }) });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

describe("the mounted sandbox", () => {
  test("does its work below its path and shows it to people", async () => {
    const origin = await start(open.sandbox);
    const made = await call(`${origin}/sandbox/api/v2/people`, "POST", { name: "Олена", leadgentool_id: real });
    expect(JSON.parse(made.text)).toMatchObject({ status: 1, data: { name: "Олена" } });
    const state = sandboxStateSchema.parse(JSON.parse((await call(`${origin}/api/v1/sandbox/state`)).text));
    expect(state.people[0]?.name).toBe("Олена");
    const { items } = JSON.parse((await call(`${origin}/api/v1/sandbox/requests`)).text);
    expect(items).toMatchObject([{ method: "POST", path: "/people", body: { name: "Олена" }, answer: { status: 1 } }]);
    expect(sandboxRequestSchema.parse(items[0])).toEqual(items[0]);
  });

  test.each([
    ["{broken", "application/json", 400],
    ["a=1", "text/csv", 400],
    ["x".repeat(32 * 1024 + 1), "application/json", 413],
    [`name=Olena&leadgentool_id=${real}`, "application/x-www-form-urlencoded", 200],
  ])("judges the body by itself (%#)", async (body, type, status) => {
    const origin = await start(open.sandbox);
    const answer = await call(`${origin}/sandbox/api/v2/people`, "POST", body, type);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).status).toBe(status === 200 ? 1 : 0);
  });

  test("leaves the rest of the server its own parsers", async () => {
    const origin = await start(open.sandbox);
    expect((await call(`${origin}/api/v1/sandbox/faults`, "POST", "{broken")).status).toBe(400);
  });

  test("is 404 on both sides where it is off", async () => {
    const origin = await start(null);
    expect((await call(`${origin}/sandbox/api/v2/tags`)).status).toBe(404);
    expect((await call(`${origin}/api/v1/sandbox/state`)).status).toBe(404);
  });
});

describe("faults over HTTP", () => {
  test("befall the requests that fit", async () => {
    const origin = await start(open.sandbox);
    const fault = { match: { method: "GET", path: "/tags" }, with: 503, times: 2 };
    expect((await call(`${origin}/api/v1/sandbox/faults`, "POST", fault)).status).toBe(204);
    const tags = async () => (await call(`${origin}/sandbox/api/v2/tags`)).status;
    expect((await call(`${origin}/sandbox/api/v2/users`)).status).toBe(200);
    expect([await tags(), await tags(), await tags()]).toEqual([503, 503, 200]);
  });

  test("are refused when they are none", async () => {
    const origin = await start(open.sandbox);
    const answer = await call(`${origin}/api/v1/sandbox/faults`, "POST", { with: "fire", time: 2 });
    expect([answer.status, answer.type]).toEqual([422, "application/problem+json; charset=utf-8"]);
  });

  test.each([
    ["cutBefore", 4],
    ["cutAfter", 5],
  ])("%s breaks the connection, and %i people are there", async (kind, people) => {
    const origin = await start(open.sandbox);
    await call(`${origin}/api/v1/sandbox/faults`, "POST", { with: kind });
    const body = { name: "Олена", leadgentool_id: real };
    await expect(call(`${origin}/sandbox/api/v2/people`, "POST", body)).rejects.toThrow("fetch failed");
    expect(open.sandbox.snapshot().people).toHaveLength(people);
  });

  test("are forgotten at a reset, with everything else", async () => {
    const origin = await start(open.sandbox);
    await call(`${origin}/sandbox/api/v2/people`, "POST", { name: "Олена", leadgentool_id: real });
    await call(`${origin}/api/v1/sandbox/faults`, "POST", { with: 500 });
    expect((await call(`${origin}/api/v1/sandbox/requests`, "DELETE")).status).toBe(204);
    expect(open.sandbox.snapshot()).toEqual(new Sandbox().snapshot());
    expect(open.sandbox.requests()).toEqual([]);
    expect((await call(`${origin}/sandbox/api/v2/tags`)).status).toBe(200);
  });
});

test("requests come page by page, newest first", async () => {
  const origin = await start(open.sandbox);
  for (let i = 1; i <= 5; i++) await call(`${origin}/sandbox/api/v2/tags?n=${i}`);
  const page = async (query: string) => JSON.parse((await call(`${origin}/api/v1/sandbox/requests?${query}`)).text);
  const first = await page("limit=3");
  const second = await page(`limit=3&cursor=${first.nextCursor}`);
  const paths = [...first.items, ...second.items].map(({ path }: { path: string }) => path);
  expect(paths).toEqual(["/tags?n=5", "/tags?n=4", "/tags?n=3", "/tags?n=2", "/tags?n=1"]);
  expect(second).not.toHaveProperty("nextCursor");
});

describe("the journal in the data folder", () => {
  const body = JSON.stringify({ name: "Олена", leadgentool_id: real });
  const headers = { "x-leeloo-authtoken": "sandbox" };
  const add = ({ sandbox }: OpenSandbox) =>
    sandbox.handle({ method: "POST", url: "/sandbox/api/v2/people", headers, body });

  test("has the change before the answer is given", () => {
    void add(open);
    expect(readFileSync(journal(), "utf8")).toContain("Олена");
  });

  test("gives a second process what the first one had, without its last half line", async () => {
    await add(open);
    await add(open);
    appendFileSync(journal(), '{"kind":"call","at":1');
    const again = openSandbox(journal());
    expect(again.sandbox.snapshot()).toEqual(open.sandbox.snapshot());
    await add(again);
    again.close();
    const third = openSandbox(journal());
    expect(third.sandbox.snapshot().people).toHaveLength(7);
    expect(readFileSync(journal(), "utf8").trim().split("\n")).toHaveLength(1);
    third.close();
  });

  test("that is closed lets nothing happen any more", async () => {
    open.close();
    await expect(add(open)).rejects.toThrow("closed");
    expect(open.sandbox.snapshot().people).toHaveLength(4);
  });
});
