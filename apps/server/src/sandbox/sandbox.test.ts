import { sandboxEventsSchema, sandboxRequestSchema, sandboxStateSchema } from "@leeway/api";
import { Sandbox, Worlds, type LeelooEvent } from "@leeway/leeloo-sandbox";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ExecutionContext } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { Test } from "@nestjs/testing";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import type { Settings } from "../config/settings.js";
import { prepareHttp } from "../problems/http-api.js";
import { eventDelivery } from "./event-delivery.js";
import { mountSandbox } from "./mount-sandbox.js";
import { openSandbox, type OpenSandbox } from "./open-sandbox.js";
import { SandboxModule } from "./sandbox.module.js";

const real = "5b3f543bb2737000133d25b0";
let folder: string;
let open: OpenSandbox;
const apps: NestFastifyApplication[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  open = openSandbox(folder);
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  open.close();
  rmSync(folder, { recursive: true });
});

/** Every request is of the workspace that its header names, as the guard of the whole server finds it by the session. */
class HeaderGuard {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: Record<string, string>; workspaceUser?: unknown }>();
    request.workspaceUser = { workspaceId: request.headers["x-workspace"] ?? "ws_1", userId: null };
    return true;
  }
}

async function start(worlds: Worlds | null): Promise<string> {
  const module = await Test.createTestingModule({
    imports: [SandboxModule.of(worlds)],
    providers: [{ provide: APP_GUARD, useClass: HeaderGuard }],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ forceCloseConnections: true }));
  const fastify = prepareHttp(app);
  if (worlds) mountSandbox(fastify, worlds, () => ({ world: "ws_1", outside: false }));
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
    const origin = await start(open.worlds);
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
    const origin = await start(open.worlds);
    const answer = await call(`${origin}/sandbox/api/v2/people`, "POST", body, type);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text).status).toBe(status === 200 ? 1 : 0);
  });

  test("leaves the rest of the server its own parsers", async () => {
    const origin = await start(open.worlds);
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
    const origin = await start(open.worlds);
    const fault = { match: { method: "GET", path: "/tags" }, with: 503, times: 2 };
    expect((await call(`${origin}/api/v1/sandbox/faults`, "POST", fault)).status).toBe(204);
    const tags = async () => (await call(`${origin}/sandbox/api/v2/tags`)).status;
    expect((await call(`${origin}/sandbox/api/v2/users`)).status).toBe(200);
    expect([await tags(), await tags(), await tags()]).toEqual([503, 503, 200]);
  });

  test("are refused when they are none", async () => {
    const origin = await start(open.worlds);
    const answer = await call(`${origin}/api/v1/sandbox/faults`, "POST", { with: "fire", time: 2 });
    expect([answer.status, answer.type]).toEqual([422, "application/problem+json; charset=utf-8"]);
  });

  test.each([
    ["cutBefore", 4],
    ["cutAfter", 5],
  ])("%s breaks the connection, and %i people are there", async (kind, people) => {
    const origin = await start(open.worlds);
    await call(`${origin}/api/v1/sandbox/faults`, "POST", { with: kind });
    const body = { name: "Олена", leadgentool_id: real };
    await expect(call(`${origin}/sandbox/api/v2/people`, "POST", body)).rejects.toThrow("fetch failed");
    expect(open.worlds.of("ws_1").snapshot().people).toHaveLength(people);
  });

  test("are forgotten at a reset, with everything else", async () => {
    const origin = await start(open.worlds);
    await call(`${origin}/sandbox/api/v2/people`, "POST", { name: "Олена", leadgentool_id: real });
    await call(`${origin}/api/v1/sandbox/faults`, "POST", { with: 500 });
    expect((await call(`${origin}/api/v1/sandbox/requests`, "DELETE")).status).toBe(204);
    expect(open.worlds.of("ws_1").snapshot()).toEqual(new Sandbox().snapshot());
    expect(open.worlds.of("ws_1").requests()).toEqual([]);
    expect((await call(`${origin}/sandbox/api/v2/tags`)).status).toBe(200);
  });
});

test("the faults that are still to come are listed, and called off", async () => {
  const origin = await start(open.worlds);
  await call(`${origin}/api/v1/sandbox/faults`, "POST", { with: 403, times: 5, match: { path: "/tags" } });
  const faults = async () => JSON.parse((await call(`${origin}/api/v1/sandbox/faults`)).text).items;
  expect(await faults()).toMatchObject([{ with: 403, times: 5, match: { path: "/tags" } }]);
  expect((await call(`${origin}/api/v1/sandbox/faults`, "DELETE")).status).toBe(204);
  expect(await faults()).toEqual([]);
});

