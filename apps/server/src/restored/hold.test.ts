import { PARKED_AT } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { RestoredRuns } from "../adapters/run-store/restored-runs.js";
import { countHeldEvents, releaseEvents } from "../events/events-after-restore.js";
import { holdWhatIsDoubtful } from "./hold.js";

const [BACKUP, START] = [1_000_000, 9_000_000];

/** A row of which only what is named matters. */
function put(db: Database, table: string, row: Record<string, unknown>): void {
  const columns = db.pragma(`table_info(${table})`) as { name: string; type: string; notnull: number }[];
  const needed = columns.filter(({ name, notnull }) => notnull === 1 && !(name in row));
  const full = {
    ...Object.fromEntries(needed.map(({ name, type }) => [name, /int|bool/.test(type) ? 0 : "{}"])),
    workspace_id: "ws_1",
    ...row,
  };
  const names = Object.keys(full).filter((name) => columns.some((column) => column.name === name));
  db.prepare(
    `INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(", ")}) VALUES (${names.map((name) => `@${name}`).join(", ")})`,
  ).run(full);
}

let folder = "";
async function opened(name: string): Promise<OpenDatabase> {
  const database = await openMigrated(join(folder, name));
  onTestFinished(() => (database.dataSource.isInitialized ? database.close() : undefined));
  return database;
}
/** A database with these rows, as a copy that another file was made of. */
async function copyWith(rows: (db: Database) => void): Promise<OpenDatabase> {
  const first = await opened("first.db");
  for (const id of ["ws_1", "ws_2"]) put(first.handle, "workspaces", { id, name: id, timezone: "UTC" });
  rows(first.handle);
  first.handle.prepare("VACUUM INTO ?").run(join(folder, "copy.db"));
  return opened("copy.db");
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leeway-restored-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});
const all = (db: Database, sql: string) => db.prepare(sql).all();
const restoration = { backupAt: new Date(BACKUP).toISOString(), by: "olena" };
const hold = (database: OpenDatabase) => holdWhatIsDoubtful(database, START, restoration);

