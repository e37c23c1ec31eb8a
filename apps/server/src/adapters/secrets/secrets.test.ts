import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenDatabase } from "../database/database.js";
import { openKeyRing } from "./key-ring.js";
import { Vault } from "./vault.js";

let folder = "";
let db: OpenDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "leeway-secrets-"));
  db = await openDatabase(join(folder, "leeway.db"));
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});
const ring = (key?: string) => openKeyRing(folder, key, db.handle, db.queue);
const rows = () => db.handle.prepare("SELECT * FROM data_keys").all();

describe("the key ring", () => {
  test("makes its key at the first start, for the owner's eyes only, and takes it again at the next", async () => {
    const first = await ring();
    expect(statSync(join(folder, "secret.key")).mode & 0o777).toBe(0o600);
    expect(await ring()).toEqual(first);
  });
  test("writes no file when the key comes from the environment", async () => {
    await ring("k".repeat(16));
    expect(existsSync(join(folder, "secret.key"))).toBe(false);
  });
  test("refuses another key and touches nothing", async () => {
    await ring("k".repeat(16));
    const before = rows();
    await expect(ring("x".repeat(16))).rejects.toThrow(/^LEEWAY_SECRET_KEY is not the key/);
    expect(rows()).toEqual(before);
  });
  test("refuses a lost key file instead of making a new one", async () => {
    await ring();
    rmSync(join(folder, "secret.key"));
    await expect(ring()).rejects.toThrow(/secret\.key is missing/);
    expect(existsSync(join(folder, "secret.key"))).toBe(false);
  });
  test("makes its key anew where a first start died over writing it, and never takes an empty file for one", async () => {
    writeFileSync(join(folder, "secret.key"), "");
    await ring();
    expect(readFileSync(join(folder, "secret.key"), "utf8").trim()).toHaveLength(43);
  });
  test("refuses a key file that has become empty", async () => {
    await ring();
    writeFileSync(join(folder, "secret.key"), "\n");
    await expect(ring()).rejects.toThrow(/secret\.key is empty/);
  });
});

describe("the vault", () => {
  const vault = async () => new Vault(await ring("k".repeat(16)), db.handle, db.queue);

  test("opens what it sealed, also after a restart", async () => {
    const sealed = await (await vault()).seal("w1", "credentials:a", "token");
    expect((await vault()).open("w1", "credentials:a", sealed)).toBe("token");
  });
  test("does not open in another row or workspace, or with a bit changed", async () => {
    const one = await vault();
    const sealed = await one.seal("w1", "credentials:a", "token");
    await one.seal("w2", "credentials:a", "other");
    expect(() => one.open("w1", "credentials:b", sealed)).toThrow();
    expect(() => one.open("w2", "credentials:a", sealed)).toThrow();
    const changed = Buffer.from(sealed);
    changed[changed.length - 1]! ^= 1;
    expect(() => one.open("w1", "credentials:a", changed)).toThrow();
  });
  test("two first seals at once use one key", async () => {
    const one = await vault();
    const [a, b] = await Promise.all([one.seal("w1", "a", "1"), one.seal("w1", "b", "2")]);
    expect([one.open("w1", "a", a), one.open("w1", "b", b)]).toEqual(["1", "2"]);
  });
  test("names the pool of a token alike in every workspace, without the token", async () => {
    const one = await vault();
    expect(one.poolKey("t")).toBe((await vault()).poolKey("t"));
    expect(one.poolKey("t")).not.toBe(one.poolKey("u"));
  });
});
