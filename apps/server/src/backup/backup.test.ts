import BetterSqlite3 from "better-sqlite3";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDataFolder } from "../adapters/database/data-folder.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { lockExclusively } from "../adapters/database/exclusive-lock.js";
import { restorationIn } from "../adapters/database/restored-folder.js";
import { newUploadId } from "../uploads/upload-folder.js";
import { makeBackup } from "./backup.js";
import { restoreBackup } from "./restore.js";
import { contentOf, dataFolder, emptyFolder } from "./testing/folders.js";

const progress = () => {};
const backup = (data: string, file: string, more: { withKey?: boolean; overwrite?: boolean } = {}) =>
  makeBackup({ dataFolder: data, file, version: "1.2.3", withKey: false, overwrite: false, progress, ...more });
const restore = (data: string, file: string) => restoreBackup({ dataFolder: data, file, progress });
const nameIn = (folder: string) => {
  const db = new BetterSqlite3(join(folder, "leeway.db"), { fileMustExist: true });
  try {
    return db.prepare("SELECT name FROM workspaces").pluck().get();
  } finally {
    db.close();
  }
};

describe("a backup", () => {
  test("brings back database and files into an empty folder, without the key", async () => {
    const [data, file] = [await dataFolder("one"), join(emptyFolder(), "b.tar.gz")];
    const made = await backup(data, file);
    expect([made.uploads, made.head.withKey, statSync(file).mode & 0o777]).toEqual([1, false, 0o600]);
    const target = join(emptyFolder(), "new");
    const restored = await restore(target, file);
    expect(restored).toMatchObject({ previous: null, uploads: 1, unfinishedRuns: 0, hasKey: false });
    expect(nameIn(target)).toBe("one");
    const uploads = (folder: string) =>
      Object.entries(contentOf(folder)).filter(([name]) => name.startsWith("uploads/"));
    expect(uploads(target)).toEqual(uploads(data));
    expect(Object.keys(contentOf(target)).filter((name) => /key|search/.test(name))).toEqual([]);
  });

  test("has the key where that was asked for, and cannot where the folder has none", async () => {
    const [data, out] = [await dataFolder("one"), emptyFolder()];
    await backup(data, join(out, "b.tar.gz"), { withKey: true });
    const target = emptyFolder();
    expect((await restore(target, join(out, "b.tar.gz"))).hasKey).toBe(true);
    expect(readFileSync(join(target, "secret.key"), "utf8")).toBe("key of one");
    await expect(backup(join(target, "none"), join(out, "c"))).rejects.toThrow(/^There is no .*leeway\.db/);
    const without = emptyFolder();
    await (await openMigrated(join(without, "leeway.db"))).close();
    await expect(backup(without, join(out, "c"), { withKey: true })).rejects.toThrow(/LEEWAY_SECRET_KEY/);
  });

  test("replaces no file that is there, unless it is told to, and leaves nothing else behind", async () => {
    const [data, out] = [await dataFolder("one"), emptyFolder()];
    const file = join(out, "b.tar.gz");
    writeFileSync(file, "mine");
    await expect(backup(data, file)).rejects.toThrow(/is there already/);
    expect(readFileSync(file, "utf8")).toBe("mine");
    await backup(data, file, { overwrite: true });
    expect(readdirSync(out)).toEqual(["b.tar.gz"]);
    await expect(backup(data, join(out, "nowhere", "b"))).rejects.toThrow(/cannot be written \(ENOENT\)/);
  });

  test("takes a key that is mounted from elsewhere, and no file that a link or a pipe leads to", async () => {
    const [data, file, elsewhere] = [await dataFolder("one"), join(emptyFolder(), "b.tar.gz"), emptyFolder()];
    renameSync(join(data, "secret.key"), join(elsewhere, "key"));
    symlinkSync(join(elsewhere, "key"), join(data, "secret.key"));
    symlinkSync(join(elsewhere, "key"), join(data, "uploads", newUploadId()));
    spawnSync("mkfifo", [join(data, "uploads", newUploadId())]);
    expect((await backup(data, file, { withKey: true })).uploads).toBe(1);
    const target = emptyFolder();
    await restore(target, file);
    expect(readFileSync(join(target, "secret.key"), "utf8")).toBe("key of one");
    expect(lstatSync(join(target, "secret.key")).isFile()).toBe(true);
  });

  test("takes away what killed backups left beside it, and leaves what another one is making", async () => {
    const [data, out] = [await dataFolder("one"), emptyFolder()];
    const long = new Date(Date.now() - 3_600_000);
    const left = (name: string, locked = true) => {
      const path = join(out, `other.tar.gz.unfinished-${name}`);
      mkdirSync(path);
      writeFileSync(join(path, "half"), "half");
      const lock = locked ? lockExclusively(join(path, "backup.lock")) : undefined;
      utimesSync(path, long, long);
      return lock;
    };
    left("dead01")?.close();
    const alive = left("alive1");
    left("strange", false);
    mkdirSync(join(out, "mine.unfinished-folder"));
    const kept = () => readdirSync(out).sort();
    await backup(data, join(out, "b.tar.gz"));
    const theirs = [
      "b.tar.gz",
      "mine.unfinished-folder",
      "other.tar.gz.unfinished-alive1",
      "other.tar.gz.unfinished-strange",
    ];
    expect(kept()).toEqual(theirs);
    alive?.close();
    await backup(data, join(out, "b.tar.gz"), { overwrite: true });
    expect(kept()).toEqual(theirs.filter((name) => !name.endsWith("alive1")));
  });

  test("looks for files once the moment of its databases is held: whatever their rows tell of is there", async () => {
    const [data, file] = [await dataFolder("one"), join(emptyFolder(), "b.tar.gz")];
    let late = false;
    const arrive = (what: string) => {
      if (late || !what.startsWith("Copying")) return;
      late = true;
      writeFileSync(join(data, "uploads", newUploadId()), "came as the copy began");
    };
    const wish = { dataFolder: data, file, version: "1", withKey: false, overwrite: false };
    expect((await makeBackup({ ...wish, progress: arrive })).uploads).toBe(2);
  });

  test("of a damaged database is refused in one line, and no file is there", async () => {
    const [data, out] = [await dataFolder("one"), emptyFolder()];
    writeFileSync(join(data, "leeway.db"), "no database at all, however long it may be".repeat(200));
    await expect(backup(data, join(out, "b"))).rejects.toThrow(
      /^The database in .* is damaged .*No backup was made\.$/,
    );
    expect(readdirSync(out)).toEqual([]);
  });

  test("is of one moment, whatever is written while it is made", async () => {
    const [data, file] = [await dataFolder("one"), join(emptyFolder(), "b.tar.gz")];
    const { handle, queue, close } = await openMigrated(join(data, "leeway.db"));
    const [insert, rename] = [
      handle.prepare("INSERT INTO audit_log (id, workspace_id, at, action, detail) VALUES (?, ?, 0, 'test', ?)"),
      handle.prepare("UPDATE workspaces SET timezone = ?"),
    ];
    let written = 0;
    const writeOne = () =>
      queue.write(() => {
        insert.run(String(++written), "ws_1", "x".repeat(4_000));
        rename.run(String(written));
      });
    while (written < 500) await writeOne();
    let going = true;
    const writing = (async () => {
      while (going) await writeOne();
    })();
    await backup(data, file);
    going = false;
    await writing;
    await close();
    const target = emptyFolder();
    await restore(target, file);
    const db = new BetterSqlite3(join(target, "leeway.db"));
    const [rows, said] = [
      db.prepare("SELECT count(*) FROM audit_log").pluck().get(),
      db.prepare("SELECT timezone FROM workspaces").pluck().get(),
    ];
    db.close();
    expect(String(rows)).toBe(said);
    expect(Number(rows)).toBeGreaterThanOrEqual(500);
    expect(written).toBeGreaterThan(Number(rows));
  });
});

