import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironment } from "../../config/environment.js";
import { openPlatform } from "../platform.js";
import type { OpenDatabase } from "../database/database.js";
import { openMigrated } from "../database/testing/migrated.js";
import { seal } from "./seal.js";
import { sealedTables } from "./sealed-columns.js";
import { addToKeyFile } from "./key-file.js";
import { openVault, proveKeys } from "./open-keys.js";
import { KeyRing, keySourceOf, Unreadable } from "./key-ring.js";
import { OF_PEOPLE, type Vault } from "./vault.js";

let folder = "";
let db: OpenDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "leeway-secrets-"));
  db = await openMigrated(join(folder, "leeway.db"));
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});
const settings = (key?: string, old?: string) =>
  readEnvironment({ LEEWAY_SECRET_KEY: key, LEEWAY_SECRET_KEY_OLD: old });
const prove = (key?: string, old?: string) => proveKeys(folder, settings(key, old));
const start = (key?: string, old?: string) => openVault(folder, prove(key, old), db);
const sealed = (vault: Vault, workspace: string, row: string, text: string) =>
  db.queue.write((write) => vault.seal(write, workspace, row, text));
const keyFile = () => join(folder, "secret.key");
/** The bytes of every file in the folder, but SQLite's index of its log, which readers share. */
const bytes = () =>
  readdirSync(folder)
    .filter((name) => !name.endsWith("-shm"))
    .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]);
const [one, two, three] = ["1".repeat(16), "2".repeat(16), "3".repeat(16)] as const;

describe("the key", () => {
  test("is made at the first start, for the owner's eyes only, and taken again at the next", async () => {
    const kept = await sealed(await start(), "w1", "credentials:a", "token");
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect((await start()).open("w1", "credentials:a", kept)).toBe("token");
  });
  test("makes no file when it comes from the environment", async () => {
    await start(one);
    expect(existsSync(keyFile())).toBe(false);
  });
  test("is made anew where a first start died over writing it, and an empty file is never taken for one", async () => {
    writeFileSync(keyFile(), "");
    await start();
    expect(readFileSync(keyFile(), "utf8").trim()).toMatch(/^lwk1_[\w-]{43}$/);
  });
});

