import { afterEach, expect, test } from "vitest";
import { onceSuite, VirtualClock } from "@leeway/engine/testing";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMigrated } from "../database/testing/migrated.js";
import { SqliteOnce } from "./sqlite-once.js";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function open(folder = mkdtempSync(join(tmpdir(), "leeway-once-"))) {
  folders.push(folder);
  const clock = new VirtualClock();
  const { handle, queue, close } = await openMigrated(join(folder, "a.db"));
  return { folder, clock, handle, close, keeper: new SqliteOnce(handle, queue, clock) };
}

onceSuite("SQLite", async () => {
  const { keeper, clock, close } = await open();
  return { keeper, advance: (ms) => clock.run(ms), close };
});

const claim = (key: string, runId: string, windowMs?: number) => ({
  workspaceId: "ws",
  workflowId: "wf",
  nodeId: "once",
  stepKey: "once",
  rehearsal: false,
  key,
  runId,
  windowMs,
});

test("what has been done is known after a restart, and the phone itself is not kept", async () => {
  const before = await open();
  await before.keeper.first(claim("+380671234567", "r1"));
  expect(JSON.stringify(before.handle.prepare("SELECT * FROM once_claims").all())).not.toContain("380671234567");
  await before.close();
  const after = await open(before.folder);
  expect(await after.keeper.first(claim("+380671234567", "r2"))).toMatchObject({ first: false, runId: "r1" });
  expect(await after.keeper.first(claim("+380671234567", "r1"))).toEqual({ first: true });
  await after.close();
});

test("what is over is forgotten along the way, found by its index, and what is for ever stays", async () => {
  const { keeper, clock, handle, close } = await open();
  const count = () => handle.prepare("SELECT count(*) FROM once_claims").pluck().get() as number;
  await keeper.first(claim("ever", "r"));
  for (let person = 0; person < 20; person++) await keeper.first(claim(`p${person}`, "r", 1_000));
  expect(count()).toBe(21);
  await clock.run(1_001);
  for (let person = 20; person < 24; person++) await keeper.first(claim(`p${person}`, "r", 1_000));
  expect(count()).toBe(5);
  expect(await keeper.first(claim("ever", "other"))).toMatchObject({ first: false });
  const plan = handle.prepare("EXPLAIN QUERY PLAN SELECT rowid FROM once_claims WHERE expires_at <= 5").all();
  expect(JSON.stringify(plan)).toContain("once_claims_expires");
  await close();
});