describe("events", () => {
  const ask = async (origin: string, method: string, path: string, body?: unknown, workspace = "ws_1") => {
    const headers = { "x-workspace": workspace, ...(body !== undefined && { "content-type": "application/json" }) };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${origin}/api/v1/sandbox/${path}`, init);
    // A test says itself what it expects of it.
    // oxlint-disable-next-line typescript/no-explicit-any
    return { status: answer.status, body: (await answer.json()) as any };
  };

  test("go to the workspace's own target, are kept with their result, and go again on demand", async () => {
    const sent: [string, string][] = [];
    const own = new Worlds({
      deliver: (url, { type }) => {
        sent.push([url, type]);
        return Promise.resolve(204);
      },
    });
    const origin = await start(own);
    const url = "https://hub.example/hooks/leeloo/key";
    const set = await ask(origin, "PUT", "events-target", { url });
    expect(set).toEqual({ status: 200, body: { target: url, deliveries: [] } });
    const happened = await ask(origin, "POST", "events", { type: "MESSAGE", name: "Нова", text: "Скільки коштує?" });
    expect(sandboxEventsSchema.parse(happened.body).deliveries).toMatchObject([
      { status: 204, error: null, event: { type: "MESSAGE", data: { name: "Нова", text: "Скільки коштує?" } } },
      { status: 204, event: { type: "SUBSCRIPTION" } },
    ]);
    expect((await ask(origin, "POST", "events/2/again", {})).status).toBe(200);
    expect(sent.map(([, type]) => type)).toEqual(["SUBSCRIPTION", "MESSAGE", "MESSAGE"]);
    expect((await ask(origin, "GET", "events", undefined, "ws_2")).body).toEqual({ target: null, deliveries: [] });
    expect((await ask(origin, "POST", "events/2/again", {}, "ws_2")).status).toBe(404);
    await ask(origin, "POST", "events", { type: "ORDER", name: "Чужа" }, "ws_2");
    expect(sent).toHaveLength(3);
    expect((await ask(origin, "PUT", "events-target", { url: null })).body.target).toBeNull();
    const state = async (workspace: string) => (await ask(origin, "GET", "state", undefined, workspace)).body;
    expect([(await state("ws_1")).people[0].name, (await state("ws_2")).people[0].name]).toEqual(["Нова", "Чужа"]);
    const log = await ask(origin, "GET", "requests", undefined, "ws_2");
    expect(log.body.items).toEqual([]);
  });

  test.each([
    ["PUT", "events-target", { url: "ftp://hub.example/" }, 422],
    ["PUT", "events-target", {}, 422],
    ["POST", "events", { type: "REFUND", name: "Нова" }, 422],
    ["POST", "events", { type: "MESSAGE", name: "Нова" }, 422],
    ["POST", "events", { type: "ORDER" }, 422],
    ["POST", "events", { type: "ORDER", personId: real }, 404],
    ["POST", "events/7/again", {}, 404],
  ])("%s %s with %j is refused", async (method, path, body, status) => {
    const origin = await start(open.worlds);
    const before = open.worlds.of("ws_1").snapshot();
    expect((await ask(origin, method, path, body)).status).toBe(status);
    expect(open.worlds.of("ws_1").snapshot()).toEqual(before);
  });
});

describe("a delivery", () => {
  const event: LeelooEvent = { type: "ORDER", data: { order_id: real } };
  const came: string[] = [];
  const receivers: { close: () => PromiseLike<unknown> }[] = [];
  const ways: GuardedHttp[] = [];
  afterEach(async () => {
    for (const one of [...receivers.splice(0), ...ways.splice(0)]) await one.close();
  });
  const away = (settings: Partial<Settings>, allowPrivateHosts: string[] = []) => {
    const http = new GuardedHttp({ allowPrivateHosts, sandbox: () => undefined });
    ways.push(http);
    return eventDelivery(settings as Settings, http);
  };
  const receiver = async () => {
    const fastify = new FastifyAdapter().getInstance();
    fastify.post("/*", (request, reply) => {
      came.push(`${request.url} ${JSON.stringify(request.body)}`);
      return reply.status(202).send();
    });
    receivers.push(fastify);
    return fastify.listen({ port: 0, host: "127.0.0.1" });
  };

  test("to this server goes straight there, by whichever of its names", async () => {
    const localOrigin = await receiver();
    const deliver = away({ localOrigin, publicUrl: "https://leeway.example" });
    const path = "/hooks/leeloo/key";
    expect(await deliver(`${localOrigin}${path}`, event)).toBe(202);
    expect(await deliver(`https://leeway.example${path}`, event)).toBe(202);
    expect(came.splice(0)).toEqual([`${path} ${JSON.stringify(event)}`, `${path} ${JSON.stringify(event)}`]);
  });

  test("elsewhere goes through the guard: nothing private but what is allowed, and no other door of this server", async () => {
    const localOrigin = await receiver();
    const settings = { localOrigin, publicUrl: localOrigin };
    await expect(away(settings)(`${localOrigin}/api/v1/runs`, event)).rejects.toThrow("request.privateAddress");
    expect(came).toEqual([]);
    const elsewhere = { localOrigin: "http://127.0.0.1:1", publicUrl: "http://127.0.0.1:1" };
    expect(await away(elsewhere, ["127.0.0.1"])(`${localOrigin}/theirs`, event)).toBe(202);
  });
});

test("requests come page by page, newest first", async () => {
  const origin = await start(open.worlds);
  for (let i = 1; i <= 5; i++) await call(`${origin}/sandbox/api/v2/tags?n=${i}`);
  const page = async (query: string) => JSON.parse((await call(`${origin}/api/v1/sandbox/requests?${query}`)).text);
  const first = await page("limit=3");
  const second = await page(`limit=3&cursor=${first.nextCursor}`);
  const paths = [...first.items, ...second.items].map(({ path }: { path: string }) => path);
  expect(paths).toEqual(["/tags?n=5", "/tags?n=4", "/tags?n=3", "/tags?n=2", "/tags?n=1"]);
  expect(second).not.toHaveProperty("nextCursor");
});
