import "reflect-metadata";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { insertKey } from "./api-keys.service.js";
import { openSession } from "./sessions.service.js";

/** Open to all; whoever adds a route here says why in its controller. */
const open = [
  "GET /api/v1/auth/state",
  "POST /api/v1/auth/setup",
  "POST /api/v1/auth/sign-in",
  "POST /api/v1/auth/sign-out",
  "POST /api/v1/auth/reset/ask",
  "POST /api/v1/auth/reset/look",
  "POST /api/v1/auth/reset",
  "POST /api/v1/auth/invitation/look",
  "POST /api/v1/auth/invitation/join",
  "ANY /hooks/:key",
  "ANY /hooks-test/:key",
  "ANY /hooks/resume/:key",
  "ANY /hooks/leeloo/:key",
  "ANY /forms/:key",
  "ANY /forms-test/:key",
  "GET /health/live",
  "GET /health/ready",
  "GET /metrics",
  "GET /api/openapi.json",
];
/** One for all workspaces by intent: nothing of a workspace is in it. */
const shared = /^\w+ \/api\/v1\/(sandbox\/|node-types)/;
/** Bodies that are accepted, so that a refusal is about whose it is. A new route with an id needs its own here. */
const bodies: Record<string, unknown> = {
  "PUT /api/v1/credentials/:id": { name: "stolen" },
  "PUT /api/v1/workflows/:id": {
    revision: 1,
    document: { schemaVersion: 1, name: "stolen", nodes: [], edges: [], notes: [], settings: {} },
  },
  "PATCH /api/v1/members/:id": { role: "viewer" },
  "PUT /api/v1/workflows/:id/notices": { own: null },
  "POST /api/v1/workflows/:id/presence": { tab: "tab-of-another" },
  "PUT /api/v1/workflows/:id/samples": { nodeId: "order", payload: { stolen: true } },
  "POST /api/v1/workflows/:id/polls/:nodeId/backfill": { from: "2026-01-15T00:00:00Z", to: "2026-01-16T00:00:00Z" },
  "PUT /api/v1/leeloo-hub": { forwardTo: "https://stolen.example/" },
  "POST /api/v1/runs/:id/steps/:key/resolve": { as: "fail" },
  "POST /api/v1/runs/:id/steps/:key/approve": { approved: true },
  "POST /api/v1/runs/:id/steps/:key/items": { indexes: "failed", action: "retry" },
};
const theirKey = "key-of-the-first-workspace";
const myKey = "key-of-the-second-workspace";

let server: WholeServer;
let url = "";
let myCookie = "";
const routes: string[] = [];
/** Ids of the first workspace, by the resource in the address. */
const theirs: Record<string, string> = {};

const ask = (route: string, headers: Record<string, string>, body?: unknown) => {
  const [method = "", path = ""] = route.split(" ");
  return fetch(url + path, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5_000),
  });
};
const json = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>;
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const closed = () => routes.filter((route) => !open.includes(route));
const bodyOf = (route: string) => (/^(GET|DELETE) /.test(route) ? undefined : (bodies[route] ?? {}));

beforeAll(async () => {
  const environment = {
    LEEWAY_OWNER_EMAIL: "first@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: theirKey,
  };
  server = await startWhole(environment, null, ({ method, url: path }) => {
    if (method !== "HEAD") routes.push(`${Array.isArray(method) ? "ANY" : method} ${path}`);
  });
  ({ url } = server);
  await makeSecondWorkspace();
  await collectTheirs();
});
afterAll(() => server.close());

async function makeSecondWorkspace() {
  myCookie = await server.platform.database.queue.write((db) => {
    db.exec(`INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_2', 'Second', 'UTC', 0);
      INSERT INTO users SELECT 'user_2', 'second@example.com', 'Second', 'en', password_hash, 0 FROM users;
      INSERT INTO memberships (workspace_id, user_id, role) VALUES ('ws_2', 'user_2', 'owner')`);
    insertKey(db, "ws_2", "user_2", "mine", myKey, Date.now());
    return openSession(db, "user_2", "ws_2", Date.now(), { address: "::1", userAgent: null });
  });
}

