import "reflect-metadata";
import { isPermission, permissions, type Permission, type Role } from "@leeway/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { controllersOf } from "../openapi/openapi.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { AuthGuard } from "./auth.guard.js";
import { hashToken } from "./secret-tokens.js";
import { makeLink } from "./one-use-links.js";
import { routeRules } from "./route-rules.js";
import { openSession } from "./sessions.service.js";
import { afterTheGuard } from "./testing/after-the-guard.js";
import { askAt, bearer, collectTheirs, everything } from "./testing/something-of-everything.js";

/** What is over once it is done: it gives nobody anything that they would keep. */
const passing: Permission[] = ["runs.start", "runs.settle", "runs.pause", "sandbox.use", "workflows.view"];
/** Changing routes that write nothing by themselves, or nothing that gives anybody anything. */
const harmless = [
  "POST /api/v1/auth/confirm", // the password itself is asked for
  "POST /api/v1/auth/passkeys/confirm", // the passkey
  "POST /api/v1/auth/passkeys/options", // a challenge
  "POST /api/v1/auth/passkeys", // needs a signature first: raced in passkeys.test.ts
  "POST /api/v1/credentials/:id/sign-in", // the address of Google's page
  "POST /api/v1/credentials/sign-in", // keeps what Google gave as `PUT /api/v1/credentials/:id` does
  "POST /api/v1/credentials/:id/test", // whether the far end took it
  "POST /api/v1/people/:id/erase/look",
  "POST /api/v1/notices/test",
];

const document = { schemaVersion: 1, name: "Raced", nodes: [], edges: [], notes: [], settings: {} };
const theirKey = "key-of-the-first-workspace";
const device = { address: "::1", userAgent: null };
let server: WholeServer;
let rules: ReturnType<typeof routeRules>;
let theirs: Record<string, string> = {};
let workspaceId = "";
let bodies: Record<string, unknown> = {};
let meanwhile: (sql: string) => void;

beforeAll(async () => {
  const environment = {
    LEEWAY_OWNER_EMAIL: "first@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: theirKey,
  };
  server = await startWhole(environment, null, () => {});
  rules = routeRules(controllersOf(server.app));
  theirs = await collectTheirs(server, theirKey, theirKey);
  workspaceId = theirs["workspaces"] ?? "";
  theirs["workflows"] = await published();
  bodies = await bodiesOf(server);
  meanwhile = afterTheGuard(server.app.get(AuthGuard), server.platform.database);
});
afterAll(() => server.close());

/** A workflow that is live, and can go live again. */
async function published(): Promise<string> {
  const steps = [
    { id: "start", type: "trigger.manual", name: "Start", position: { x: 0, y: 0 }, params: {} },
    {
      id: "set",
      type: "logic.set",
      name: "Set",
      position: { x: 9, y: 0 },
      params: { fields: [{ name: "a", value: "b" }] },
    },
  ];
  const edges = [{ id: "e1", source: "start", sourceHandle: "main", target: "set" }];
  const made = await askAt(server.url, "POST /api/v1/workflows", bearer(theirKey), {
    document: { ...document, nodes: steps, edges },
  });
  const { id } = (await made.json()) as { id: string };
  const live = await askAt(server.url, `POST /api/v1/workflows/${id}/publish`, bearer(theirKey), {});
  expect(live.status).toBe(200);
  return id;
}

/** A link that the owner of these tests could accept. */
async function invited(): Promise<string> {
  return server.platform.database.queue.write((db) => {
    const about = { purpose: "invitation", email: "owner@example.com", lifeMs: 60_000 } as const;
    const { id, token } = makeLink(db, about, Date.now());
    db.prepare("INSERT INTO invitations VALUES (?, ?, 'viewer', ?, NULL)").run(id, workspaceId, theirs["members"]);
    return token;
  });
}

/** What each route takes: far enough to come to its write. */
async function bodiesOf({ url }: WholeServer): Promise<Record<string, unknown>> {
  const answered = async (path: string) =>
    (await (await askAt(url, `GET /api/v1/${path}`, bearer(theirKey))).json()) as unknown;
  return {
    "POST /api/v1/api-keys": { name: "Mine" },
    "POST /api/v1/api-keys/:id/renew": {},
    "POST /api/v1/auth/password": { current: "a password of theirs", password: "nine further camels" },
    "POST /api/v1/auth/second-factor/app/confirm": { code: "123456" },
    "PATCH /api/v1/auth/passkeys/:id": { name: "Mine" },
    "POST /api/v1/auth/invitation/accept": { token: await invited() },
    "PATCH /api/v1/me": { name: "Mine" },
    "POST /api/v1/me/delete": { email: "owner@example.com" },
    "PATCH /api/v1/workspace": { name: "Mine" },
    "PUT /api/v1/workspace/second-factor": { required: true },
    "POST /api/v1/workspace/transfer": { to: theirs["members"] },
    "POST /api/v1/workspace/delete": { name: "Leeway" },
    "POST /api/v1/workspace/import": {
      file: await answered("workspace/export"),
      choices: { settings: "theirs", workflows: "both" },
    },
    "POST /api/v1/workspaces": { name: "Mine", demo: false },
    "POST /api/v1/credentials": { type: "httpBearer", name: "Mine", data: { token: "x", allowedHosts: ["a.example"] } },
    "PUT /api/v1/credentials/:id": { name: "Mine" },
    "PUT /api/v1/leeloo-hub": { forwardTo: "https://mine.example/" },
    "PUT /api/v1/variables": { items: [{ name: "mine", type: "text", value: "x" }] },
    "PUT /api/v1/fields": { items: [{ name: "mine", type: "text" }] },
    "POST /api/v1/labels": { name: "Mine" },
    "PATCH /api/v1/labels/:id": { name: "Mine" },
    "PUT /api/v1/workflows/:id/labels": { labels: [] },
    "PUT /api/v1/notices": await answered("notices"),
    "PUT /api/v1/workflows/:id/notices": { own: null },
    "PUT /api/v1/privacy": { maskedFields: ["mine"] },
    "PUT /api/v1/retention": { succeeded: { days: 1, count: 1 }, failed: { days: 1 } },
    "POST /api/v1/invitations": { email: "friend@example.com", role: "viewer" },
    "PATCH /api/v1/members/:id": { role: "viewer" },
    "POST /api/v1/workflows": { document },
    "POST /api/v1/import": document,
    "PUT /api/v1/workflows/:id": { revision: 1, document },
    "PUT /api/v1/workflows/:id/samples": { nodeId: "order", payload: { mine: true } },
  };
}

