import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import BetterSqlite3 from "better-sqlite3";
import type { Command } from "commander";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { owner, startAccounts, type AccountsServer } from "../accounts/testing/accounts-server.js";
import { programOf, runCommand } from "./commands.js";

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
  test("shows a link by which the person sets their own password, once; until then nothing changes", async () => {
    env = { ...env, LEEWAY_PUBLIC_URL: "https://flows.example" };
    const { code, said, complained } = await run("user reset-password");
    expect([code, complained]).toEqual([0, ""]);
    const link =
      /^By this link owner@example\.com sets their password, once within a day: (\S+)$/.exec(said)?.[1] ?? "";
    const [, token = ""] = /^https:\/\/flows\.example\/reset-password#([\w-]{43})$/.exec(link) ?? [];
    expect(await signIn(owner.password)).toBe(200);
    const reset = () => server.call("POST", "/auth/reset", { token, password: "a bright green kettle" });
    expect([(await reset()).status, (await reset()).status]).toEqual([204, 410]);
    expect([await signIn(owner.password), await signIn("a bright green kettle")]).toEqual([401, 200]);
    const log = server.database.handle.prepare("SELECT action, via FROM audit_log").all();
    expect(log).toContainEqual({ action: "password.linkMade", via: "command" });
  });

  test("shows a password that opens with --password, and its person is asked for their own", async () => {
    const { code, said, complained } = await run("user reset-password --password");
    expect([code, complained]).toEqual([0, ""]);
    const password = /^owner@example\.com signs in with this password from now on: (\S{20})$/.exec(said)?.[1];
    const { cookie } = await server.call("POST", "/auth/sign-in", { email: owner.email, password });
    const asked = async (by: string) =>
      ((await server.call("GET", "/me", undefined, { cookie: by })).body["user"] as { firstPassword: boolean })
        .firstPassword;
    expect(await asked(cookie)).toBe(true);
    const wish = { current: password, password: "a bright green kettle" };
    const changed = await server.call("POST", "/auth/password", wish, { cookie, origin: server.url });
    expect(await asked(changed.cookie)).toBe(false);
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
    ["user reset-password x@example.com", 6, /^Nobody has the email x@example\.com here\./],
    ["user reset-password a b", 2, /too many arguments/],
    ["user reset-pasword", 2, /Did you mean reset-password\?/],
    ["nonsense", 2, /^error: unknown command 'nonsense'\. Add --help to see what there is\.$/],
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

describe("user create", () => {
  const made = (line: string) => run(`user create anna@example.com ${line}`);
  const annasSignIn = async (password: string) =>
    (await server.call("POST", "/auth/sign-in", { email: "anna@example.com", password })).status;

  test("shows a link by which the new person sets a password that nobody else knows", async () => {
    const { code, said } = await made("--role viewer --json");
    const { url, ...rest } = JSON.parse(said) as Record<string, string>;
    expect([code, rest["role"], rest["password"]]).toEqual([0, "viewer", undefined]);
    const token = String(url).split("#")[1];
    await server.call("POST", "/auth/reset", { token, password: "a bright green kettle" });
    expect(await annasSignIn("a bright green kettle")).toBe(200);
  });

  test("shows a password instead with --password", async () => {
    const { said } = await made("--password --json");
    expect(await annasSignIn((JSON.parse(said) as { password: string }).password)).toBe(200);
  });

  test.each([
    ["--role emperor", 2, /^emperor is no role/],
    ["--workspace ws_none", 6, /^There is no workspace ws_none/],
  ])("%s is refused, and nobody is made", async (line, expectedCode, expected) => {
    const { code, complained } = await made(line);
    expect([code, complained]).toEqual([expectedCode, expect.stringMatching(expected)]);
    expect((await run("user list")).said).not.toContain("anna@example.com");
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

/** Every command that does something, as it is called. */
function everyCommand(command: Command, path: readonly string[] = []): { path: string; command: Command }[] {
  if (command.commands.length === 0) return [{ path: path.join(" "), command }];
  return command.commands.flatMap((inner) => everyCommand(inner, [...path, inner.name()]));
}

test("help tells of every command and ends well, and all that answer anything do so as JSON, too", async () => {
  const silent = { env, readInput: () => "", print: () => {}, complain: () => {}, note: () => {} };
  const all = everyCommand(programOf(silent, () => {}));
  expect(all.length).toBeGreaterThan(20);
  for (const { path, command } of all) {
    const { code, said, complained } = await run(`${path} --help`);
    expect([path, code, complained]).toEqual([path, 0, ""]);
    // Help breaks its lines.
    expect(said.replace(/\s+/g, " ")).toContain(command.description());
    const [group = ""] = path.split(" ");
    expect((await run(`${group} --help`)).said).toContain(path.replace(`${group} `, ""));
    expect([path, said.includes("--json")]).toEqual([path, path !== "start"]);
  }
});

test("the version is that of the package", async () => {
  const { code, said } = await run("--version");
  expect([code, said]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+/)]);
});

test("a folder without a database, a file in its place and a damaged database are told in a line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "leeway-commands-"));
  env = { LEEWAY_DATA_DIR: folder };
  expect(await run("user list")).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/^There is no \S+leeway\.db/),
  });
  writeFileSync(join(folder, "leeway.db"), "x".repeat(5_000));
  expect(await run("user list")).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/is no database of Leeway/),
  });
  env = { LEEWAY_DATA_DIR: join(folder, "leeway.db") };
  expect(await run("user list")).toMatchObject({ code: 1, complained: expect.stringMatching(/^There is no /) });
  rmSync(folder, { recursive: true });
});

test("a database to which another program writes is told as busy", async () => {
  const other = new BetterSqlite3(server.database.handle.name);
  other.exec("BEGIN IMMEDIATE");
  try {
    expect(await run("user create x@example.com")).toMatchObject({
      code: 7,
      complained: expect.stringMatching(/^Another program writes to the database just now .*Try again\.$/),
    });
  } finally {
    other.close();
  }
  expect((await run("user create x@example.com")).code).toBe(0);
});
