import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { owner, startAccounts, type AccountsServer } from "./testing/accounts-server.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let server: AccountsServer;
let cookie = "";
let begun = "";
const start = async (settings: Record<string, string> = {}) => {
  server = await startAccounts(settings);
  ({ cookie, setCookie: begun } = await server.call("POST", "/auth/setup", owner));
};
beforeEach(() => start());
afterEach(() => server.close());

const mine = () => ({ cookie, origin: server.url });
const read = (more: Record<string, string> = {}) => server.call("GET", "/probe", undefined, { cookie, ...more });
const sql = (text: string, ...values: unknown[]) =>
  server.database.queue.write((db) => db.prepare(text).run(...values));
/** As if it had been used last, and opened, so long ago. */
const aged = async (seenMs: number, createdMs = seenMs) => {
  await sql("UPDATE sessions SET last_seen_at = ?, created_at = ?", Date.now() - seenMs, Date.now() - createdMs);
};
const seen = async () => {
  await server.database.queue.drain();
  return server.database.handle.prepare("SELECT last_seen_at FROM sessions").pluck().get() as number;
};

describe("a session", () => {
  test("ends when it was not used for thirty days", async () => {
    await aged(30 * DAY_MS - HOUR_MS);
    expect((await read()).status).toBe(200);
    await aged(30 * DAY_MS + 1);
    expect((await read()).status).toBe(401);
    expect((await server.call("GET", "/auth/state", undefined, { cookie })).body["signedIn"]).toBe(false);
  });

  test("slides on with use, and so does its cookie", async () => {
    expect((await read()).setCookie).toBe("");
    await aged(29 * DAY_MS);
    const answer = await read();
    expect([answer.cookie, answer.setCookie]).toEqual([cookie, expect.stringContaining("Max-Age=2592000")]);
    expect(await seen()).toBeGreaterThan(Date.now() - HOUR_MS);
  });

  test("ends for good after 180 days, and its cookie no later", async () => {
    await aged(HOUR_MS, 179 * DAY_MS);
    const [, left = ""] = /Max-Age=(\d+)/.exec((await read()).setCookie) ?? [];
    expect(Number(left)).toBeLessThanOrEqual(DAY_MS / 1_000);
    await aged(0, 180 * DAY_MS + 1);
    expect((await read()).status).toBe(401);
  });

  test("that is over is cleared away, with what it says of a device", async () => {
    await aged(31 * DAY_MS);
    const { email, password } = owner;
    ({ cookie } = await server.call("POST", "/auth/sign-in", { email, password }));
    await sql("UPDATE sessions SET last_seen_at = last_seen_at - 60000");
    await read();
    await server.database.queue.drain();
    expect(server.database.handle.prepare("SELECT count(*) FROM sessions").pluck().get()).toBe(1);
  });
});

describe("the ends that an installation sets", () => {
  beforeEach(async () => {
    await server.close();
    await start({ LEEWAY_SESSION_IDLE_HOURS: "2", LEEWAY_SESSION_MAX_HOURS: "8" });
  });

  test("count for sessions that are there already, and for the cookie", async () => {
    expect(begun).toContain("Max-Age=7200;");
    await aged(2 * HOUR_MS + 1);
    expect((await read()).status).toBe(401);
    await aged(HOUR_MS, 8 * HOUR_MS + 1);
    expect((await read()).status).toBe(401);
    await aged(HOUR_MS, 7 * HOUR_MS);
    expect((await read()).status).toBe(200);
  });

  test("are told beside the list of sessions", async () => {
    const { body } = await server.call("GET", "/auth/sessions", undefined, mine());
    expect(body["endsAfter"]).toEqual({ idleHours: 2, maxHours: 8 });
  });

  test("are not put off by a page that asks by itself while nobody is there", async () => {
    await aged(HOUR_MS);
    const before = await seen();
    expect((await read({ "x-leeway-unattended": "1" })).status).toBe(200);
    expect(await seen()).toBe(before);
    await read();
    expect(await seen()).toBeGreaterThan(before);
  });
});

describe("what is written of the use of a session", () => {
  /** Writes to sessions that changed something, counted by the database. */
  const counted = async () => {
    await sql("CREATE TABLE seen_writes (id_hash)");
    await sql(
      "CREATE TRIGGER count_seen AFTER UPDATE ON sessions BEGIN INSERT INTO seen_writes VALUES (NEW.id_hash); END",
    );
    return async () => {
      await server.database.queue.drain();
      return server.database.handle.prepare("SELECT count(*) FROM seen_writes").pluck().get();
    };
  };
  const twoTabs = async (requests: number) => {
    const workspaces = server.database.handle
      .prepare("SELECT id FROM workspaces ORDER BY id")
      .pluck()
      .all() as string[];
    for (let index = 0; index < requests; index++) {
      const answer = await read({
        "x-leeway-workspace": workspaces[index % 2] ?? "",
        "user-agent": `tab ${index % 2}`,
      });
      expect(answer.status).toBe(200);
    }
  };
  beforeEach(async () => {
    await sql("INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_other', 'Other', 'UTC', 0)");
    await sql(
      "INSERT INTO memberships (workspace_id, user_id, role) SELECT 'ws_other', user_id, 'owner' FROM memberships",
    );
  });

  test("is one write a minute, however two tabs of two workspaces take turns", async () => {
    const writes = await counted();
    await twoTabs(10);
    expect(await writes()).toBe(0);
    await aged(60_000);
    const before = Number(await writes());
    await twoTabs(10);
    expect(Number(await writes()) - before).toBe(1);
  });

  test("is one write of many requests at once", async () => {
    await aged(60_000);
    const writes = await counted();
    await Promise.all(Array.from({ length: 20 }, () => read()));
    expect(await writes()).toBe(1);
  });
});
