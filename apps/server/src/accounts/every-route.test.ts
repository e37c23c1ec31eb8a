import "reflect-metadata";
import { isPermission, keyMay, keyRoles, may, roles, type Permission, type Role } from "@leeway/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { controllersOf } from "../openapi/openapi.js";
import { bySelf } from "./audit.js";
import { insertKey } from "./api-key.rows.js";
import { routeRules } from "./route-rules.js";
import { openSession } from "./sessions.service.js";
import { askAt, bearer, collectTheirs, everything, type Ask } from "./testing/something-of-everything.js";

/** Open to all; whoever adds a route here says why in its controller. */
const open = [
  "GET /api/v1/auth/state",
  "POST /api/v1/auth/setup",
  "POST /api/v1/auth/sign-in",
  "POST /api/v1/auth/sign-out",
  "POST /api/v1/auth/second-factor/check",
  "POST /api/v1/auth/oidc/start",
  "POST /api/v1/auth/oidc/finish",
  "POST /api/v1/auth/passkeys/sign-in/options",
  "POST /api/v1/auth/passkeys/sign-in",
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
  "PATCH /api/v1/auth/passkeys/:id": { name: "stolen" },
  "PATCH /api/v1/labels/:id": { name: "stolen" },
  "PUT /api/v1/workflows/:id/labels": { labels: [] },
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

const device = { address: "::1", userAgent: null };

let server: WholeServer;
let url = "";
let myCookie = "";
const routes: string[] = [];
/** Ids of the first workspace, by the resource in the address. */
let rules: ReturnType<typeof routeRules>;
let theirs: Record<string, string> = {};

const ask: Ask = (...request) => askAt(url, ...request);
const ruleOf = (route: string) => rules.get(route.replace(/:(\w+)/g, "{$1}")) ?? "nobody";
/** What a closed route asks for; one that does not say it fails the test that calls this. */
const neededFor = (route: string): Permission => {
  const rule = ruleOf(route);
  if (!isPermission(rule)) throw new Error(`${route} does not say whom it is for`);
  return rule;
};
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
  rules = routeRules(controllersOf(server.app));
  await makeSecondWorkspace();
  theirs = await collectTheirs(server, theirKey, myKey);
});
afterAll(() => server.close());

async function makeSecondWorkspace() {
  myCookie = await server.platform.database.queue.write((db) => {
    db.exec(`INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_2', 'Second', 'UTC', 0);
      INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', 'Second', 'en', password_hash, 0 FROM users;
      INSERT INTO memberships (workspace_id, user_id, role) VALUES ('ws_2', 'user_2', 'owner')`);
    const mine = {
      workspaceId: "ws_2",
      userId: "user_2",
      name: "mine",
      role: "admin",
      expiresAt: null,
      from: bySelf,
    } as const;
    insertKey(db, { ...mine, key: myKey }, Date.now());
    return openSession(db, "user_2", "ws_2", Date.now(), device);
  });
}

/** The same with ids of nothing: who is let in finds nothing there, and deletes nothing for those who come next. */
const nowhere = (route: string) =>
  route.replace("people/:id", `people/${"0".repeat(24)}`).replace(/:(\w+)/g, "nothing");

/** Gives somebody their role in the first workspace, and answers the headers by which they come. */
function enter({ role, by }: Insider): Promise<Record<string, string>> {
  const userId = `user_${role}`;
  return server.platform.database.queue.write((db) => {
    const workspaceId = db.prepare("SELECT id FROM workspaces WHERE id <> 'ws_2'").pluck().get() as string;
    if (by === "key") {
      const key = `key-of-${role}`;
      db.prepare("DELETE FROM api_keys WHERE name = ?").run(key);
      insertKey(db, { workspaceId, userId, from: bySelf, name: key, key, role, expiresAt: null }, Date.now());
      return bearer(key);
    }
    db.prepare(
      `INSERT OR IGNORE INTO users (id, email, name, locale, password_hash, created_at)
         SELECT ?, ?, 'Insider', 'en', password_hash, 0 FROM users WHERE id = 'user_2'`,
    ).run(userId, `${role}@example.com`);
    db.prepare("INSERT OR REPLACE INTO memberships (workspace_id, user_id, role) VALUES (?, ?, ?)").run(
      workspaceId,
      userId,
      role,
    );
    return { cookie: `leeway=${openSession(db, userId, workspaceId, Date.now(), device)}`, origin: url };
  });
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
    const before = everything(server);
    const wrong: string[] = [];
    for (const route of closed().filter((one) => one.includes("/:"))) {
      const { status } = await ask(aimed(route), headers(), bodyOf(route));
      const keysAreForPeople = who === "key" && !keyMay("admin", neededFor(route));
      if (status !== (keysAreForPeople ? 403 : 404)) wrong.push(`${route} answers ${status}`);
    }
    expect(wrong).toEqual([]);
    await server.platform.database.queue.drain();
    expect(everything(server)).toBe(before);
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

test("every route says whom it is for, and the open ones are those above", () => {
  expect(closed().filter((route) => !isPermission(ruleOf(route)))).toEqual([]);
  const opened = [...rules].filter(([, rule]) => rule === "open").map(([route]) => route.replace("ALL ", "ANY "));
  expect(opened.filter((route) => !open.includes(route.replace(/\{(\w+)\}/g, ":$1")))).toEqual([]);
});

/** Somebody with a role in the first workspace, by a session or by a key. */
interface Insider {
  role: Role;
  by: "session" | "key";
}
const insiders: Insider[] = [
  ...roles.map((role) => ({ role, by: "session" as const })),
  ...keyRoles.map((role) => ({ role, by: "key" as const })),
];
const mayUse = ({ role, by }: Insider, route: string) => (by === "key" ? keyMay : may)(role, neededFor(route));

describe.each(insiders)("the $role of the first workspace by $by", (insider) => {
  test("is refused what the table of permissions does not allow, and nothing changes", async () => {
    const headers = await enter(insider);
    const before = everything(server);
    const wrong: string[] = [];
    for (const route of closed().filter((one) => !mayUse(insider, one))) {
      const answer = await ask(aimed(route), headers, bodyOf(route));
      const { code } = (await answer.json()) as { code: string };
      const expected = may(insider.role, neededFor(route)) ? "auth.forbidden" : "auth.role";
      if (answer.status !== 403 || code !== expected) wrong.push(`${route} answers ${answer.status} ${code}`);
    }
    expect(wrong).toEqual([]);
    await server.platform.database.queue.drain();
    expect(everything(server)).toBe(before);
  });
});

test("who may start nothing is shown no address by which runs are started", async () => {
  const shown = async (role: Role) => {
    const headers = await enter({ role, by: "session" });
    const answers = ["GET /api/v1/workflows", "GET /api/v1/workflows/:id"].map(async (route) =>
      (await ask(aimed(route), headers)).text(),
    );
    return (await Promise.all(answers)).map((text) => text.includes(`${url}/hooks/`));
  };
  expect(await shown("operator")).toEqual([true, true]);
  expect(await shown("viewer")).toEqual([false, false]);
});

// After all refusals: what is allowed here does change things.
describe.each(insiders)("the $role of the first workspace, by $by,", (insider) => {
  test("is let in where the table allows it", async () => {
    const wrong: string[] = [];
    for (const route of closed().filter((one) => mayUse(insider, one))) {
      // Anew for each: one of them may be for leaving.
      const answer = await ask(nowhere(route), await enter(insider), bodyOf(route));
      await answer.body?.cancel();
      if (answer.status === 401 || answer.status === 403) wrong.push(`${route} answers ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });
});
