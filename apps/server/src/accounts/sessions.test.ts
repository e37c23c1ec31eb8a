import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { owner, startAccounts, type AccountsServer } from "./testing/accounts-server.js";

const firefox = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0";
const phone =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36";

let server: AccountsServer;
let mine: { cookie: string; origin: string };
beforeEach(async () => {
  server = await startAccounts();
  const { cookie } = await server.call("POST", "/auth/setup", owner, { "user-agent": firefox });
  mine = { cookie, origin: server.url };
});
afterEach(() => server.close());

const { email, password } = owner;
const signIn = async (userAgent: string) =>
  (await server.call("POST", "/auth/sign-in", { email, password }, { "user-agent": userAgent })).cookie;
const list = async (headers = mine) =>
  (await server.call("GET", "/auth/sessions", undefined, { "user-agent": firefox, ...headers })).body[
    "items"
  ] as Record<string, unknown>[];
const isIn = async (cookie: string) => (await server.call("GET", "/me", undefined, { cookie })).status === 200;

describe("the list of sessions", () => {
  test("says with what and from where one is signed in, and which one asks", async () => {
    await signIn(phone);
    await signIn("curl/8.0");
    expect(await list()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ current: true, browser: "Firefox", system: "macOS", mobile: false }),
        expect.objectContaining({ current: false, browser: "Chrome", system: "Android", mobile: true }),
        expect.objectContaining({ current: false, browser: null, system: null, address: "127.0.0.1" }),
      ]),
    );
  });

  test("has no value that would open a session", async () => {
    const text = JSON.stringify(await list());
    expect(text).not.toContain(mine.cookie.split("=")[1]);
    const [{ id = "" } = {}] = await list();
    expect(await isIn(`leeway=${String(id).slice(0, 43)}`)).toBe(false);
  });

  test("shows a device that is used from another address by that address", async () => {
    await server.database.queue.write((db) =>
      db.exec("UPDATE sessions SET address = '203.0.113.7', user_agent = NULL, last_seen_at = last_seen_at - 60000"),
    );
    expect(await list()).toMatchObject([{ address: "203.0.113.7" }]);
    await server.database.queue.drain();
    expect(await list()).toMatchObject([{ address: "127.0.0.1", browser: "Firefox" }]);
  });
});

describe("a session", () => {
  test("is ended from another one only by who has shown lately who they are", async () => {
    const other = await signIn(phone);
    const { id } = (await list()).find(({ current }) => !current) ?? {};
    const hash = (await list()).find(({ current }) => current)?.["id"];
    await server.database.queue.write((db) =>
      db.prepare("UPDATE sessions SET confirmed_at = confirmed_at - 16 * 60000 WHERE id_hash = ?").run(hash),
    );
    for (const path of [`/auth/sessions/${String(id)}`, "/auth/sessions"])
      expect((await server.call("DELETE", path, undefined, mine)).body.code).toBe("auth.confirm");
    expect(await isIn(other)).toBe(true);
    expect((await server.call("POST", "/auth/confirm", { password }, mine)).status).toBe(204);
    expect((await server.call("DELETE", `/auth/sessions/${String(id)}`, undefined, mine)).status).toBe(204);
    const log = server.database.handle.prepare("SELECT action, detail FROM audit_log ORDER BY id").all();
    expect(log.at(-1)).toEqual({ action: "session.ended", detail: '{"device":"Chrome, Android"}' });
    expect(await isIn(other)).toBe(false);
  });

  test("is ended by its person, at once", async () => {
    const other = await signIn(phone);
    const { id } = (await list()).find(({ current }) => !current) ?? {};
    expect((await server.call("DELETE", `/auth/sessions/${String(id)}`, undefined, mine)).status).toBe(204);
    expect([await isIn(other), await isIn(mine.cookie)]).toEqual([false, true]);
    expect((await server.call("DELETE", `/auth/sessions/${String(id)}`, undefined, mine)).status).toBe(404);
  });

  test("is left when all others are ended", async () => {
    const others = [await signIn(phone), await signIn(firefox)];
    expect((await server.call("DELETE", "/auth/sessions", undefined, mine)).status).toBe(204);
    expect(await Promise.all([...others, mine.cookie].map(isIn))).toEqual([false, false, true]);
    const log = server.database.handle.prepare("SELECT action FROM audit_log ORDER BY id").pluck().all();
    expect(log.at(-1)).toBe("sessions.ended");
  });

  test("of somebody else is neither shown nor ended", async () => {
    await server.database.queue.write((db) =>
      db.exec(`INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users;
        INSERT INTO sessions (id_hash, user_id, workspace_id, created_at, last_seen_at)
          SELECT 'theirs', 'user_2', workspace_id, created_at, last_seen_at FROM sessions`),
    );
    expect(await list()).toHaveLength(1);
    expect((await server.call("DELETE", "/auth/sessions/theirs", undefined, mine)).status).toBe(404);
    await server.call("DELETE", "/auth/sessions", undefined, mine);
    expect(server.database.handle.prepare("SELECT count(*) FROM sessions WHERE id_hash = 'theirs'").pluck().get()).toBe(
      1,
    );
  });
});
