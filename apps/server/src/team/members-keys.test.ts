import "reflect-metadata";
import type { ApiKey, MemberKey, Role } from "@leeway/api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTeam, type Somebody, type TeamServer } from "./testing/team-server.js";

let team: TeamServer;
let anna: Somebody;
beforeEach(async () => {
  team = await startTeam();
  anna = await team.person("Anna", "admin");
});
afterEach(() => team.close());

const sql = (text: string, ...values: unknown[]) => team.database.queue.write((db) => db.prepare(text).run(...values));
async function make(name: string, role: Role = "admin", by = anna) {
  const { body } = await team.as(by, "POST", "/api-keys", { name, role });
  return body as unknown as ApiKey & { key: string };
}
/** As if it had been used so many days ago, from there. */
const used = ({ id }: ApiKey, days: number, address: string) =>
  sql(
    "UPDATE api_keys SET last_used_at = ?, last_used_address = ? WHERE id = ?",
    Date.now() - days * 86_400_000,
    address,
    id,
  );
const annasHome = "203.0.113.7";
const signedInFrom = (who: Somebody, address: string) =>
  sql("UPDATE sessions SET address = ? WHERE user_id = ?", address, who.id);
const namesAndUsers = async () => {
  const { body } = await team.as(team.owner, "GET", `/members/${anna.id}/api-keys`);
  return Object.fromEntries((body["items"] as MemberKey[]).map(({ name, usedBy }) => [name, usedBy]));
};
const left = () => team.database.handle.prepare("SELECT name FROM api_keys ORDER BY name").pluck().all();
const log = (action: string) =>
  team.database.handle
    .prepare("SELECT detail FROM audit_log WHERE action = ? ORDER BY id")
    .pluck()
    .all(action)
    .map((detail) => JSON.parse(String(detail)) as Record<string, string>);
const opens = async ({ key }: { key: string }) =>
  (await team.call("GET", "/probe", undefined, { authorization: `Bearer ${key}` })).status === 200;

/** Of each kind one: never used, not for long, by Anna herself, by a program, and by one in the office of all. */
async function keysOfAnna() {
  const keys = {
    never: await make("never"),
    idle: await make("idle"),
    script: await make("script"),
    shop: await make("shop"),
    office: await make("office"),
  };
  await used(keys.idle, 31, "198.51.100.9");
  await used(keys.script, 1, annasHome);
  await used(keys.shop, 1, "198.51.100.9");
  await used(keys.office, 1, "192.0.2.1");
  await signedInFrom(anna, annasHome);
  return keys;
}

describe("who uses a key that a member made", () => {
  test("is told by its last use", async () => {
    await keysOfAnna();
    expect(await namesAndUsers()).toEqual({
      never: "nobody",
      idle: "nobody",
      script: "maker",
      shop: "others",
      office: "others",
    });
  });

  test("is not the member where others are as well: an office has one address, and so has a machine", async () => {
    const key = await make("script");
    await used(key, 1, annasHome);
    await signedInFrom(anna, annasHome);
    // Whoever of them comes first in a list.
    for (const other of [team.owner, await team.person("Zoe", "viewer")]) {
      await signedInFrom(other, annasHome);
      expect(await namesAndUsers()).toEqual({ script: "others" });
      await signedInFrom(other, "192.0.2.1");
    }
    expect(await namesAndUsers()).toEqual({ script: "maker" });
    await used(await make("of the owner", "viewer", team.owner), 1, annasHome);
    expect(await namesAndUsers()).toEqual({ script: "others" });
    await used(key, 1, "127.0.0.1");
    await signedInFrom(anna, "127.0.0.1");
    expect(await namesAndUsers()).toEqual({ script: "others" });
  });

  test("is asked of members of the own workspace alone, by who may see keys", async () => {
    const stranger = await team.person("Stranger");
    expect((await team.as(team.owner, "GET", `/members/${stranger.id}/api-keys`)).status).toBe(404);
    const editor = await team.person("Editor", "editor");
    expect((await team.as(editor, "GET", `/members/${anna.id}/api-keys`)).status).toBe(403);
  });
});