describe("the first start on a copy", () => {
  test("holds runs that had not ended, frees them of who held them, and leaves lines as they stand", async () => {
    const { handle, ...copy } = await copyWith((db) => {
      put(db, "runs", { id: "run_1", status: "running", worker: "old", lease_until: 5, due_at: 5, fence: 3 });
      put(db, "runs", { id: "run_2", status: "waiting", due_at: START - 1 });
      put(db, "runs", { id: "run_3", status: "queued", place: "next", due_at: null });
      put(db, "runs", { id: "run_4", status: "succeeded", finished_at: 1, due_at: null });
      put(db, "runs", { id: "run_5", status: "queued", due_at: 0, workspace_id: "ws_2" });
    });
    await hold({ handle, ...copy });
    expect(all(handle, "SELECT id, worker, due_at AS due FROM runs ORDER BY id")).toEqual([
      { id: "run_1", worker: null, due: PARKED_AT },
      { id: "run_2", worker: null, due: PARKED_AT },
      { id: "run_3", worker: null, due: null },
      { id: "run_4", worker: null, due: null },
      { id: "run_5", worker: null, due: PARKED_AT },
    ]);
    expect(all(handle, "SELECT fence FROM runs WHERE id = 'run_1'")).toEqual([{ fence: 4 }]);
    const held = new RestoredRuns(handle, copy.queue);
    expect(["run_1", "run_2", "run_3", "run_4", "run_5"].map((id) => held.holds(id))).toEqual([
      true,
      true,
      true,
      false,
      true,
    ]);
  });

  test("lets times go in the open that came since, and fires none of them", async () => {
    const { handle, ...copy } = await copyWith((db) => {
      put(db, "schedules", { workflow_id: "due", node_id: "n", cursor: BACKUP, due_at: BACKUP + 60_000 });
      put(db, "schedules", { workflow_id: "later", node_id: "n", cursor: BACKUP, due_at: START + 60_000 });
      put(db, "schedules", { workflow_id: "paused", node_id: "n", cursor: BACKUP, due_at: null, paused_at: BACKUP });
    });
    await hold({ handle, ...copy });
    expect(all(handle, "SELECT workflow_id AS id, cursor, due_at AS due FROM schedules ORDER BY id")).toEqual([
      { id: "due", cursor: START, due: START },
      { id: "later", cursor: START, due: START },
      { id: "paused", cursor: BACKUP, due: null },
    ]);
    expect(all(handle, "SELECT workflow_id AS id, from_at AS a, until AS b, why FROM schedule_gaps")).toEqual([
      { id: "due", a: BACKUP, b: START, why: "restored" },
    ]);
  });

  test("lets looks begin anew with all that they know, and makes nothing up by itself", async () => {
    const { handle, ...copy } = await copyWith((db) => {
      put(db, "polls", { workflow_id: "w", node_id: "n", since: 1, high: 2, live: 1, due_at: 5 });
      put(db, "poll_entries", { workflow_id: "w", node_id: "n", entry_key: "order 1" });
      put(db, "poll_backfills", { workflow_id: "w", node_id: "n", state: "running" });
      put(db, "missed_orders", { type: "ORDER", order_id: "7", state: "wanted" });
      put(db, "run_jobs", { id: "job_1", action: "replay", finished_at: null });
    });
    await hold({ handle, ...copy });
    expect(all(handle, "SELECT since, high, afresh_at AS afresh FROM polls")).toEqual([
      { since: null, high: null, afresh: START },
    ]);
    expect(all(handle, "SELECT entry_key AS key FROM poll_entries")).toEqual([{ key: "order 1" }]);
    expect(all(handle, "SELECT state FROM poll_backfills UNION ALL SELECT state FROM missed_orders")).toEqual([
      { state: "stopped" },
      { state: "missing" },
    ]);
    expect(all(handle, "SELECT finished_at AS at FROM run_jobs")).toEqual([{ at: START }]);
  });

  test("tells nobody twice of what went wrong before", async () => {
    const { handle, ...copy } = await copyWith((db) => {
      put(db, "run_troubles", { id: 7, kind: "failed" });
      put(db, "trouble_listeners", { workflow_id: "w", node_id: "n", cursor: 3, until: 5 });
      put(db, "notice_cursors", { cursor: 3 });
      put(db, "notice_states", { workflow_id: "w", channel: "c", waiting: 4 });
      put(db, "notices", { id: "ntc_1", state: "waiting", due_at: 1 });
    });
    await hold({ handle, ...copy });
    expect(all(handle, "SELECT cursor, until FROM trouble_listeners")).toEqual([{ cursor: 7, until: null }]);
    expect(all(handle, "SELECT cursor FROM notice_cursors")).toEqual([{ cursor: 7 }]);
    expect(all(handle, "SELECT waiting FROM notice_states")).toEqual([{ waiting: 0 }]);
    expect(all(handle, "SELECT state, due_at AS due FROM notices")).toEqual([{ state: "failed", due: null }]);
  });

  test("ends every session and link, and lets keys and passkeys rest that were there", async () => {
    const { handle, ...copy } = await copyWith((db) => {
      put(db, "sessions", { id_hash: "a" });
      put(db, "one_use_links", { id: "b" });
      put(db, "pending_sign_ins", { id_hash: "c" });
      for (const id of ["key_1", "key_2"]) put(db, "api_keys", { id, hash: id, workspace_id: "ws_2" });
      put(db, "passkeys", { id: "pass_1", user_id: "user_1" });
    });
    await hold({ handle, ...copy });
    const open = ["sessions", "one_use_links", "pending_sign_ins"].flatMap((name) =>
      all(handle, `SELECT * FROM ${name}`),
    );
    expect(open).toEqual([]);
    expect(
      all(handle, "SELECT resting_since AS at FROM api_keys UNION ALL SELECT resting_since FROM passkeys"),
    ).toEqual(Array(3).fill({ at: START }));
  });

  test("tells each workspace what was let go, and the audit log that it was restored", async () => {
    const { handle, ...copy } = await copyWith((db) =>
      put(db, "polls", { workflow_id: "w", node_id: "n", since: 1, high: 2, workspace_id: "ws_2" }),
    );
    await hold({ handle, ...copy });
    const told = all(
      handle,
      "SELECT workspace_id AS id, at, backup_at AS backup, told ->> 'polls' AS polls FROM restorations",
    );
    expect(told).toEqual([
      { id: "ws_1", at: START, backup: BACKUP, polls: 0 },
      { id: "ws_2", at: START, backup: BACKUP, polls: 1 },
    ]);
    const entries = "SELECT via, via_name AS name FROM audit_log WHERE action = 'workspace.restored'";
    expect(all(handle, entries)).toEqual(Array(2).fill({ via: "command", name: "olena" }));
  });

  test("is the first until its doubts are held, and only then the database", async () => {
    const copy = await copyWith((db) => put(db, "runs", { id: "run_1", status: "queued", due_at: 0 }));
    expect(copy.restored).toBe(true);
    await copy.close();
    const again = await opened("copy.db");
    expect(again.restored).toBe(true);
    const broken = { queue: again.queue, takeOver: () => expect.fail("no room") };
    await expect(holdWhatIsDoubtful(broken, START, null)).rejects.toThrow("no room");
    expect(all(again.handle, "SELECT * FROM restored_runs")).toEqual([]);
    await hold(again);
    await again.close();
    expect((await opened("copy.db")).restored).toBe(false);
  });
});

