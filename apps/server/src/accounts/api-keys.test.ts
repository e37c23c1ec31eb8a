import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keyRoles } from "@leeway/api";
import { KeyRetention } from "./key-retention.js";
import { bearer, startKeys, type KeysServer } from "./testing/keys-server.js";

const DAY_MS = 86_400_000;
let keys: KeysServer;
beforeAll(async () => {
  keys = await startKeys();
});
beforeEach(() => keys.clear());
afterAll(() => keys.close());

describe("an API key", () => {
  test("opens its workspace as nobody in particular, needs no origin, and stops working when it is deleted", async () => {
    const { id, key } = await keys.make();
    const headers = { authorization: `Bearer ${key}` };
    expect((await keys.change(headers)).body).toEqual({
      workspaceId: keys.filled[0],
      userId: null,
      role: "admin",
      from: { via: "apiKey", name: "Shop", address: "127.0.0.1" },
    });
    expect((await keys.call("DELETE", `/api-keys/${id}`, undefined, keys.mine())).status).toBe(204);
    expect((await keys.change(headers)).status).toBe(401);
    const log = keys.database.handle.prepare(
      "SELECT action, subject, detail FROM audit_log WHERE subject = ? ORDER BY id",
    );
    expect(log.all(id)).toEqual([
      { action: "apiKey.created", subject: id, detail: '{"name":"Shop","role":"admin"}' },
      { action: "apiKey.deleted", subject: id, detail: '{"name":"Shop"}' },
    ]);
  });

  test("is shown once and kept as a hash only", async () => {
    const { id, key, prefix } = await keys.make();
    expect(key).toMatch(/^lw_[\w-]{43}$/);
    expect(key.startsWith(prefix)).toBe(true);
    const madeBy = {
      id: keys.database.handle.prepare("SELECT id FROM users").pluck().get(),
      name: "Olena",
      isMember: true,
    };
    expect(await keys.keyList()).toEqual([
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
    const kept = ["api_keys", "audit_log"].map((table) => keys.database.handle.prepare(`SELECT * FROM ${table}`).all());
    expect(JSON.stringify(kept)).not.toContain(key.slice(10));
  });

  test("has its last use written down at most once a minute", async () => {
    const headers = { authorization: `Bearer ${(await keys.make()).key}` };
    const used = async () => {
      await keys.read(headers);
      await keys.database.queue.drain();
      return Date.parse((await keys.keyList())[0]?.lastUsedAt ?? "");
    };
    const first = await used();
    expect(first).toBeGreaterThan(Date.now() - 5_000);
    expect(await used()).toBe(first);
    await keys.sql("UPDATE api_keys SET last_used_at = ?", first - 61_000);
    expect(await used()).toBeGreaterThanOrEqual(first);
  });

  test.each(["Bearer lw_unknown", "Bearer", "Basic b3duZXI6eA==", ""])(
    "that is none (%s) is refused even beside a good session",
    async (authorization) => {
      const answer = await keys.read({ ...keys.mine(), authorization });
      expect([answer.status, answer.body.code]).toEqual([401, "auth.required"]);
    },
  );

  test("makes and deletes no keys, and is no person", async () => {
    const { id, key } = await keys.make();
    const headers = { authorization: `Bearer ${key}` };
    const answers = [
      await keys.call("POST", "/api-keys", { name: "Heir" }, headers),
      await keys.call("DELETE", `/api-keys/${id}`, undefined, headers),
      await keys.call("GET", "/me", undefined, headers),
      await keys.call("PATCH", "/workspace", { name: "Mine" }, headers),
      await keys.call("POST", "/auth/password", { current: "x", password: "0123456789" }, headers),
    ];
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(Array(5).fill("403 auth.forbidden"));
    expect(answers[0]?.body["detail"]).toBe(
      "An API key may not make or delete API keys: a person does that in the editor.",
    );
    expect(await keys.keyList()).toHaveLength(1);
  });

  test.each(keyRoles)("with the role %s may what the role may", async (role) => {
    const headers = bearer((await keys.make({ role })).key);
    expect((await keys.read(headers)).body).toMatchObject({ role });
    const { status, body } = await keys.change(headers);
    if (role === "admin" || role === "editor") expect(status).toBe(201);
    else
      expect([status, body.code, body["detail"]]).toEqual([
        403,
        "auth.role",
        `This API key has the role “${role}”. It does not let it change workflows. Roles that may: owner, admin, editor.`,
      ]);
  });

  test("is never made with a role above those who may make one", async () => {
    const { status, body } = await keys.call("POST", "/api-keys", { name: "Crown", role: "owner" }, keys.mine());
    expect([status, body.code, (body["errors"] as { path: string }[])[0]?.path]).toEqual([
      422,
      "request.invalid",
      "role",
    ]);
    await keys.sql("UPDATE memberships SET role = 'editor'");
    expect((await keys.call("POST", "/api-keys", { name: "Shop" }, keys.mine())).body.code).toBe("auth.role");
    expect((await keys.call("GET", "/api-keys", undefined, keys.mine())).body.code).toBe("auth.role");
  });

  test("is refused from its end on, which says so, and its streams end", async () => {
    const expiresAt = new Date(Date.now() + 30 * DAY_MS).toISOString();
    const { id, key } = await keys.make({ role: "operator", expiresAt });
    expect((await keys.keyList())[0]).toMatchObject({ id, role: "operator", expiresAt });
    expect((await keys.call("GET", "/probe/watch", undefined, bearer(key))).status).toBe(200);
    await keys.sql("UPDATE api_keys SET expires_at = ?", Date.UTC(2026, 0, 2, 12));
    expect(keys.watching()).toBe(false);
    const { status, body, headers } = await keys.read({ ...bearer(key), "accept-language": "uk" });
    expect([status, body.code, body["detail"], headers.get("www-authenticate")]).toEqual([
      401,
      "apiKey.expired",
      "Він діяв до 2 січня 2026 р. — створіть новий у редакторі: Налаштування → Ключі API.",
      'Bearer error="invalid_token"',
    ]);
  });

  test("that has ended is listed for 90 days and tells its program why, and is forgotten then", async () => {
    const [old, ended, living] = [
      await keys.make({ name: "Old" }),
      await keys.make({ name: "Ended" }),
      await keys.make(),
    ];
    const retention = new KeyRetention(keys.database);
    const now = Date.now();
    await keys.sql("UPDATE api_keys SET expires_at = ? WHERE id = ?", now - 90 * DAY_MS, old.id);
    await keys.sql("UPDATE api_keys SET expires_at = ? WHERE id = ?", now - 90 * DAY_MS + 1, ended.id);
    expect((await keys.read(bearer(old.key))).body.code).toBe("apiKey.expired");
    expect([await retention.clean(now), await retention.clean(now)]).toEqual([1, 0]);
    expect((await keys.keyList()).map(({ id }) => id)).toEqual([living.id, ended.id]);
    const answers = await Promise.all([old, ended, living].map(({ key }) => keys.read(bearer(key))));
    expect(answers.map(({ status, body }) => body.code ?? status)).toEqual(["auth.required", "apiKey.expired", 200]);
  });

  test("has its end in the future", async () => {
    const wish = { name: "Old", expiresAt: "2020-01-01T00:00:00Z" };
    const { status, body } = await keys.call("POST", "/api-keys", wish, keys.mine());
    expect([status, body["errors"]]).toEqual([
      422,
      [{ path: "expiresAt", code: "custom", message: "This moment has passed. Choose a later one." }],
    ]);
  });

  test("goes on when its maker leaves, and the list says that they have left", async () => {
    const { key } = await keys.make();
    await keys.sql(`INSERT INTO users (id, email, name, locale, password_hash, created_at)
      SELECT 'user_2', 'b@example.com', 'Bohdan', 'uk', password_hash, 0 FROM users`);
    await keys.sql(
      "INSERT INTO memberships (workspace_id, user_id, role) SELECT workspace_id, 'user_2', 'admin' FROM memberships",
    );
    await keys.sql("DELETE FROM memberships WHERE user_id <> 'user_2'");
    expect((await keys.read(bearer(key))).status).toBe(200);
    const { items } = (await keys.call("GET", "/api-keys", undefined, bearer(key))).body as {
      items?: { madeBy: object }[];
    };
    expect(items?.[0]?.madeBy).toMatchObject({ name: "Olena", isMember: false });
  });
});