describe("a restore", () => {
  test("keeps what was there before aside, all of it, and the key in its place", async () => {
    const [data, file] = [await dataFolder("one"), join(emptyFolder(), "b.tar.gz")];
    await backup(data, file);
    const target = await dataFolder("two");
    const before = contentOf(target);
    const { previous, hasKey } = await restore(target, file);
    expect([nameIn(target), hasKey]).toEqual(["one", true]);
    const { "secret.key": key, ...rest } = before;
    expect(contentOf(previous ?? "")).toEqual(rest);
    expect(contentOf(target)["secret.key"]).toBe(key);
    expect(existsSync(join(target, "search.db"))).toBe(false);
  });

  test("whose disk is full while it unpacks is refused in one line, and nothing is touched", async () => {
    const [data, file] = [await dataFolder("one"), join(emptyFolder(), "b.tar.gz")];
    await backup(data, file);
    const target = await dataFolder("two");
    const before = contentOf(target);
    const full = () => {
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    };
    await expect(restoreBackup({ dataFolder: target, file, progress: full })).rejects.toThrow(
      /^There is no room for it on the disk of .*\. Nothing was changed\.$/,
    );
    expect(contentOf(target)).toEqual(before);
  });

  test("says who restored it, for the log of the first start", async () => {
    const [data, file, target] = [await dataFolder("one"), join(emptyFolder(), "b.tar.gz"), emptyFolder()];
    await backup(data, file);
    await restoreBackup({ dataFolder: target, file, progress, by: "olena" });
    expect(restorationIn(target)).toMatchObject({ by: "olena" });
  });

  test("touches nothing while a Leeway runs on the folder", async () => {
    const [data, file] = [await dataFolder("one"), join(emptyFolder(), "b.tar.gz")];
    await backup(data, file);
    const target = await dataFolder("two");
    const running = openDataFolder(target);
    const before = contentOf(target);
    await expect(restore(target, file)).rejects.toThrow(/in use by another Leeway/);
    expect(contentOf(target)).toEqual(before);
    running.close();
  });

  test("tells how many runs were under way", async () => {
    const [data, file] = [await dataFolder("one"), join(emptyFolder(), "b.tar.gz")];
    const db = new BetterSqlite3(join(data, "leeway.db"));
    db.exec(
      `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
         created_at, handled_errors) VALUES ('run_1', 'ws_1', 'wf', 'doc', 'hook', 0, 'waiting', 0, 0, 1, 0, 0)`,
    );
    db.close();
    await backup(data, file);
    expect((await restore(emptyFolder(), file)).unfinishedRuns).toBe(1);
  });
});
