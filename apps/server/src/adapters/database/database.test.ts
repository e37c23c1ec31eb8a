import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { openDataFolder, StartRefused } from "./data-folder.js";
import { openDatabase } from "./database.js";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "leeway-db-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the database", () => {
  test("has exactly the tables that the entities describe", async () => {
    const { dataSource, close } = await openDatabase(join(folder, "a.db"));
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    expect(dataSource.entityMetadatas.length).toBeGreaterThan(5);
    await close();
  });

  test("commits with a sync of the log", async () => {
    const { handle, close } = await openDatabase(join(folder, "a.db"));
    expect([handle.pragma("journal_mode", { simple: true }), handle.pragma("synchronous", { simple: true })]).toEqual([
      "wal",
      2,
    ]);
    await close();
  });

  test("is for the eyes of its account alone, and so is its log", async () => {
    const { close } = await openDatabase(join(folder, "a.db"));
    const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
    expect(Object.fromEntries(modes)).toEqual({ "a.db": 0o600, "a.db-wal": 0o600, "a.db-shm": 0o600 });
    await close();
  });

  test("is copied before a migration, not before the first", async () => {
    const file = join(folder, "a.db");
    await (await openDatabase(file)).close();
    expect(readdirSync(folder)).not.toContain("backups");
    const old = join(folder, "old.db");
    const before = new BetterSqlite3(old);
    before.exec("CREATE TABLE kept (v TEXT); INSERT INTO kept VALUES ('treasure')");
    before.close();
    await (await openDatabase(old)).close();
    const [copy = ""] = readdirSync(join(folder, "backups"));
    const copied = new BetterSqlite3(join(folder, "backups", copy));
    expect(copied.prepare("SELECT v FROM kept").pluck().get()).toBe("treasure");
    copied.close();
  });

  test("that is new is made whole or not at all", async () => {
    const file = join(folder, "a.db");
    // oxlint-disable-next-line typescript/unbound-method -- called with its database below
    const { prepare } = BetterSqlite3.prototype;
    const spy = vi.spyOn(BetterSqlite3.prototype, "prepare");
    onTestFinished(() => spy.mockRestore());
    // The disk fails once, in one of the later migrations.
    let asked = 0;
    spy.mockImplementation(function (this: BetterSqlite3.Database, sql: string) {
      if (++asked === 300) throw new Error("the disk failed");
      return prepare.call(this, sql);
    } as typeof prepare);
    await expect(openDatabase(file)).rejects.toThrow("the disk failed");
    const left = new BetterSqlite3(file);
    expect(left.prepare("SELECT name FROM sqlite_master WHERE name = 'workspaces'").all()).toEqual([]);
    left.close();
    const { handle, close } = await openDatabase(file);
    expect(handle.prepare("SELECT count(*) > 40 FROM migrations").pluck().get()).toBe(1);
    await close();
  });

  test("of a newer version is refused in one line", async () => {
    const file = join(folder, "a.db");
    const open = await openDatabase(file);
    open.handle.prepare("INSERT INTO migrations (timestamp, name) VALUES (1, 'Later9')").run();
    await open.close();
    await expect(openDatabase(file)).rejects.toThrow(/newer Leeway/);
    await expect(openDatabase(file)).rejects.toBeInstanceOf(StartRefused);
  });

  test("that is none is refused", async () => {
    writeFileSync(join(folder, "a.db"), "hello, I am a text file and no database at all".repeat(50));
    await expect(openDatabase(join(folder, "a.db"))).rejects.toBeInstanceOf(StartRefused);
  });
});

describe("a data folder", () => {
  test("belongs to one process; a second gets one line", () => {
    const first = openDataFolder(folder);
    expect(() => openDataFolder(folder)).toThrow(/in use by another Leeway/);
    first.close();
    openDataFolder(folder).close();
  });

  test("that is a file, or cannot be made, is refused", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => openDataFolder(join(folder, "file"))).toThrow(StartRefused);
    chmodSync(folder, 0o700);
    expect(() => openDataFolder("/dev/null/leeway-cannot-be-here")).toThrow(StartRefused);
  });
});