test("people let go what is theirs: these runs, all, or the events, and nothing of another workspace", async () => {
  const { handle, queue, ...copy } = await copyWith((db) => {
    for (const id of ["run_1", "run_2", "run_3"]) put(db, "runs", { id, status: "queued", due_at: 0 });
    put(db, "runs", { id: "run_9", status: "queued", due_at: 0, workspace_id: "ws_2" });
    put(db, "leeloo_events", { id: "evt_1", type: "ORDER", due_at: 0 });
    put(db, "leeloo_events", { id: "evt_2", type: "ORDER", due_at: null, forward_due_at: 0, forward_state: "waiting" });
    put(db, "leeloo_events", { id: "evt_3", type: "ORDER", due_at: null });
    put(db, "leeloo_events", { id: "evt_9", type: "ORDER", due_at: 0, workspace_id: "ws_2" });
  });
  await hold({ handle, queue, ...copy });
  const held = new RestoredRuns(handle, queue);
  expect([held.count("ws_1"), held.page("ws_1", "\uffff", 2), held.page("ws_1", "run_2", 2)]).toEqual([
    3,
    ["run_3", "run_2"],
    ["run_1"],
  ]);
  const said: number[] = [];
  const release = (workspaceId: string, ids?: string[]) =>
    held.release(workspaceId, ids, (_db, count) => said.push(count));
  expect([await release("ws_1", ["run_2", "run_9"]), await release("ws_1"), await release("ws_1")]).toEqual([1, 2, 0]);
  expect([said, held.holds("run_2"), held.holds("run_9"), held.count("ws_2")]).toEqual([[1, 2], false, true, 1]);
  expect(all(handle, "SELECT id FROM runs WHERE due_at = 0 ORDER BY id")).toHaveLength(3);

  handle.prepare("UPDATE runs SET finished_at = 1 WHERE id = 'run_9'").run();
  await held.forgetEnded("ws_2");
  expect(all(handle, "SELECT * FROM restored_runs")).toEqual([]);

  expect([countHeldEvents(handle, "ws_1"), countHeldEvents(handle, "ws_2")]).toEqual([2, 1]);
  await queue.write((db) => releaseEvents(db, "ws_1", "handOn"));
  await queue.write((db) => releaseEvents(db, "ws_2", "leave"));
  expect(all(handle, "SELECT id, due_at AS due, forward_due_at AS forward FROM leeloo_events ORDER BY id")).toEqual([
    { id: "evt_1", due: 0, forward: null },
    { id: "evt_2", due: null, forward: 0 },
    { id: "evt_3", due: null, forward: null },
    { id: "evt_9", due: null, forward: null },
  ]);
});
