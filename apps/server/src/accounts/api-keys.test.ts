import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keyRoles } from "@leeway/api";
import { KeyRetention } from "./key-retention.js";
import { owner, startAccounts, type AccountsServer } from "./testing/accounts-server.js";

const DAY_MS = 86_400_000;
let server: AccountsServer;
let cookie = "";
beforeAll(async () => {
  server = await startAccounts();
  ({ cookie } = await server.call("POST", "/auth/setup", owner));
});
beforeEach(() =>
  server.database.queue.write((db) => db.exec("DELETE FROM api_keys; UPDATE memberships SET role = 'owner'")),
);
afterAll(() => server.close());

const read = (headers: Record<string, string>) => server.call("GET", "/probe", undefined, headers);
const change = (headers: Record<string, string>) => server.call("POST", "/probe", {}, headers);
const mine = () => ({ cookie, origin: server.url });
const sql = (text: string, ...values: unknown[]) =>
  server.database.queue.write((db) => db.prepare(text).run(...values));
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe("an API key", () => {
  const make = async (wish: object = {}) => {
    const made = await server.call("POST", "/api-keys", { name: "Shop", ...wish }, mine());
    expect(made.status).toBe(201);
    return made.body as { id: string; key: string; prefix: string };
  };
  const keyList = async () => {
    const { body } = await server.call("GET", "/api-keys", undefined, { cookie });
    return body["items"] as { id: string; lastUsedAt: string | null }[];
  };

  test("opens its workspace as nobody in particular, needs no origin, and stops working when it is deleted", async () => {
    const { id, key } = await make();
    const headers = { authorization: `Bearer ${key}` };
    expect((await change(headers)).body).toEqual({
      workspaceId: server.filled[0],
      userId: null,
      role: "admin",
      from: { via: "apiKey", name: "Shop", address: "127.0.0.1" },
    });
    expect((await server.call("DELETE", `/api-keys/${id}`, undefined, mine())).status).toBe(204);
    expect((await change(headers)).status).toBe(401);
    const log = server.database.handle.prepare(
      "SELECT action, subject, detail FROM audit_log WHERE subject = ? ORDER BY id",
    );
    expect(log.all(id)).toEqual([
      { action: "apiKey.created", subject: id, detail: '{"name":"Shop","role":"admin"}' },
      { action: "apiKey.deleted", subject: id, detail: '{"name":"Shop"}' },
    ]);
  });

  test("is shown once and kept as a hash only", async () => {
    const { id, key, prefix } = await make();
    expect(key).toMatch(/^lw_[\w-]{43}$/);
    expect(key.startsWith(prefix)).toBe(true);
    const madeBy = {
      id: server.database.handle.prepare("SELECT id FROM users").pluck().get(),
      name: "Olena",
      isMember: true,
    };
    expect(await keyList()).toEqual([
      {
        id,
        name: "Shop",
        prefix,
        role: "admin",
        createdAt: expect.any(String),
        expiresAt: null,
        lifeDays: null,
        lastUsedAt: null,
        lastUsedFrom: null,
        restingSince: null,
        renewedAs: null,
        madeBy,
      },
    ]);
    const kept = ["api_keys", "audit_log"].map((table) =>
      server.database.handle.prepare(`SELECT * FROM ${table}`).all(),
    );
    expect(JSON.stringify(kept)).not.toContain(key.slice(10));
  });

  test("has its last use written down at most once a minute", async () => {
    const headers = { authorization: `Bearer ${(await make()).key}` };
    const used = async () => {
      await read(headers);
      await server.database.queue.drain();
      return Date.parse((await keyList())[0]?.lastUsedAt ?? "");
    };
    const first = await used();
    expect(first).toBeGreaterThan(Date.now() - 5_000);
    expect(await used()).toBe(first);
    await sql("UPDATE api_keys SET last_used_at = ?", first - 61_000);
    expect(await used()).toBeGreaterThanOrEqual(first);
  });

  test.each(["Bearer lw_unknown", "Bearer", "Basic b3duZXI6eA==", ""])(
    "that is none (%s) is refused even beside a good session",
    async (authorization) => {
      const answer = await read({ cookie, authorization });
      expect([answer.status, answer.body.code]).toEqual([401, "auth.required"]);
    },
  );

  test("makes and deletes no keys, and is no person", async () => {
    const { id, key } = await make();
    const headers = { authorization: `Bearer ${key}` };
    const answers = [
      await server.call("POST", "/api-keys", { name: "Heir" }, headers),
      await server.call("DELETE", `/api-keys/${id}`, undefined, headers),
      await server.call("GET", "/me", undefined, headers),
      await server.call("PATCH", "/workspace", { name: "Mine" }, headers),
      await server.call("POST", "/auth/password", { current: "x", password: "0123456789" }, headers),
    ];
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(Array(5).fill("403 auth.forbidden"));
    expect(answers[0]?.body["detail"]).toBe(
      "An API key may not make or delete API keys: a person does that in the editor.",
    );
    expect(await keyList()).toHaveLength(1);
  });

  test.each(keyRoles)("with the role %s may what the role may", async (role) => {
    const headers = bearer((await make({ role })).key);
    expect((await read(headers)).body).toMatchObject({ role });
    const { status, body } = await change(headers);
    if (role === "admin" || role === "editor") expect(status).toBe(201);
    else
      expect([status, body.code, body["detail"]]).toEqual([
        403,
        "auth.role",
        `This API key has the role “${role}”. It does not let it change workflows. Roles that may: owner, admin, editor.`,
      ]);
  });

  test("is never made with a role above those who may make one", async () => {
    const { status, body } = await server.call("POST", "/api-keys", { name: "Crown", role: "owner" }, mine());
    expect([status, body.code, (body["errors"] as { path: string }[])[0]?.path]).toEqual([
      422,
      "request.invalid",
      "role",
    ]);
    await sql("UPDATE memberships SET role = 'editor'");
    expect((await server.call("POST", "/api-keys", { name: "Shop" }, mine())).body.code).toBe("auth.role");
    expect((await server.call("GET", "/api-keys", undefined, { cookie })).body.code).toBe("auth.role");
  });

  test("is refused from its end on, which says so, and its streams end", async () => {
    const expiresAt = new Date(Date.now() + 30 * DAY_MS).toISOString();
    const { id, key } = await make({ role: "operator", expiresAt });
    expect((await keyList())[0]).toMatchObject({ id, role: "operator", expiresAt });
    expect((await server.call("GET", "/probe/watch", undefined, bearer(key))).status).toBe(200);
    await sql("UPDATE api_keys SET expires_at = ?", Date.UTC(2026, 0, 2, 12));
    expect(server.watching()).toBe(false);
    const { status, body, headers } = await read({ ...bearer(key), "accept-language": "uk" });
    expect([status, body.code, body["detail"], headers.get("www-authenticate")]).toEqual([
      401,
      "apiKey.expired",
      "Він діяв до 2 січня 2026 р. — створіть новий у редакторі: Налаштування → Ключі API.",
      'Bearer error="invalid_token"',
    ]);
  });

  test("that rests since a restore is refused, which says so, until a person confirms it", async () => {
    const [shop, crm, other] = [
      await make(),
      await make({ name: "CRM", role: "viewer" }),
      await make({ name: "Other" }),
    ];
    await sql("UPDATE api_keys SET resting_since = ?", Date.UTC(2026, 0, 2, 12));
    const refused = await read({ ...bearer(shop.key), "accept-language": "en", "user-agent": "shop-sync/2.1 (linux)" });
    expect([refused.status, refused.body.code, refused.headers.get("www-authenticate")]).toEqual([
      401,
      "apiKey.resting",
      'Bearer error="invalid_token"',
    ]);
    expect(refused.body["detail"]).toMatch(/^Leeway was restored from a backup on January 2, 2026.*After the restore/);
    expect((await server.call("GET", "/probe/watch", undefined, bearer(shop.key))).body.code).toBe("apiKey.resting");
    // Which program asks is seen all the same.
    await server.database.queue.drain();
    expect((await keyList()).find(({ id }) => id === shop.id)).toMatchObject({
      restingSince: "2026-01-02T12:00:00.000Z",
      lastUsedFrom: { address: "127.0.0.1", program: "shop-sync/2.1" },
    });

    const one = await server.call("POST", "/api-keys/confirm", { ids: [crm.id, "key_of_nobody"] }, mine());
    expect((one.body["items"] as { restingSince: string | null }[]).map((key) => key.restingSince !== null)).toEqual([
      true,
      false,
      true,
    ]);
    expect((await read(bearer(crm.key))).status).toBe(200);
    expect((await read(bearer(shop.key))).status).toBe(401);
    expect((await server.call("POST", "/api-keys/confirm", {}, bearer(crm.key))).body.code).toBe("auth.role");
    await server.call("POST", "/api-keys/confirm", {}, mine());
    expect([(await read(bearer(shop.key))).status, (await read(bearer(other.key))).status]).toEqual([200, 200]);
    const confirmed = "SELECT subject FROM audit_log WHERE action = 'apiKey.confirmed' ORDER BY id";
    expect(server.database.handle.prepare(confirmed).pluck().all()).toEqual([crm.id, shop.id, other.id]);
  });

  test("that rests tells at once that its program asks, however lately it was used before", async () => {
    const { key } = await make();
    await read({ ...bearer(key), "user-agent": "before/1" });
    await server.database.queue.drain();
    const used = Date.parse((await keyList())[0]?.lastUsedAt ?? "");
    await sql("UPDATE api_keys SET resting_since = ?", used + 1);
    while (Date.now() <= used + 1) await new Promise((resolve) => setTimeout(resolve, 1));
    await read({ ...bearer(key), "user-agent": "since/1" });
    await server.database.queue.drain();
    expect(await keyList()).toMatchObject([{ lastUsedFrom: { program: "since/1" } }]);
  });

  test("that rests ends the streams that were open with it", async () => {
    const { key } = await make();
    expect((await server.call("GET", "/probe/watch", undefined, bearer(key))).status).toBe(200);
    expect(server.watching()).toBe(true);
    await sql("UPDATE api_keys SET resting_since = 1");
    expect(server.watching()).toBe(false);
  });

  const renew = async (id: string, wish: object = {}) => {
    const { status, body } = await server.call("POST", `/api-keys/${id}/renew`, wish, mine());
    return { ...(body as { id: string; key: string; expiresAt: string | null; code?: string }), status };
  };
  const oldOne = async (id: string) =>
    (await keyList()).find((key) => key.id === id) as { expiresAt?: string; renewedAs?: string } | undefined;

  test("that is renewed opens beside its successor until its end, which the person chooses", async () => {
    const { id, key } = await make({ name: "Shop", role: "editor" });
    const before = Date.now();
    const made = await renew(id, { overlapHours: 7 * 24 });
    expect(made).toMatchObject({ status: 201, name: "Shop", role: "editor", expiresAt: null });
    expect([(await read(bearer(key))).status, (await read(bearer(made.key))).status]).toEqual([200, 200]);
    const old = await oldOne(id);
    expect(old?.renewedAs).toBe(made.id);
    const ends = Date.parse(old?.expiresAt ?? "");
    expect(ends).toBeGreaterThanOrEqual(before + 7 * DAY_MS);
    expect(ends).toBeLessThanOrEqual(Date.now() + 7 * DAY_MS);
    await sql("UPDATE api_keys SET expires_at = ? WHERE id = ?", Date.now() - 1, id);
    const refused = await read(bearer(key));
    expect([refused.status, refused.body.code, (await read(bearer(made.key))).status]).toEqual([
      401,
      "apiKey.renewed",
      200,
    ]);
    expect(refused.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
    const told = "SELECT subject, detail FROM audit_log WHERE action = 'apiKey.renewed'";
    expect(server.database.handle.prepare(told).all()).toEqual([
      { subject: id, detail: JSON.stringify({ name: "Shop", role: "editor", hours: "168", renewedAs: made.id }) },
    ]);
  });

  test("that is renewed without a time beside it ends at once, with its streams", async () => {
    const { id, key } = await make();
    expect((await server.call("GET", "/probe/watch", undefined, bearer(key))).status).toBe(200);
    await renew(id, { overlapHours: 0 });
    expect([(await read(bearer(key))).body.code, server.watching()]).toEqual(["apiKey.renewed", false]);
  });

  test("that is renewed ends no later than it would have, and its successor lasts as long as it was made for", async () => {
    const { id } = await make({ expiresAt: new Date(Date.now() + 90 * DAY_MS).toISOString() });
    await sql("UPDATE api_keys SET created_at = created_at - @past, expires_at = expires_at - @past", {
      past: 89 * DAY_MS,
    });
    const first = (await oldOne(id))?.expiresAt;
    const made = await renew(id, { overlapHours: 48 });
    expect((await oldOne(id))?.expiresAt).toBe(first);
    expect(Math.round((Date.parse(made.expiresAt ?? "") - Date.now()) / DAY_MS)).toBe(90);
    const forGood = await renew(made.id, { expiresAt: null });
    expect(forGood.expiresAt).toBeNull();
  });

  test("is renewed once, also by two at the same time, and once more when its successor is deleted", async () => {
    const { id } = await make();
    const both = await Promise.all([renew(id), renew(id)]);
    expect(both.map(({ status, code }) => code ?? status).toSorted((a) => (a === 201 ? -1 : 1))).toEqual([
      201,
      "apiKey.alreadyRenewed",
    ]);
    const successor = both.find(({ status }) => status === 201)?.id;
    await server.call("DELETE", `/api-keys/${successor}`, undefined, mine());
    expect((await oldOne(id))?.renewedAs).toBeNull();
    expect((await renew(id)).status).toBe(201);
  });

  test.each([90, null])("that is renewed once more is made for as long as the first was (days: %j)", async (days) => {
    const until = days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
    const { id } = await make({ expiresAt: until });
    const successor = await renew(id, { expiresAt: new Date(Date.now() + 30 * DAY_MS).toISOString() });
    await server.call("DELETE", `/api-keys/${successor.id}`, undefined, mine());
    expect(await oldOne(id)).toMatchObject({ lifeDays: days });
    const { expiresAt, status } = await renew(id);
    expect(status).toBe(201);
    expect(expiresAt && Math.round((Date.parse(expiresAt) - Date.now()) / DAY_MS)).toBe(days);
  });

  test("that has ended is listed for 90 days and tells its program why, and is forgotten then", async () => {
    const [old, ended, living] = [await make({ name: "Old" }), await make({ name: "Ended" }), await make()];
    const keys = new KeyRetention(server.database);
    const now = Date.now();
    await sql("UPDATE api_keys SET expires_at = ? WHERE id = ?", now - 90 * DAY_MS, old.id);
    await sql("UPDATE api_keys SET expires_at = ? WHERE id = ?", now - 90 * DAY_MS + 1, ended.id);
    expect((await read(bearer(old.key))).body.code).toBe("apiKey.expired");
    expect([await keys.clean(now), await keys.clean(now)]).toEqual([1, 0]);
    expect((await keyList()).map(({ id }) => id)).toEqual([living.id, ended.id]);
    const answers = await Promise.all([old, ended, living].map(({ key }) => read(bearer(key))));
    expect(answers.map(({ status, body }) => body.code ?? status)).toEqual(["auth.required", "apiKey.expired", 200]);
  });

  test.each([
    [{ overlapHours: -1 }, "overlapHours"],
    [{ overlapHours: 721 }, "overlapHours"],
    [{ overlapHours: 1.5 }, "overlapHours"],
    [{ expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
  ])("is not renewed by %j, and nothing changes", async (wish, path) => {
    const { id } = await make();
    const before = await keyList();
    const { status, body } = await server.call("POST", `/api-keys/${id}/renew`, wish, mine());
    expect([status, (body["errors"] as { path: string }[])[0]?.path]).toEqual([422, path]);
    expect(await keyList()).toEqual(before);
  });

  test("renews no key, not even itself, and one that is not there is not found", async () => {
    const { id, key } = await make();
    expect((await server.call("POST", `/api-keys/${id}/renew`, {}, bearer(key))).body.code).toBe("auth.forbidden");
    expect((await renew("key_of_nobody")).status).toBe(404);
  });

  test("has its end in the future", async () => {
    const wish = { name: "Old", expiresAt: "2020-01-01T00:00:00Z" };
    const { status, body } = await server.call("POST", "/api-keys", wish, mine());
    expect([status, body["errors"]]).toEqual([
      422,
      [{ path: "expiresAt", code: "custom", message: "This moment has passed. Choose a later one." }],
    ]);
  });

  test("goes on when its maker leaves, and the list says that they have left", async () => {
    const { key } = await make();
    await sql(`INSERT INTO users (id, email, name, locale, password_hash, created_at)
      SELECT 'user_2', 'b@example.com', 'Bohdan', 'uk', password_hash, 0 FROM users`);
    await sql(
      "INSERT INTO memberships (workspace_id, user_id, role) SELECT workspace_id, 'user_2', 'admin' FROM memberships",
    );
    await sql("DELETE FROM memberships WHERE user_id <> 'user_2'");
    expect((await read(bearer(key))).status).toBe(200);
    const { items } = (await server.call("GET", "/api-keys", undefined, bearer(key))).body as {
      items?: { madeBy: object }[];
    };
    expect(items?.[0]?.madeBy).toMatchObject({ name: "Olena", isMember: false });
  });
});