async function collectTheirs() {
  for (const resource of ["credentials", "workflows", "limits", "api-keys"]) {
    const list = await json(ask(`GET /api/v1/${resource}`, bearer(theirKey)));
    theirs[resource] = (list["items"] as { id: string }[])[0]?.id ?? "";
  }
  const { handle } = server.platform.database;
  theirs["members"] = handle.prepare("SELECT id FROM users WHERE id <> 'user_2'").pluck().get() as string;
  theirs["invitations"] = "link_theirs";
  await server.platform.database.queue.write((db) =>
    db.exec(`INSERT INTO one_use_links VALUES ('link_theirs', 'hash', 'invitation', 'third@example.com', 1, 9e15, NULL);
      INSERT INTO invitations SELECT 'link_theirs', workspace_id, 'viewer', user_id, NULL FROM memberships
        WHERE workspace_id <> 'ws_2'`),
  );
  theirs["auth"] = "a session of theirs";
  await server.platform.database.queue.write((db) =>
    db
      .prepare(
        `INSERT INTO sessions SELECT ?, user_id, workspace_id, 0, 0, ?, NULL, NULL
         FROM memberships WHERE user_id <> 'user_2'`,
      )
      .run(theirs["auth"], Date.now() + 3_600_000),
  );
  const hub = await json(ask("GET /api/v1/leeloo-hub", bearer(theirKey)));
  const path = new URL(String(hub["url"])).pathname;
  theirs["leeloo-events"] = String((await json(ask(`POST ${path}`, {}, { type: "ORDER", data: {} })))["eventId"]);
  // Their own address is made at the first look.
  await ask("GET /api/v1/leeloo-hub", bearer(myKey));
  const variables = { items: [{ name: "their_lgt", type: "text", value: "x" }] };
  await ask("PUT /api/v1/variables", bearer(theirKey), variables);
  theirs["variables"] = "their_lgt";
  await ask("PUT /api/v1/fields", bearer(theirKey), { items: [{ name: "their_city", type: "text" }] });
  theirs["fields"] = "their_city";
  // Anything that a run names can be asked for as a person.
  theirs["people"] = "5e1f119d6c384804b31e9999";
  const payload = { body: { name: "Olena", person_id: theirs["people"] } };
  const run = await json(ask(`POST /api/v1/workflows/${theirs["workflows"]}/runs`, bearer(theirKey), { payload }));
  theirs["runs"] = String(run["runId"]);
  theirs["files"] = await makeTheirFile(theirs["runs"]);
  // The sandbox is off here: no delivery of it is anybody's.
  theirs["sandbox"] = "no-delivery";
  await server.platform.database.queue.write((db) =>
    db.exec(`INSERT INTO run_jobs SELECT 'job_theirs', id, 'cancel', '{"action":"cancel"}', NULL, '', '', 1, 0, 0, 0, 0
      FROM workspaces WHERE id <> 'ws_2'`),
  );
  theirs["run-jobs"] = "job_theirs";
  // As long as it goes on, it changes the database by itself.
  const ended = async () => (await json(ask(`GET /api/v1/runs/${theirs["runs"]}`, bearer(theirKey))))["finishedAt"];
  while ((await ended()) === null) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A file that came with their run. */
async function makeTheirFile(runId: string): Promise<string> {
  const id = `file_${"x".repeat(32)}`;
  const { database, settings } = server.platform;
  const folder = join(settings.environment.LEEWAY_DATA_DIR, "uploads");
  mkdirSync(folder);
  writeFileSync(join(folder, id), "theirs");
  await database.queue.write((db) =>
    db
      .prepare("INSERT INTO uploads SELECT ?, id, ?, 'a.txt', 'text/plain', 6, 0 FROM workspaces WHERE id <> 'ws_2'")
      .run(id, runId),
  );
  return id;
}

/** The address with the first workspace's ids in it. */
function aimed(route: string): string {
  const resource = route.split("/")[3] ?? "";
  return route
    .replace("/options/:nodeType/:param", `/options/leeloo.person.addTag/tag_id?credential=${theirs["credentials"]}`)
    .replace(":id", theirs[resource] ?? `no id known for ${resource}`)
    .replace(/(variables|fields)\/:name/, (_, list: string) => `${list}/${theirs[list]}`)
    .replace(":key", "order")
    .replace(":version", "1");
}

/** Everything but who is signed in and when a key was used last. */
function everything(): string {
  const { handle } = server.platform.database;
  const tables = handle.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  const kept = tables.filter((name) => name !== "sessions" && name !== "api_keys");
  return JSON.stringify(kept.map((name) => [name, handle.prepare(`SELECT * FROM "${name}"`).all()]));
}

test("the first workspace has something of everything to be stolen", () => {
  expect(Object.entries(theirs).filter(([, id]) => id === "" || id === "undefined")).toEqual([]);
  expect(routes.length).toBeGreaterThan(40);
});

test("every route but the open ones refuses a stranger, a wrong key and a wrong cookie", async () => {
  const wrong: string[] = [];
  for (const route of closed())
    for (const headers of [{}, bearer("lw_guess"), { cookie: `leeway=${"x".repeat(43)}`, origin: url }]) {
      const { status } = await ask(aimed(route), headers, bodyOf(route));
      if (status !== 401) wrong.push(`${route} answers ${status}`);
    }
  expect(wrong).toEqual([]);
  expect(open.filter((route) => !routes.includes(route))).toEqual([]);
});

test("every change by cookie is refused from another site", async () => {
  const wrong: string[] = [];
  for (const route of closed().filter((one) => !one.startsWith("GET "))) {
    const { status } = await ask(aimed(route), { cookie: `leeway=${myCookie}`, origin: "https://evil.example" }, {});
    if (status !== 403) wrong.push(`${route} answers ${status}`);
  }
  expect(wrong).toEqual([]);
});

describe.each([
  ["key", () => bearer(myKey)],
  ["person", () => ({ cookie: `leeway=${myCookie}`, origin: url })],
])("a %s of another workspace", (who, headers) => {
  test("finds nothing under any id, and changes nothing", async () => {
    const before = everything();
    const wrong: string[] = [];
    for (const route of closed().filter((one) => one.includes("/:"))) {
      const { status } = await ask(aimed(route), headers(), bodyOf(route));
      const keysAreForPeople = who === "key" && /\/(api-keys|members|invitations|sessions)\//.test(route);
      if (status !== (keysAreForPeople ? 403 : 404)) wrong.push(`${route} answers ${status}`);
    }
    expect(wrong).toEqual([]);
    await server.platform.database.queue.drain();
    expect(everything()).toBe(before);
  });

  test("sees nothing of it in any list", async () => {
    const secrets = [
      ...Object.values(theirs),
      "first@example.com",
      server.platform.database.handle.prepare("SELECT id FROM workspaces WHERE id <> 'ws_2'").pluck().get() as string,
    ];
    const wrong: string[] = [];
    for (const route of closed().filter((one) => one.startsWith("GET ") && !one.includes("/:") && !shared.test(one))) {
      const text = await (await ask(route, headers())).text();
      wrong.push(...secrets.filter((secret) => text.includes(secret)).map((secret) => `${route} shows ${secret}`));
    }
    expect(wrong).toEqual([]);
  });
});

test("the first workspace itself finds all of it", async () => {
  const wrong: string[] = [];
  for (const route of closed().filter((one) => /^GET .*\/:/.test(one) && !/events$|options|steps\/:key/.test(one))) {
    const { status } = await ask(aimed(route), bearer(theirKey));
    if (status !== 200) wrong.push(`${route} answers ${status}`);
  }
  expect(wrong).toEqual([]);
});