describe("who is removed", () => {
  test("takes along the keys that were chosen, in the same moment, and no key of others", async () => {
    const { shop, script } = await keysOfAnna();
    const mine = await make("mine", "viewer", team.owner);
    const path = `/members/${anna.id}?endKeys=${shop.id},${mine.id},key_of_nobody`;
    expect((await team.as(team.owner, "DELETE", path)).status).toBe(204);
    expect(left()).toEqual(["idle", "mine", "never", "office", "script"]);
    expect([await opens(shop), await opens(script)]).toEqual([false, true]);
    expect(log("apiKey.deleted")).toEqual([{ name: "shop" }]);
    expect(log("member.removed")).toEqual([
      { person: "Anna <anna@example.com>", role: "admin", keptKeys: "office, script, idle, never" },
    ]);
  });

  test("takes along what no program uses, where nobody has chosen", async () => {
    await keysOfAnna();
    expect((await team.as(team.owner, "DELETE", `/members/${anna.id}`)).status).toBe(204);
    expect(left()).toEqual(["office", "shop"]);
  });

  test("takes none along where that was chosen", async () => {
    await keysOfAnna();
    await team.as(team.owner, "DELETE", `/members/${anna.id}?endKeys=`);
    expect(left()).toHaveLength(5);
  });

  test("keeps member and keys where the removal is refused", async () => {
    const key = await make("of the owner", "viewer", team.owner);
    expect((await team.as(anna, "DELETE", `/members/${team.owner.id}?endKeys=${key.id}`)).status).toBe(403);
    expect((await team.as(team.owner, "DELETE", `/members/${team.owner.id}?endKeys=${key.id}`)).status).toBe(409);
    expect(left()).toEqual(["of the owner"]);
  });
});

test("who leaves takes along the keys that no program uses", async () => {
  await keysOfAnna();
  expect((await team.as(anna, "POST", "/workspace/leave", {})).status).toBe(204);
  expect(left()).toEqual(["office", "shop"]);
  expect(log("member.left")).toEqual([{ role: "admin", keptKeys: "office, shop" }]);
});

describe("a key never may more than who made it, once that one may less", () => {
  const rolesNow = () =>
    Object.fromEntries(
      team.database.handle
        .prepare<[], { name: string; role: string }>("SELECT name, role FROM api_keys")
        .all()
        .map(({ name, role }) => [name, role]),
    );

  test("it is lowered with them, in the same write, and stays so when they rise again", async () => {
    const [admin, viewer] = [await make("admin"), await make("viewer", "viewer")];
    await make("of the owner", "admin", team.owner);
    await team.as(team.owner, "PATCH", `/members/${anna.id}`, { role: "operator" });
    expect(rolesNow()).toEqual({ admin: "operator", viewer: "viewer", "of the owner": "admin" });
    const change = await team.call("POST", "/probe", {}, { authorization: `Bearer ${admin.key}` });
    expect([change.status, change.body.code]).toEqual([403, "auth.role"]);
    expect(log("apiKey.lowered")).toEqual([
      { name: "admin", person: "Anna <anna@example.com>", formerRole: "admin", role: "operator" },
    ]);
    await team.as(team.owner, "PATCH", `/members/${anna.id}`, { role: "admin" });
    expect(rolesNow()).toMatchObject({ admin: "operator" });
    expect([await opens(admin), await opens(viewer)]).toEqual([true, true]);
  });

  test("a refused change of the role lowers none", async () => {
    await make("of the owner", "admin", team.owner);
    expect((await team.as(team.owner, "PATCH", `/members/${team.owner.id}`, { role: "viewer" })).status).toBe(409);
    expect(rolesNow()).toEqual({ "of the owner": "admin" });
  });
});
