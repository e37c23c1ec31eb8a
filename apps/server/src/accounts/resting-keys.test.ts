import "reflect-metadata";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bearer, startKeys, type KeysServer } from "./testing/keys-server.js";

let keys: KeysServer;
beforeAll(async () => {
  keys = await startKeys();
});
beforeEach(() => keys.clear());
afterAll(() => keys.close());

describe("an API key", () => {
  test("that rests since a restore is refused, which says so, until a person confirms it", async () => {
    const [shop, crm, other] = [
      await keys.make(),
      await keys.make({ name: "CRM", role: "viewer" }),
      await keys.make({ name: "Other" }),
    ];
    await keys.sql("UPDATE api_keys SET resting_since = ?", Date.UTC(2026, 0, 2, 12));
    const refused = await keys.read({
      ...bearer(shop.key),
      "accept-language": "en",
      "user-agent": "shop-sync/2.1 (linux)",
    });
    expect([refused.status, refused.body.code, refused.headers.get("www-authenticate")]).toEqual([
      401,
      "apiKey.resting",
      'Bearer error="invalid_token"',
    ]);
    expect(refused.body["detail"]).toMatch(/^Leeway was restored from a backup on January 2, 2026.*After the restore/);
    expect((await keys.call("GET", "/probe/watch", undefined, bearer(shop.key))).body.code).toBe("apiKey.resting");
    // Which program asks is seen all the same.
    await keys.database.queue.drain();
    expect((await keys.keyList()).find(({ id }) => id === shop.id)).toMatchObject({
      restingSince: "2026-01-02T12:00:00.000Z",
      lastUsedFrom: { address: "127.0.0.1", program: "shop-sync/2.1" },
    });

    const one = await keys.call("POST", "/api-keys/confirm", { ids: [crm.id, "key_of_nobody"] }, keys.mine());
    expect((one.body["items"] as { restingSince: string | null }[]).map((key) => key.restingSince !== null)).toEqual([
      true,
      false,
      true,
    ]);
    expect((await keys.read(bearer(crm.key))).status).toBe(200);
    expect((await keys.read(bearer(shop.key))).status).toBe(401);
    expect((await keys.call("POST", "/api-keys/confirm", {}, bearer(crm.key))).body.code).toBe("auth.role");
    await keys.call("POST", "/api-keys/confirm", {}, keys.mine());
    expect([(await keys.read(bearer(shop.key))).status, (await keys.read(bearer(other.key))).status]).toEqual([
      200, 200,
    ]);
    const confirmed = "SELECT subject FROM audit_log WHERE action = 'apiKey.confirmed' ORDER BY id";
    expect(keys.database.handle.prepare(confirmed).pluck().all()).toEqual([crm.id, shop.id, other.id]);
  });

  test("that rests tells at once that its program asks, however lately it was used before", async () => {
    const { key } = await keys.make();
    await keys.read({ ...bearer(key), "user-agent": "before/1" });
    await keys.database.queue.drain();
    const used = Date.parse((await keys.keyList())[0]?.lastUsedAt ?? "");
    await keys.sql("UPDATE api_keys SET resting_since = ?", used + 1);
    while (Date.now() <= used + 1) await new Promise((resolve) => setTimeout(resolve, 1));
    await keys.read({ ...bearer(key), "user-agent": "since/1" });
    await keys.database.queue.drain();
    expect(await keys.keyList()).toMatchObject([{ lastUsedFrom: { program: "since/1" } }]);
  });

  test("that rests ends the streams that were open with it", async () => {
    const { key } = await keys.make();
    expect((await keys.call("GET", "/probe/watch", undefined, bearer(key))).status).toBe(200);
    expect(keys.watching()).toBe(true);
    await keys.sql("UPDATE api_keys SET resting_since = 1");
    expect(keys.watching()).toBe(false);
  });
});
