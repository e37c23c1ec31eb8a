import "reflect-metadata";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LocalBrakes } from "@leeway/engine";
import type { OwnWorkspace, Workflow } from "@leeway/api";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { insertKey } from "../accounts/api-key.rows.js";
import { bySelf } from "../accounts/audit.js";
import { GRACE_MS } from "../accounts/grace.js";
import { openSession } from "../accounts/sessions.service.js";
import { askAt, bearer, collectTheirs, everything } from "../accounts/testing/something-of-everything.js";
import { BRAKES } from "../adapters/engine.tokens.js";
import { BrakesService } from "../brakes/brakes.service.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { WorkspacePurge } from "./workspace-purge.service.js";
import { leftOver, runTables, workspaceTables } from "./workspace-tables.js";

const [key, otherKey] = ["key-of-the-first-workspace", "key-of-the-second-workspace"];
const device = { address: "::1", userAgent: null };

let server: WholeServer;
let workspaceId = "";
let owner: Record<string, string>;
beforeEach(async () => {
  const environment = {
    LEEWAY_OWNER_EMAIL: "first@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
  };
  server = await startWhole(environment, null, () => {});
  const { handle, queue } = server.platform.database;
  const mine = handle.prepare("SELECT workspace_id AS workspaceId, user_id AS userId FROM memberships").get() as {
    workspaceId: string;
    userId: string;
  };
  ({ workspaceId } = mine);
  const token = await queue.write((db) => {
    db.exec(`INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_2', 'Second', 'UTC', 0);
      INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', 'Second', 'en', password_hash, 0 FROM users;
      INSERT INTO memberships (workspace_id, user_id, role) VALUES ('ws_2', 'user_2', 'owner')`);
    const second = {
      workspaceId: "ws_2",
      userId: "user_2",
      name: "k",
      role: "admin",
      expiresAt: null,
      from: bySelf,
    } as const;
    insertKey(db, { ...second, key: otherKey }, Date.now());
    return openSession(db, mine.userId, workspaceId, Date.now(), device);
  });
  owner = { cookie: `leeway=${token}`, origin: server.url };
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const ask = (route: string, headers: Record<string, string>, body?: unknown) => askAt(server.url, route, headers, body);
const codeOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { code?: string }).code;
const call = async (method: string, path: string, body?: unknown) =>
  // Each test says itself what it expects.
  // oxlint-disable-next-line typescript/no-explicit-any
  (await (await ask(`${method} /api/v1${path}`, bearer(key), body)).json()) as any;
const remove = () => ask("POST /api/v1/workspace/delete", owner, { name: "Leeway" });
const takeBack = (headers = owner) => ask(`POST /api/v1/workspaces/${workspaceId}/take-back`, headers, {});
const listed = async (): Promise<OwnWorkspace[]> =>
  ((await (await ask("GET /api/v1/workspaces", owner)).json()) as { items: OwnWorkspace[] }).items;
const due = () => server.platform.database.handle.prepare("SELECT due_at FROM schedules").pluck().all();
const rests = () => server.app.get<LocalBrakes>(BRAKES).on({ id: "any", workspaceId, workflowId: "any" });

/** Publishes a workflow with a schedule and a webhook; answers the webhook's address. */
async function publishAll(): Promise<string> {
  const node = (id: string, type: string, params: object) => ({ id, type, name: id, position: { x: 0, y: 0 }, params });
  const rules = [{ kind: "interval", every: 1, unit: "hours" }];
  const document = {
    schemaVersion: 1,
    name: "Hourly",
    nodes: [
      node("hourly", "trigger.schedule", { rules, missed: "none", overlap: "skip" }),
      node("order", "trigger.webhook", { respond: "accepted" }),
      node("note", "logic.set", { fields: [{ name: "a", value: "1" }] }),
    ],
    edges: ["hourly", "order"].map((source) => ({ id: source, source, sourceHandle: "main", target: "note" })),
    notes: [],
    settings: {},
  };
  const { id, triggers } = (await call("POST", "/workflows", { document })) as Workflow;
  expect(await call("POST", `/workflows/${id}/publish`, {})).toEqual({ version: 1 });
  return triggers.find(({ nodeId }) => nodeId === "order")?.url ?? "";
}

test("a deleted workspace rests at once: nobody is let in, no address answers, nothing fires, and runs stand still", async () => {
  const hook = await publishAll();
  const order = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  expect((await fetch(hook, order)).status).toBe(202);
  const { url: hub } = await call("GET", "/leeloo-hub");
  expect(await codeOf(ask("POST /api/v1/workspace/delete", owner, { name: "leeway" }))).toBe("workspace.otherName");
  expect([due()[0], rests()]).toEqual([expect.any(Number), false]);
  expect((await remove()).status).toBe(204);
  expect((await fetch(hook, order)).status).toBe(404);
  expect((await fetch(hub, { ...order, body: '{"type":"ORDER","data":{}}' })).status).toBe(404);
  expect((await ask("GET /api/v1/workflows", bearer(key))).status).toBe(401);
  expect(await codeOf(ask("GET /api/v1/me", { ...owner, "x-leeway-workspace": workspaceId }))).toBe(
    "workspace.deleted",
  );
  expect(await codeOf(ask("GET /api/v1/me", owner))).toBe("workspace.none");
  expect([due(), rests()]).toEqual([[null], true]);
  const sql = "SELECT deleted_at FROM workspaces WHERE id = ?";
  const at = server.platform.database.handle.prepare(sql).pluck().get(workspaceId) as number;
  expect((await listed())[0]?.takeBackUntil).toBe(new Date(at + GRACE_MS).toISOString());
});

test("over a restart it rests on", async () => {
  await remove();
  server.app.get<LocalBrakes>(BRAKES).release(workspaceId);
  await server.app.get(BrakesService).onModuleInit();
  expect(rests()).toBe(true);
});

test("an owner whose session was ended there takes it back by a new one alone", async () => {
  const { queue } = server.platform.database;
  await remove();
  // As another owner did before.
  await queue.write((db) => db.prepare("UPDATE memberships SET signed_out_at = ?").run(Date.now()));
  const refused = await takeBack();
  expect([refused.status, await codeOf(Promise.resolve(refused))]).toEqual([403, "workspace.signedOut"]);
  expect((await listed())[0]?.takeBackUntil).toEqual(expect.any(String));
  const session = await queue.write((db) => {
    const userId = db.prepare("SELECT user_id FROM memberships WHERE workspace_id = ?").pluck().get(workspaceId);
    return openSession(db, String(userId), workspaceId, Date.now() + 1, device);
  });
  expect((await takeBack({ ...owner, cookie: `leeway=${session}` })).status).toBe(204);
});

test("an owner takes it back, and everything goes on; what people had stopped before stays so", async () => {
  const hook = await publishAll();
  await remove();
  const second = await server.platform.database.queue.write((db) =>
    openSession(db, "user_2", "ws_2", Date.now(), device),
  );
  expect((await takeBack({ ...owner, cookie: `leeway=${second}` })).status).toBe(404);
  expect((await takeBack()).status).toBe(204);
  expect((await fetch(hook, { method: "POST" })).status).toBe(202);
  expect([due()[0], rests()]).toEqual([expect.any(Number), false]);
  expect((await ask("GET /api/v1/workflows", bearer(key))).status).toBe(200);
  expect((await listed())[0]?.takeBackUntil).toBeNull();
  await call("POST", "/workspace/pause", {});
  await remove();
  await takeBack();
  expect(rests()).toBe(true);
});

test("nobody but an owner deletes it", async () => {
  await server.platform.database.queue.write((db) => db.exec("UPDATE memberships SET role = 'admin'"));
  expect((await remove()).status).toBe(403);
});

test("after the grace it cannot be taken back, and all that was in it goes, rows and files, and nothing of others", async () => {
  const theirs = await collectTheirs(server, key, otherKey);
  await publishAll();
  const { platform, app } = server;
  const rowsOf = (text: string) => everything(server).includes(text);
  const file = join(platform.settings.environment.LEEWAY_DATA_DIR, "uploads", theirs["files"] ?? "");
  // The run with the newest row of all logs would stay.
  const document = {
    schemaVersion: 1,
    name: "Other",
    nodes: [{ id: "a", type: "trigger.manual", name: "a", position: { x: 0, y: 0 }, params: {} }],
    edges: [],
    notes: [],
    settings: {},
  };
  const other = (await (await ask("POST /api/v1/workflows", bearer(otherKey), { document })).json()) as { id: string };
  await remove();
  expect((await ask(`POST /api/v1/workflows/${other.id}/runs`, bearer(otherKey), {})).status).toBe(202);
  expect(await app.get(WorkspacePurge).purge(Date.now() + GRACE_MS - 60_000)).toBe(0);
  expect([rowsOf(workspaceId), existsSync(file)]).toEqual([true, true]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + GRACE_MS + 1 });
  expect([(await takeBack()).status, await listed()]).toEqual([404, []]);
  expect(await app.get(WorkspacePurge).purge(Date.now())).toBe(1);
  const left = everything(server).replace(`"action":"workspace.clearedAway","subject":"${workspaceId}"`, "");
  const ids = [workspaceId, ...Object.values(theirs)].filter((id) => !["no-delivery", theirs["members"]].includes(id));
  expect(ids.filter((id) => id !== theirs["auth"] && left.includes(id))).toEqual([]);
  expect(left).not.toContain("Hourly");
  expect([existsSync(file), left.includes(other.id)]).toEqual([false, true]);
  expect((await ask("GET /api/v1/workflows", bearer(otherKey))).status).toBe(200);
});

test("no table is forgotten: each is emptied with its workspace, goes by itself, or is of nobody's workspace", () => {
  const all = server.platform.database.handle
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  const elsewhere = ["memberships", "run_events", "runs", "uploads", "workspaces"];
  const ofNoWorkspace = [
    "migrations",
    "rate_pools",
    "rate_tickets",
    "rate_waiters",
    "second_factors",
    "recovery_codes",
    "pending_sign_ins",
    "passkeys",
    "identities",
    "sessions",
    "sqlite_sequence",
    "users",
  ];
  const known = [
    ...[...workspaceTables, ...runTables, leftOver].map(({ table }) => table),
    ...elsewhere,
    ...ofNoWorkspace,
  ];
  expect(known.sort()).toEqual(all);
});
