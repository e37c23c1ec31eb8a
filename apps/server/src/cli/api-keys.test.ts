import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { runCommand } from "./commands.js";

let server: Served;
beforeAll(async () => {
  server = await served([CredentialsModule]);
});
afterAll(() => server.close());

async function run(...args: string[]) {
  const said: string[] = [];
  const keep = (text: string) => void said.push(text);
  const code = await runCommand(["api-keys", ...args], {
    env: { LEEWAY_DATA_DIR: server.folder },
    readInput: () => "",
    print: keep,
    complain: keep,
    note: () => {},
  });
  return { code, said: said.join("\n") };
}
const list = async () => JSON.parse((await run("list", "--json")).said) as Record<string, unknown>[];
const isIn = async (workspace: "ws_1" | "ws_2") =>
  (await server.call("GET", "/api/v1/credentials", { workspace })).status === 200;
const rest = () =>
  server.platform.database.queue.write((db) => db.exec("UPDATE api_keys SET resting_since = 1767355200000"));

test("api-keys list tells of every key, and nothing of the key itself", async () => {
  await isIn("ws_1");
  await rest();
  const [one] = await list();
  expect(one).toMatchObject({
    id: expect.stringMatching(/^key_/),
    workspaceId: "ws_1",
    lastUsedFrom: expect.anything(),
  });
  const { code, said } = await run("list");
  expect([code, said.split("\n").length]).toEqual([0, 2]);
  expect(said).toMatch(/, last used 20\S+Z from 127\.0\.0\.1 .*RESTS since the restore of 2026-01-02T12:00:00\.000Z/);
  expect(said).not.toMatch(/hash|[\da-f]{64}/);
});

test("api-keys confirm lets these work again, or all, beside the running server, and the log tells who did", async () => {
  await rest();
  expect([await isIn("ws_1"), await isIn("ws_2")]).toEqual([false, false]);
  const [first] = await list();
  expect(await run("confirm", String(first?.["id"]))).toEqual({ code: 0, said: "API keys that work again: 1." });
  expect([await isIn("ws_1"), await isIn("ws_2")]).toEqual([true, false]);
  expect(JSON.parse((await run("confirm", "--all", "--json")).said)).toEqual({ confirmed: 1 });
  expect(await isIn("ws_2")).toBe(true);
  const told = "SELECT workspace_id FROM audit_log WHERE action = 'apiKey.confirmed' AND via = 'command' ORDER BY id";
  expect(server.platform.database.handle.prepare(told).pluck().all()).toEqual(["ws_1", "ws_2"]);
});

test.each([
  [["renew", "key_of_nobody"], 6, /no API key key_of_nobody/],
  [["renew", "key_1", "--overlap", "-1"], 2, /whole hours, 0 to 720/],
  [["renew", "key_1", "--overlap", "soon"], 2, /whole hours, 0 to 720/],
  [["renew", "key_1", "--overlap", "721"], 2, /whole hours, 0 to 720/],
  [["confirm"], 2, /which keys, or --all/],
  [["confirm", "key_1", "--all"], 2, /which keys, or --all/],
  [["confirm", "key_of_nobody"], 6, /no API key key_of_nobody.*Nothing was changed/],
  [["delete"], 2, /missing required argument/],
])("api-keys %j is refused and changes nothing", async (args, code, why) => {
  await rest();
  const answer = await run(...args);
  expect(answer.code).toBe(code);
  expect(answer.said).toMatch(why);
  expect((await list()).every((key) => key["restingSince"] !== null)).toBe(true);
});

test("api-keys delete ends all that are named, or none", async () => {
  await run("confirm", "--all");
  const ids = (await list()).map(({ id }) => String(id));
  expect(await run("delete", ids[1] ?? "", "key_of_nobody")).toMatchObject({ code: 6 });
  expect(await list()).toHaveLength(2);
  expect(await run("delete", ids[1] ?? "")).toEqual({ code: 0, said: "Deleted API keys: 1." });
  expect([await isIn("ws_1"), await isIn("ws_2")]).toEqual([true, false]);
});

test("api-keys renew prints the new key once; the old one goes on for the hours that are said", async () => {
  const count = (await list()).length;
  const first = String((await list())[0]?.["id"]);
  const { code, said } = await run("renew", first, "--overlap", "0");
  expect([code, said]).toEqual([0, expect.stringMatching(/^lw_[\w-]{43}$/)]);
  expect(await isIn("ws_1")).toBe(false);
  const authorization = `Bearer ${said}`;
  const answer = await fetch(`${server.origin}/api/v1/credentials`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  const after = await list();
  expect(after).toHaveLength(count + 1);
  const renewed = after.find(({ id }) => id === first);
  expect((await run("list")).said).toContain(`RENEWED as ${String(renewed?.["renewedAs"])}`);
  expect(await run("renew", first)).toMatchObject({ code: 3, said: expect.stringContaining("renewed already") });
});