// Known answers: with any other, what was sealed under such a secret would open no more.
test.each([
  ["a key file of before", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ", "7e92e3a6"],
  ["somebody has chosen", "correct horse battery staple", "8bc83c4b"],
  ["somebody has chosen, and begins like one that is made", "lwk1_short", "13854f9f"],
  ["the server makes", "lwk1_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ", "32da211a"],
])("the keys of a secret that %s stay the same", (_whose, secret, id) => {
  expect(new KeyRing({ kind: "file", read: () => [secret] }).ids).toEqual([id]);
});

test("what a key file of before has sealed opens, and its exchange makes one of today", async () => {
  writeFileSync(keyFile(), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ\n");
  const kept = await sealed(await start(), "w1", "credentials:a", "token");
  addToKeyFile(folder);
  const secrets = readFileSync(keyFile(), "utf8").trim().split("\n");
  expect(secrets).toEqual([expect.stringMatching(/^lwk1_/), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"]);
  expect((await start()).open("w1", "credentials:a", kept)).toBe("token");
  // Sealed anew by that start: the one of before is needed no more.
  writeFileSync(keyFile(), `${secrets[0]}\n`);
  expect((await start()).open("w1", "credentials:a", kept)).toBe("token");
});

describe("a start that is refused changes no byte", () => {
  const nothing = () => {};
  test.each<[string, RegExp, string | undefined, () => void, [string?, string?]]>([
    ["another key in the environment", /^LEEWAY_SECRET_KEY is not the key/, one, nothing, [two]],
    ["a wrong key of before", /set LEEWAY_SECRET_KEY_OLD to that/, one, nothing, [two, three]],
    ["a lost key file", /secret\.key is missing: put the key back/, undefined, () => rmSync(keyFile()), []],
    ["an emptied key file", /secret\.key is empty/, undefined, () => writeFileSync(keyFile(), "\n"), []],
    ["another key file", /Put the right secret\.key/, undefined, () => writeFileSync(keyFile(), two), []],
  ])("%s", async (_, line, key, damage, other) => {
    await start(key);
    // As a killed server leaves it: the newest writes are in the log alone.
    await db.queue.write((write) => write.exec("CREATE TABLE in_the_log (a)"));
    damage();
    const before = bytes();
    expect(() => prove(...other)).toThrow(line);
    expect(bytes()).toEqual(before);
    expect(statSync(join(folder, "leeway.db-wal")).size).toBeGreaterThan(0);
  });

  test("not of a folder that was closed well, nor of one that waits for a migration", async () => {
    const data = join(folder, "whole");
    const opening = (key: string) =>
      openPlatform(readEnvironment({ LEEWAY_DATA_DIR: data, LEEWAY_SECRET_KEY: key }), "0");
    const platform = await opening(one);
    await platform.database.queue.write((write) =>
      write.exec("DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)"),
    );
    await platform.close();
    const all = () => readdirSync(data).map((name) => [name, readFileSync(join(data, name)).toString("base64")]);
    const before = all();
    await expect(opening(two)).rejects.toThrow(/^LEEWAY_SECRET_KEY is not the key/);
    expect(all()).toEqual(before);
  });
});

describe("a key in the environment", () => {
  test("is exchanged by a start that knows the old one, which is not needed from then on", async () => {
    const kept = await sealed(await start(one), "w1", "credentials:a", "token");
    expect((await start(two, one)).open("w1", "credentials:a", kept)).toBe("token");
    expect((await start(two)).open("w1", "credentials:a", kept)).toBe("token");
    expect(() => prove(one)).toThrow(/^LEEWAY_SECRET_KEY is not/);
  });
  test("moves into a key file, and back", async () => {
    const kept = await sealed(await start(one), "w1", "credentials:a", "token");
    await start(undefined, one);
    expect((await start()).open("w1", "credentials:a", kept)).toBe("token");
    await start(three, readFileSync(keyFile(), "utf8").trim());
    expect((await start(three)).open("w1", "credentials:a", kept)).toBe("token");
  });
});

test("a database of before there was a root keeps its marks, its pools and all that is sealed", async () => {
  const vault = await start(one);
  const kept = await sealed(vault, "w1", "credentials:a", "token");
  // As that version left it: a check value and no root; marks made of the secret itself.
  const ring = new KeyRing(keySourceOf(folder, settings(one)));
  await db.queue.write((write) => {
    const check = ring.wrap(Buffer.from("leeway"), "leeway:key-check");
    write.prepare("UPDATE data_keys SET version = 0, sealed = ? WHERE workspace_id = '*'").run(check);
  });
  const first = await start(one);
  expect(first.open("w1", "credentials:a", kept)).toBe("token");
  const marks = (of: Vault) => [of.poolKey("t"), of.callbackMark("run", "a"), of.formMark("form", "page")];
  // By the version of before, for this key.
  expect(marks(first)[0]).toBe("eSLuaZ-W13S6Vv14SGHOI0An3AzMubLdIqrXbmbBZSA");
  expect(marks(await start(two, one))).toEqual(marks(first));
});

describe("the vault", () => {
  test("opens what it sealed, also after a restart", async () => {
    const kept = await sealed(await start(one), "w1", "credentials:a", "token");
    expect((await start(one)).open("w1", "credentials:a", kept)).toBe("token");
  });

  test("opens nothing that is in another row or workspace, cut off at any byte, or has any byte changed", async () => {
    const vault = await start(one);
    const kept = await sealed(vault, "w1", "credentials:a", "token");
    const other = await sealed(vault, "w1", "credentials:b", "another");
    await sealed(vault, "w2", "credentials:a", "third");
    const opens = (workspace: string, row: string, bytesOf: Buffer) => () => vault.open(workspace, row, bytesOf);
    const swapped = [
      opens("w1", "credentials:b", kept),
      opens("w1", "credentials:a", other),
      opens("w2", "credentials:a", kept),
      opens(OF_PEOPLE, "credentials:a", kept),
      opens("w1", "credentials:a", Buffer.concat([kept, Buffer.from("x")])),
    ];
    const cut = Array.from({ length: kept.length }, (_, end) => opens("w1", "credentials:a", kept.subarray(0, end)));
    const changed = Array.from(kept, (byte, at) => {
      const copy = Buffer.from(kept);
      copy[at] = byte ^ 1;
      return opens("w1", "credentials:a", copy);
    });
    for (const open of [...swapped, ...cut, ...changed]) expect(open).toThrow(Unreadable);
  });

  test("opens nothing by the data key of another workspace", async () => {
    const vault = await start(one);
    const kept = await sealed(vault, "w1", "credentials:a", "token");
    await sealed(vault, "w2", "credentials:a", "other");
    await db.queue.write((write) =>
      write.exec(`UPDATE data_keys SET sealed = (SELECT sealed FROM data_keys WHERE workspace_id = 'w2')
        WHERE workspace_id = 'w1'`),
    );
    expect(() => vault.open("w1", "credentials:a", kept)).toThrow(Unreadable);
    // Nor does it seal anything more by it: a data key opens in its own row alone.
    await expect(sealed(vault, "w1", "credentials:b", "token")).rejects.toThrow(Unreadable);
  });

  test("opens nothing that was sealed past it with the tag cut short", async () => {
    const short = Buffer.concat([Buffer.alloc(4), seal(Buffer.alloc(32), Buffer.from("x"), "y").subarray(0, 14)]);
    const vault = await start(one);
    expect(() => vault.open("w1", "credentials:a", short)).toThrow(Unreadable);
  });

  test("uses one key for two first seals at once", async () => {
    const vault = await start(one);
    const [a, b] = await Promise.all([sealed(vault, "w1", "a", "1"), sealed(vault, "w1", "b", "2")]);
    expect([vault.open("w1", "a", a), vault.open("w1", "b", b)]).toEqual(["1", "2"]);
  });

  test("seals nothing with a data key whose write was taken back", async () => {
    const vault = await start(one);
    const failed = db.queue.write((write) => {
      vault.seal(write, "w1", "a", "1");
      throw new Error("taken back");
    });
    await expect(failed).rejects.toThrow("taken back");
    const kept = await sealed(vault, "w1", "a", "2");
    expect((await start(one)).open("w1", "a", kept)).toBe("2");
  });

  test("names the pool of a token alike in every workspace, without the token", async () => {
    const vault = await start(one);
    expect(vault.poolKey("t")).toBe((await start(one)).poolKey("t"));
    expect(vault.poolKey("t")).not.toBe(vault.poolKey("u"));
  });
});

test("every column that keeps what was sealed is known to the rotation", () => {
  const columns = db.handle
    .prepare(
      `SELECT t.name FROM sqlite_master t, pragma_table_info(t.name) c
       WHERE t.type = 'table' AND c.name LIKE '%sealed%' AND t.name <> 'data_keys' ORDER BY t.name`,
    )
    .pluck()
    .all();
  expect(columns).toEqual(sealedTables.map(({ table }) => table).sort());
});
