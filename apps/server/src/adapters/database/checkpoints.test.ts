import { expect, onTestFinished, test, vi } from "vitest";
import Database from "better-sqlite3";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMigrated } from "./testing/migrated.js";

test("of a log that grows, what was committed is copied into the file, and by nobody who writes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "leeway-checkpoints-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "leeway.db");
  const { handle, queue, close } = await openMigrated(file);
  handle.pragma("wal_autocheckpoint = 0");
  handle.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  const insert = handle.prepare("INSERT INTO t (text) VALUES (?)");
  const commit = async (times: number) => {
    for (let n = 0; n < times; n++) await queue.write(() => insert.run(`row ${n}`));
  };

  /** Of the file as it is without its log, which is none that can be read while pages are copied into it. */
  const rowsInFile = () => {
    copyFileSync(file, join(folder, "alone.db"));
    const alone = new Database(join(folder, "alone.db"));
    try {
      return alone.prepare("SELECT count(*) FROM t").pluck().get() as number;
    } catch {
      return 0;
    } finally {
      alone.close();
    }
  };
  await commit(10);
  expect(rowsInFile()).toBe(0);
  await commit(190);
  const first = await vi.waitUntil(rowsInFile, { timeout: 90_000 });
  await commit(200);
  await vi.waitUntil(() => rowsInFile() > first, { timeout: 90_000 });
  await close();
  expect(rowsInFile()).toBe(400);
});
