import { expect, test } from "vitest";
import { doubtsSuite, VirtualClock } from "@leeway/engine/testing";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMigrated } from "../database/testing/migrated.js";
import { SqliteDoubts } from "./sqlite-doubts.js";

async function open(folder = mkdtempSync(join(tmpdir(), "leeway-doubts-"))) {
  const clock = new VirtualClock();
  const { handle, queue, close } = await openMigrated(join(folder, "a.db"));
  const forget = () => rmSync(folder, { recursive: true, force: true });
  return { folder, clock, handle, close, forget, doubts: new SqliteDoubts(handle, queue, clock) };
}

doubtsSuite("SQLite", async () => {
  const { doubts, clock, close, forget } = await open();
  const now = () => clock.now();
  return { doubts, now, advance: (ms) => clock.run(ms), close: () => close().then(forget) };
});

const call = (runId: string) => ({
  workspaceId: "ws",
  service: "leeloo",
  mark: "hello, Olena",
  runId,
  stepKey: "send",
});

test("who has which entry is known after a restart, and what was written to whom is not kept", async () => {
  const before = await open();
  const since = before.clock.now();
  await before.doubts.sending(call("r1"));
  expect(JSON.stringify(before.handle.prepare("SELECT * FROM sent_calls").all())).not.toContain("Olena");
  expect(await before.doubts.claim({ ...call("r1"), match: "m1", since })).toBe(true);
  expect(before.handle.prepare("SELECT entry FROM claimed_entries").pluck().all()).not.toContain("m1");
  await before.close();
  const after = await open(before.folder);
  expect(await after.doubts.claim({ ...call("r2"), match: "m1", since: since + 1 })).toBe(false);
  expect(await after.doubts.claim({ ...call("r2"), match: "m2", since })).toBe(false);
  await after.close();
  after.forget();
});

test("calls of yesterday are forgotten along the way, found by an index", async () => {
  const { doubts, clock, handle, close, forget } = await open();
  const count = () => handle.prepare("SELECT count(*) FROM sent_calls").pluck().get();
  for (let run = 0; run < 12; run++) await doubts.sending(call(`r${run}`));
  await clock.run(24 * 3_600_000 + 1);
  for (let run = 0; run < 3; run++) await doubts.sending(call(`s${run}`));
  expect(count()).toBe(3);
  const plan = handle.prepare("EXPLAIN QUERY PLAN SELECT rowid FROM sent_calls WHERE sent_at < 5").all();
  expect(JSON.stringify(plan)).toContain("sent_calls_sent");
  await close();
  forget();
});