const idsOf = (route: string) =>
  route
    .replace("members/:id", `members/${theirs["members"]}`)
    .replace(":id", theirs[route.split("/")[3] ?? ""] ?? "none")
    .replace(":version", "1");

/** Signs somebody in with a role, as if nothing had happened before. */
function enter(role: Role, shownAt = Date.now()): Promise<{ token: string; userId: string }> {
  const userId = `user_${role}`;
  const shown = { how: "password", at: shownAt } as const;
  return server.platform.database.queue.write((db) => {
    db.prepare(
      `INSERT OR IGNORE INTO users (id, email, name, locale, password_hash, created_at)
       SELECT ?, ?, 'Insider', 'en', password_hash, 0 FROM users LIMIT 1`,
    ).run(userId, `${role}@example.com`);
    db.prepare(
      `INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, ?)
       ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = excluded.role`,
    ).run(workspaceId, userId, role);
    return { token: openSession(db, userId, workspaceId, Date.now(), device, shown), userId };
  });
}

const changing = () =>
  [...rules]
    .map(([route, rule]) => [route.replace(/\{(\w+)\}/g, ":$1"), rule] as const)
    .filter((one): one is [string, Permission] => !one[0].startsWith("GET ") && isPermission(one[1]));
const walked = () => changing().filter(([route, rule]) => !passing.includes(rule) && !harmless.includes(route));

/**
 * What a route answers whose caller loses what it needs while the write waits, and whether anything was kept.
 * @param shownAt when the caller has shown last who they are
 */
async function race(route: string, rule: Permission, shownAt = Date.now()) {
  const role = rule === "self" ? "owner" : permissions[rule];
  const { token, userId } = await enter(role, shownAt);
  const before = everything(server);
  meanwhile(
    rule === "self"
      ? `DELETE FROM sessions WHERE id_hash = '${hashToken(token)}'`
      : `UPDATE memberships SET role = '${role === "owner" ? "admin" : "viewer"}' WHERE user_id = '${userId}'`,
  );
  const headers = { cookie: `leeway=${token}`, origin: server.url };
  const body = route.startsWith("DELETE ") ? undefined : (bodies[route] ?? {});
  const answer = await askAt(server.url, idsOf(route), headers, body);
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
  await enter(role);
  return { code: code ?? `${answer.status}`, kept: everything(server) !== before };
}

test("who loses a role in the commit of what they do has done nothing, on every route that gives power", async () => {
  const wrong: string[] = [];
  for (const [route, rule] of walked()) {
    const { code, kept } = await race(route, rule);
    const expected = rule === "self" ? "auth.required" : "auth.role";
    if (code !== expected || kept) wrong.push(`${route} answers ${code}${kept ? " and keeps it" : ""}`);
  }
  expect(walked().length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

test("who has not shown lately who they are shows it first, on just these routes of a workspace", async () => {
  const asked: string[] = [];
  for (const [route, rule] of walked().filter(([, needed]) => needed !== "self")) {
    const { code, kept } = await race(route, rule, Date.now() - 16 * 60_000);
    if (code === "auth.confirm") asked.push(route);
    if (kept) asked.push(`${route} keeps what it refused`);
  }
  expect(asked.toSorted()).toEqual([
    "DELETE /api/v1/members/:id/second-factor",
    "POST /api/v1/api-keys",
    "POST /api/v1/api-keys/:id/renew",
    "POST /api/v1/api-keys/confirm",
    "POST /api/v1/members/:id/reset-link",
    "POST /api/v1/workspace/transfer",
    "PUT /api/v1/workspace/second-factor",
  ]);
});

test("a key that ends in the commit of what it does has done nothing", async () => {
  const before = everything(server);
  meanwhile("DELETE FROM api_keys");
  const answer = await askAt(server.url, "POST /api/v1/labels", bearer(theirKey), { name: "Mine" });
  expect([answer.status, everything(server)]).toEqual([401, before]);
});

test("the routes that are left out are there", () => {
  const there = changing().map(([route]) => route);
  expect(harmless.filter((route) => !there.includes(route))).toEqual([]);
});
