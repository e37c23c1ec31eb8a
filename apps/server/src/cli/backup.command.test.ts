import BetterSqlite3 from "better-sqlite3";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { KeyRing, keySourceOf } from "../adapters/secrets/key-ring.js";
import { openVault } from "../adapters/secrets/open-keys.js";
import { dataFolder, emptyFolder } from "../backup/testing/folders.js";
import { runCommand } from "./commands.js";

let [data, out] = ["", ""];
beforeEach(async () => {
  [data, out] = [await dataFolder("one"), emptyFolder()];
});

async function run(...args: string[]) {
  const [said, complained, noted]: [string[], string[], string[]] = [[], [], []];
  const code = await runCommand(args, {
    env: { LEEWAY_DATA_DIR: data },
    readInput: () => "",
    print: (text) => said.push(text),
    complain: (text) => complained.push(text),
    note: (text) => noted.push(text),
  });
  return { code, said: said.join("\n"), complained: complained.join("\n"), noted };
}
const told = () => {
  const db = new BetterSqlite3(join(data, "leeway.db"), { readonly: true });
  const entries = db
    .prepare(
      "SELECT workspace_id AS id, via, via_name AS name, detail FROM audit_log WHERE action = 'backup.made' ORDER BY id",
    )
    .all() as { detail: string }[];
  db.close();
  return entries.map((one) => ({ ...one, detail: JSON.parse(one.detail) as unknown }));
};

test("backup says what it made, how large it is and how far it was, and the audit log who made it", async () => {
  const file = join(out, "nightly.tar.gz");
  const { code, said, complained, noted } = await run("backup", file);
  expect([code, complained]).toEqual([0, ""]);
  expect(said).toMatch(/nightly\.tar\.gz holds everything as it was at 20\S+Z: \d+ kB, 1 uploaded files\./);
  expect(noted[0]).toMatch(/^Copying leeway\.db … \d+ % of (\d+ kB|\d+\.\d MB)$/);
  expect(noted.at(-1)).toMatch(/^Packing … 100 % of (\d+ kB|\d+\.\d MB)$/);
  const by = { id: "ws_1", via: "command", name: userInfo().username };
  expect(told()).toEqual([{ ...by, detail: { file: "nightly.tar.gz" } }]);
  const json = await run("backup", file, "--force", "--with-key", "--json");
  expect(JSON.parse(json.said)).toEqual({
    file,
    size: statSync(file).size,
    uploads: 1,
    createdAt: expect.stringMatching(/Z$/),
    withKey: true,
    audited: true,
  });
  expect(told()[1]).toEqual({ ...by, detail: { file: "nightly.tar.gz", keyFile: "secret.key" } });
});

test("a backup that is refused says so by its code, and the audit log nothing", async () => {
  const file = join(out, "nightly.tar.gz");
  await run("backup", file);
  expect(await run("backup", file)).toMatchObject({
    code: 3,
    said: "",
    complained: expect.stringMatching(/is there already/),
  });
  mkdirSync(join(out, "folder"));
  expect(await run("backup", join(out, "folder"), "--force")).toMatchObject({
    code: 3,
    complained: expect.stringMatching(/folder is a folder/),
  });
  expect(told()).toHaveLength(1);
});

test("a database that takes no writes is backed up all the same, and that its log lacks an entry is said", async () => {
  const db = new BetterSqlite3(join(data, "leeway.db"));
  db.pragma("journal_mode = DELETE");
  db.exec("CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
  db.close();
  const { code, said, complained } = await run("backup", join(out, "b.tar.gz"), "--json");
  expect([code, JSON.parse(said)]).toMatchObject([0, { audited: false }]);
  expect(complained).toMatch(/the audit log does not tell of this backup/);
});

test("a restore says whether the key that is there opens what it brought, before the start refuses it", async () => {
  const database = await openMigrated(join(data, "leeway.db"));
  rmSync(join(data, "secret.key"));
  await openVault(data, new KeyRing(keySourceOf(data, {})), database);
  await database.close();
  const file = join(out, "old.tar.gz");
  expect((await run("backup", file)).code).toBe(0);

  const fits = async () => JSON.parse((await run("restore", file, "--json")).said) as { keyFits: boolean };
  expect(await fits()).toMatchObject({ hasKey: true, keyFits: true });
  expect((await run("restore", file)).said).not.toContain("the start is refused");
  writeFileSync(join(data, "secret.key"), `${"A".repeat(43)}=\n`);
  expect((await run("restore", file)).said).toMatch(/not one that this backup was made with.*the start is refused/);
  expect(await fits()).toMatchObject({ hasKey: true, keyFits: false });
});
