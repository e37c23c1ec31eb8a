import "reflect-metadata";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { owner, startAccounts, type AccountsServer } from "../accounts/testing/accounts-server.js";
import { openDataFolder } from "../adapters/database/data-folder.js";
import { resetPasswordIn } from "./reset-password.command.js";

describe("a reset of the password, beside a running server", () => {
  let server: AccountsServer;
  let folder = "";
  beforeEach(async () => {
    server = await startAccounts();
    folder = dirname(server.database.handle.name);
  });
  afterEach(() => server.close());
  const signIn = async (email: string, password: string) =>
    (await server.call("POST", "/auth/sign-in", { email, password })).status;

  test("makes a password that opens, while the old one and every session stop working", async () => {
    const lock = openDataFolder(folder);
    const { cookie } = await server.call("POST", "/auth/setup", owner);
    const { email, password } = await resetPasswordIn(folder, undefined, undefined);
    expect([email, password.length]).toEqual(["owner@example.com", 20]);
    expect((await server.call("GET", "/me", undefined, { cookie })).status).toBe(401);
    expect([await signIn(email, owner.password), await signIn(email, password)]).toEqual([401, 200]);
    const log = server.database.handle.prepare("SELECT action, via, detail FROM audit_log ORDER BY id").all();
    expect(log).toContainEqual({
      action: "password.reset",
      via: "command",
      detail: JSON.stringify({ person: email }),
    });
    lock.close();
  });

  test("takes a given password, and the email in any case", async () => {
    await server.call("POST", "/auth/setup", owner);
    await resetPasswordIn(folder, "OWNER@example.com", "a password of choice");
    expect(await signIn(owner.email, "a password of choice")).toBe(200);
  });

  test.each([
    ["a password that is too short", owner.email, "short", /10 to 200/],
    ["a password that many have", owner.email, "password123", /^It is among the passwords that are tried first/],
    ["an email that nobody has", "x@example.com", undefined, /Nobody has the email x@example\.com.*owner@example\.com/],
  ])("refuses %s and changes nothing", async (_, email, password, line) => {
    const { cookie } = await server.call("POST", "/auth/setup", owner);
    await expect(resetPasswordIn(folder, email, password)).rejects.toThrow(line);
    expect((await server.call("GET", "/me", undefined, { cookie })).status).toBe(200);
  });

  test("asks whose where there are several people", async () => {
    await server.call("POST", "/auth/setup", owner);
    await server.database.queue.write((db) =>
      db.exec(
        "INSERT INTO users (id, email, name, locale, password_hash, created_at) SELECT 'user_2', 'second@example.com', name, locale, password_hash, 0 FROM users",
      ),
    );
    await expect(resetPasswordIn(folder, undefined, undefined)).rejects.toThrow(
      "Say whose: owner@example.com, second@example.com.",
    );
    expect(await signIn(owner.email, owner.password)).toBe(200);
  });

  test("says where there is nobody yet", async () => {
    await expect(resetPasswordIn(folder, undefined, undefined)).rejects.toThrow(/Nobody has an account/);
  });
});

test("a folder without a database of Leeway is refused in one line and left as it is", async () => {
  const folder = mkdtempSync(join(tmpdir(), "leeway-cli-"));
  await expect(resetPasswordIn(folder, undefined, undefined)).rejects.toThrow(/^There is no .*leeway\.db/);
  writeFileSync(join(folder, "leeway.db"), "");
  await expect(resetPasswordIn(folder, undefined, undefined)).rejects.toThrow(/is no database of Leeway/);
  rmSync(folder, { recursive: true, force: true });
});
