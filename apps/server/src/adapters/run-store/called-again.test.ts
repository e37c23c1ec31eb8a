import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NewRun } from "@leeway/engine";
import { VirtualClock } from "@leeway/engine/testing";
import type { OpenDatabase } from "../database/database.js";
import { openMigrated } from "../database/testing/migrated.js";
import { SqliteRunStore } from "./sqlite-run-store.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-called-"));
let database: OpenDatabase;
let store: SqliteRunStore;
beforeAll(async () => {
  database = await openMigrated(join(folder, "a.db"));
  store = new SqliteRunStore(database.handle, database.queue, new VirtualClock());
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const insert = (id: string, { by, step, of }: { by?: string; step?: string; of?: string } = {}) => {
  database.handle
    .prepare(
      `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
         created_at, finished_at, handled_errors, parent_run_id, dedupe_key, replay_of)
       VALUES (?, 'ws', 'wf', 'd', 'in', 0, 'failed', 1, 0, 1, 0, 1, 0, ?, ?, ?)`,
    )
    .run(id, by ?? null, by === undefined ? null : `step:${by}:${step}`, of ?? null);
  return id;
};
/** A run that has called so many, each thousandth of which has called one more. */
const caller = (name: string, count: number, isDeep = true) =>
  database.handle.transaction(() => {
    const top = insert(`run_${name}`);
    for (let index = 0; index < count; index++) {
      const called = insert(`run_${name}_${index}`, { by: top, step: `calls[${index}]` });
      if (isDeep && index % 1_000 === 0) insert(`${called}_deep`, { by: called, step: "calls" });
    }
    return top;
  })();
const again = (replayOf: string, takesOver: (step: string) => boolean = () => false) => {
  const run: NewRun = {
    id: `run_z_${Math.random()}`,
    workspaceId: "ws",
    workflowId: "wf",
    documentId: "d",
    version: 1,
    trigger: "in",
    payload: null,
    rehearsal: false,
    at: 0,
    replayOf,
    unlessReplayed: { takesOver },
  };
  return store.create(run);
};

test("of many called runs the one that was repeated is found, on each level, where its step is done again", async () => {
  const top = caller("a", 3_000);
  const deep = insert("run_a_z", { of: "run_a_2000_deep" });
  insert("run_a_later");
  const found = { runId: deep, duplicate: true, elsewhere: "below" };
  expect(await again(top)).toEqual(found);
  expect(await again(top, (step) => step === "calls[1]")).toEqual(found);
  // A step of that name in the run that was called is another one.
  expect(await again(top, (step) => step === "calls")).toEqual(found);
  expect(await again(top, (step) => step === "calls[2000]")).toMatchObject({ duplicate: false });
});

test("one that is repeated while the others are looked through is found in the write", async () => {
  for (const [name, repeated] of [
    ["b", "0"],
    ["c", "0_deep"],
    ["d", "1999"],
  ] as const) {
    const top = caller(name, 2_500);
    const asked = again(top);
    await nextTurn();
    const other = insert(`run_${name}_z`, { of: `run_${name}_${repeated}` });
    expect(await asked).toEqual({ runId: other, duplicate: true, elsewhere: "below" });
  }
  const other = caller("e", 2_500);
  const asked = again(other, (step) => step === "calls[0]");
  await nextTurn();
  insert("run_e_z", { of: "run_e_0_deep" });
  expect(await asked).toMatchObject({ duplicate: false });
});

test("others have their turn while many are looked through", async () => {
  const top = caller("f", 5_000, false);
  let turns = 0;
  let isOver = false;
  const asked = again(top).finally(() => (isOver = true));
  for (; !isOver; turns++) await nextTurn();
  expect(await asked).toMatchObject({ duplicate: false });
  expect(turns).toBeGreaterThanOrEqual(5);
});
