import { afterEach, beforeEach, describe, expect, test } from "vitest";
import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiskFullError } from "./full-disk.js";
import { WriterQueue } from "./writer-queue.js";

let folder = "";
let db: Database.Database;
let queue: WriterQueue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leeway-queue-"));
  db = new Database(join(folder, "a.db"));
  db.pragma("journal_mode = WAL");
  db.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL)");
  queue = new WriterQueue(db);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
const insert = (id: number, v: string | null = "x") =>
  queue.write((db) => db.prepare("INSERT INTO t (id, v) VALUES (?, ?)").run(id, v).changes);
const ids = () => db.prepare("SELECT id FROM t ORDER BY id").pluck().all();

describe("the writer queue", () => {
  test("commits all writes that wait in one transaction", async () => {
    let seen: unknown;
    const first = insert(1);
    const second = queue.write((db) => (seen = db.prepare("SELECT count(*) FROM t").pluck().get()));
    const other = new Database(join(folder, "a.db"), { readonly: true });
    const uncommitted = queue.write(() => other.prepare("SELECT count(*) FROM t").pluck().get());
    await Promise.all([first, second]);
    expect([seen, await uncommitted]).toEqual([1, 0]);
    expect(other.prepare("SELECT count(*) FROM t").pluck().get()).toBe(1);
    other.close();
  });

  test.each([
    { who: "a write that is alone waits for nobody else", first: 1, commits: [1, 1] },
    { who: "several take along what comes a turn later", first: 2, commits: [3] },
  ])("$who", async ({ first, commits }) => {
    const made: number[] = [];
    queue.onCommit((writes) => void made.push(writes));
    const now = Array.from({ length: first }, (_, id) => insert(id));
    await Promise.all([...now, new Promise(setImmediate).then(() => insert(9))]);
    expect(made).toEqual(commits);
  });

  test("rejects only the write that throws, and undoes only that one", async () => {
    const settled = await Promise.allSettled([
      insert(1),
      queue.write((db) => {
        db.exec("INSERT INTO t VALUES (2, 'half')");
        throw new Error("no");
      }),
      insert(1),
      insert(3),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect(ids()).toEqual([1, 3]);
  });

  test("rejects everyone when the commit fails, and works again afterwards", async () => {
    db.exec(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED)",
    );
    db.pragma("foreign_keys = ON");
    const settled = await Promise.allSettled([insert(1), queue.write((db) => db.exec("INSERT INTO c VALUES (9)"))]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await insert(2);
    expect(ids()).toEqual([2]);
  });

  test("calls a full disk by its name, keeps nothing of it, and writes again once there is room", async () => {
    db.pragma(`max_page_count = ${Number(db.pragma("page_count", { simple: true })) + 2}`);
    await expect(insert(1, "y".repeat(100_000))).rejects.toBeInstanceOf(DiskFullError);
    expect(ids()).toEqual([]);
    db.pragma("max_page_count = 100000");
    await insert(2, "y".repeat(100_000));
    expect(ids()).toEqual([2]);
  });
});
