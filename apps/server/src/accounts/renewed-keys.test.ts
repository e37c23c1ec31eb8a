import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bearer, startKeys, type KeysServer } from "./testing/keys-server.js";

const DAY_MS = 86_400_000;
let keys: KeysServer;
beforeAll(async () => {
  keys = await startKeys();
});
beforeEach(() => keys.clear());
afterAll(() => keys.close());

describe("an API key", () => {
  test("that is renewed opens beside its successor until its end, which the person chooses", async () => {
    const { id, key } = await keys.make({ name: "Shop", role: "editor" });
    const before = Date.now();
    const made = await keys.renew(id, { overlapHours: 7 * 24 });
    expect(made).toMatchObject({ status: 201, name: "Shop", role: "editor", expiresAt: null });
    expect([(await keys.read(bearer(key))).status, (await keys.read(bearer(made.key))).status]).toEqual([200, 200]);
    const old = await keys.oldOne(id);
    expect(old?.renewedAs).toBe(made.id);
    const ends = Date.parse(old?.expiresAt ?? "");
    expect(ends).toBeGreaterThanOrEqual(before + 7 * DAY_MS);
    expect(ends).toBeLessThanOrEqual(Date.now() + 7 * DAY_MS);
    await keys.sql("UPDATE api_keys SET expires_at = ? WHERE id = ?", Date.now() - 1, id);
    const refused = await keys.read(bearer(key));
    expect([refused.status, refused.body.code, (await keys.read(bearer(made.key))).status]).toEqual([
      401,
      "apiKey.renewed",
      200,
    ]);
    expect(refused.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
    const told = "SELECT subject, detail FROM audit_log WHERE action = 'apiKey.renewed'";
    expect(keys.database.handle.prepare(told).all()).toEqual([
      { subject: id, detail: JSON.stringify({ name: "Shop", role: "editor", hours: "168", renewedAs: made.id }) },
    ]);
  });

  test("that is renewed without a time beside it ends at once, with its streams", async () => {
    const { id, key } = await keys.make();
    expect((await keys.call("GET", "/probe/watch", undefined, bearer(key))).status).toBe(200);
    await keys.renew(id, { overlapHours: 0 });
    expect([(await keys.read(bearer(key))).body.code, keys.watching()]).toEqual(["apiKey.renewed", false]);
  });

  test("that is renewed ends no later than it would have, and its successor lasts as long as it was made for", async () => {
    const { id } = await keys.make({ expiresAt: new Date(Date.now() + 90 * DAY_MS).toISOString() });
    await keys.sql("UPDATE api_keys SET created_at = created_at - @past, expires_at = expires_at - @past", {
      past: 89 * DAY_MS,
    });
    const first = (await keys.oldOne(id))?.expiresAt;
    const made = await keys.renew(id, { overlapHours: 48 });
    expect((await keys.oldOne(id))?.expiresAt).toBe(first);
    expect(Math.round((Date.parse(made.expiresAt ?? "") - Date.now()) / DAY_MS)).toBe(90);
    const forGood = await keys.renew(made.id, { expiresAt: null });
    expect(forGood.expiresAt).toBeNull();
  });

  test("is renewed once, also by two at the same time, and once more when its successor is deleted", async () => {
    const { id } = await keys.make();
    const both = await Promise.all([keys.renew(id), keys.renew(id)]);
    expect(both.map(({ status, code }) => code ?? status).toSorted((a) => (a === 201 ? -1 : 1))).toEqual([
      201,
      "apiKey.alreadyRenewed",
    ]);
    const successor = both.find(({ status }) => status === 201)?.id;
    await keys.call("DELETE", `/api-keys/${successor}`, undefined, keys.mine());
    expect((await keys.oldOne(id))?.renewedAs).toBeNull();
    expect((await keys.renew(id)).status).toBe(201);
  });

  test.each([90, null])("that is renewed once more is made for as long as the first was (days: %j)", async (days) => {
    const until = days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
    const { id } = await keys.make({ expiresAt: until });
    const successor = await keys.renew(id, { expiresAt: new Date(Date.now() + 30 * DAY_MS).toISOString() });
    await keys.call("DELETE", `/api-keys/${successor.id}`, undefined, keys.mine());
    expect(await keys.oldOne(id)).toMatchObject({ lifeDays: days });
    const { expiresAt, status } = await keys.renew(id);
    expect(status).toBe(201);
    expect(expiresAt && Math.round((Date.parse(expiresAt) - Date.now()) / DAY_MS)).toBe(days);
  });

  test.each([
    [{ overlapHours: -1 }, "overlapHours"],
    [{ overlapHours: 721 }, "overlapHours"],
    [{ overlapHours: 1.5 }, "overlapHours"],
    [{ expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt"],
  ])("is not renewed by %j, and nothing changes", async (wish, path) => {
    const { id } = await keys.make();
    const before = await keys.keyList();
    const { status, body } = await keys.call("POST", `/api-keys/${id}/renew`, wish, keys.mine());
    expect([status, (body["errors"] as { path: string }[])[0]?.path]).toEqual([422, path]);
    expect(await keys.keyList()).toEqual(before);
  });

  test("renews no key, not even itself, and one that is not there is not found", async () => {
    const { id, key } = await keys.make();
    expect((await keys.call("POST", `/api-keys/${id}/renew`, {}, bearer(key))).body.code).toBe("auth.forbidden");
    expect((await keys.renew("key_of_nobody")).status).toBe(404);
  });
});
