import "reflect-metadata";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dirname } from "node:path";
import { startTeam, type Somebody, type TeamServer } from "../team/testing/team-server.js";
import { runCommand } from "./commands.js";

let team: TeamServer;
let anna: Somebody;
beforeEach(async () => {
  team = await startTeam();
  anna = await team.person("Anna", "editor");
});
afterEach(() => team.close());

async function run(line: string) {
  const said: string[] = [];
  const code = await runCommand(line.split(" "), {
    env: { LEEWAY_DATA_DIR: dirname(team.database.handle.name) },
    readInput: () => "",
    print: (text) => said.push(text),
    complain: (text) => said.push(text),
    note: () => {},
  });
  return { code, said: said.join("\n") };
}
const exists = () => team.database.handle.prepare("SELECT 1 FROM users WHERE id = ?").get(anna.id) !== undefined;

test("user delete deletes an account beside the running server, which lets nobody in by it any more", async () => {
  expect(await run("user delete ANNA@example.com")).toEqual({
    code: 0,
    said: "anna@example.com has no account here any more.",
  });
  expect([exists(), (await team.as(anna, "GET", "/me")).status]).toEqual([false, 401]);
  const told = team.database.handle.prepare("SELECT via, detail FROM audit_log WHERE action = 'account.deleted'").all();
  expect(told).toEqual([{ via: "command", detail: '{"person":"Anna <anna@example.com>"}' }]);
});

test.each([
  ["x@example.com", 6, /^Nobody has the email x@example\.com here\.$/],
  ["owner@example.com", 3, /^Others need you still\. You are the only owner of “Flowers”/],
])("user delete %s is refused with code %i", async (email, expectedCode, expected) => {
  const { code, said } = await run(`user delete ${email}`);
  expect([code, said]).toEqual([expectedCode, expect.stringMatching(expected)]);
});

test("user delete leaves who is alone in a workspace, and says what to do", async () => {
  await team.as(anna, "POST", "/workspaces", { name: "Alone", timezone: "UTC", demo: false });
  const { code, said } = await run("user delete anna@example.com");
  expect([code, said]).toEqual([
    3,
    expect.stringMatching(/^Nobody but anna@example\.com is in Alone \(ws_.*user create/),
  ]);
  expect(exists()).toBe(true);
});
