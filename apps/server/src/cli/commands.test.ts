import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dirname } from "node:path";
import { owner, startAccounts, type AccountsServer } from "../accounts/testing/accounts-server.js";
import { runCommand } from "./commands.js";

let server: AccountsServer;
let env: Record<string, string> = {};
beforeEach(async () => {
  server = await startAccounts();
  env = { LEEWAY_DATA_DIR: dirname(server.database.handle.name) };
  await server.call("POST", "/auth/setup", owner);
});
afterEach(() => server.close());

async function run(line: string, input = "") {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await runCommand(line.split(" ").filter(Boolean), {
    env,
    readInput: () => input,
    print: (text) => said.push(text),
    complain: (text) => complained.push(text),
    note: () => {},
  });
  return { code, said: said.join("\n"), complained: complained.join("\n") };
}
const signIn = async (password: string) =>
  (await server.call("POST", "/auth/sign-in", { email: owner.email, password })).status;

describe("user reset-password", () => {
  test("shows a password that opens", async () => {
    const { code, said, complained } = await run("user reset-password");
    expect([code, complained]).toEqual([0, ""]);
    const password = /^owner@example\.com signs in with this password from now on: (\S{20})$/.exec(said)?.[1];
    expect(await signIn(password ?? "")).toBe(200);
  });

  test("takes one from standard input, without its line end, and does not repeat it", async () => {
    const { code, said } = await run(
      "user reset-password owner@example.com --password-stdin",
      "a password of choice\r\n",
    );
    expect([code, said]).toEqual([0, "owner@example.com signs in with the new password from now on."]);
    expect(await signIn("a password of choice")).toBe(200);
  });

  test.each([
    ["user reset-password x@example.com", 1, /^Nobody has the email x@example\.com here\./],
    ["user reset-password a b", 2, /too many arguments/],
    ["user reset-pasword", 2, /Did you mean reset-password\?/],
    ["nonsense", 2, /unknown command 'nonsense'/],
    ["", 2, /reset|Usage: npm run leeway --/],
  ])("%s is refused with a line and exit code %i", async (line, expectedCode, expected) => {
    const { code, said, complained } = await run(line);
    expect([code, said]).toEqual([expectedCode, ""]);
    expect(complained).toMatch(expected);
    expect(await signIn(owner.password)).toBe(200);
  });

  test("refuses an environment that the server would refuse", async () => {
    env = { ...env, LEEWAY_DATADIR: "x" };
    const { code, complained } = await run("user reset-password");
    expect([code, complained]).toEqual([2, expect.stringMatching(/^LEEWAY_DATADIR is no setting of Leeway/)]);
  });
});

test("user end-sessions signs a person out everywhere, beside the running server", async () => {
  const signedIn = await server.call("POST", "/auth/sign-in", { email: owner.email, password: owner.password });
  const { cookie } = signedIn;
  const isIn = async () => (await server.call("GET", "/me", undefined, { cookie })).status;
  expect(await isIn()).toBe(200);
  const { code, said } = await run("user end-sessions OWNER@example.com");
  expect([code, said]).toEqual([
    0,
    expect.stringMatching(/^owner@example\.com is signed out everywhere \(sessions: \d\)\.$/),
  ]);
  expect(await isIn()).toBe(401);
  const log = server.database.handle.prepare("SELECT via, detail FROM audit_log WHERE action = 'sessions.ended'").get();
  expect(log).toEqual({ via: "command", detail: '{"person":"owner@example.com"}' });
  expect((await run("user end-sessions x@example.com")).complained).toBe("Nobody has the email x@example.com here.");
});

describe("user reset-second-factor", () => {
  test("lets in with the password alone who has lost phone and codes, and ends their sessions", async () => {
    await server.database.queue.write((db) =>
      db.exec("INSERT INTO second_factors SELECT id, x'00', NULL, 0, 1 FROM users"),
    );
    const ask = async () =>
      (await server.call("POST", "/auth/sign-in", { email: owner.email, password: owner.password })).body["signedIn"];
    expect(await ask()).toBe(false);
    const { code, said } = await run("user reset-second-factor OWNER@example.com");
    expect([code, said]).toEqual([0, "owner@example.com signs in with the password alone from now on."]);
    expect(await ask()).toBe(true);
    const log = server.database.handle.prepare("SELECT action FROM audit_log").pluck().all();
    expect(log).toContain("secondFactor.reset");
  });

  test("of nobody is refused", async () => {
    const { code, complained } = await run("user reset-second-factor x@example.com");
    expect([code === 0, complained]).toEqual([false, "Nobody has the email x@example.com here."]);
  });
});

test("help tells of every command and ends well", async () => {
  const { code, said } = await run("user --help");
  expect([code, said]).toEqual([0, expect.stringContaining("reset-password")]);
});
