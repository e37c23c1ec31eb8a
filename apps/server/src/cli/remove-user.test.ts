import "reflect-metadata";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dirname } from "node:path";
import { startTeam, type Somebody, type TeamServer } from "../team/testing/team-server.js";
import { runCommand } from "./commands.js";

let team: TeamServer;
let anna: Somebody;
beforeEach(async () => {
  team = await startTeam();
  anna = await team.person("Anna", "admin");
  for (const name of ["shop", "never"]) await team.as(anna, "POST", "/api-keys", { name });
  const used = "UPDATE api_keys SET last_used_at = ?, last_used_address = '198.51.100.9' WHERE name = 'shop'";
  await team.database.queue.write((db) => db.prepare(used).run(Date.now()));
});
afterEach(() => team.close());

async function run(...args: string[]) {
  const said: string[] = [];
  const keep = (text: string) => void said.push(text);
  const code = await runCommand(["user", "remove", ...args], {
    env: { LEEWAY_DATA_DIR: dirname(team.database.handle.name) },
    readInput: () => "",
    print: keep,
    complain: keep,
    note: () => {},
  });
  return { code, said: said.join("\n") };
}
const keys = () => team.database.handle.prepare("SELECT name FROM api_keys ORDER BY name").pluck().all();

test.each([
  [[], ["shop"], "\nAPI keys of theirs that go on: shop."],
  [["--end-keys", "all"], [], ""],
  [["--end-keys", "none"], ["never", "shop"], "\nAPI keys of theirs that go on: never, shop."],
])("user remove %j takes somebody out beside the running server and leaves the keys %j", async (args, left, more) => {
  expect(await run(anna.email, ...args)).toEqual({
    code: 0,
    said: `anna@example.com is out of ${team.workspaceId}.${more}`,
  });
  expect([keys(), (await team.as(anna, "GET", "/probe")).status]).toEqual([left, 403]);
  const log = "SELECT via FROM audit_log WHERE action = 'member.removed'";
  expect(team.database.handle.prepare(log).pluck().all()).toEqual(["command"]);
});

test.each([
  [["owner@example.com"], 3, /There would be no owner left/],
  [["nobody@example.com"], 6, /is in no workspace/],
  [["anna@example.com", "--workspace", "ws_other"], 6, /is not in ws_other\. They are in: ws_/],
  [["anna@example.com", "--end-keys", "some"], 2, /Allowed choices are unused, all, none/],
])("user remove %j is refused with code %i, and nobody is removed", async (args, code, why) => {
  const answer = await run(...args);
  expect(answer.code).toBe(code);
  expect(answer.said).toMatch(why);
  expect([keys(), (await team.as(anna, "GET", "/probe")).status]).toEqual([["never", "shop"], 200]);
});
