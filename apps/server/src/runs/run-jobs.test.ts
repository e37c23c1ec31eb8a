import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { DiskFullError } from "../adapters/database/writer-queue.js";
import { eventually } from "../testing/eventually.js";
import { newRunId } from "./run-id.js";
import { RunJobs } from "./run-jobs.service.js";
import type { RunsService } from "./runs.service.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-jobs-"));
let database: OpenDatabase;
beforeAll(async () => {
  database = await openMigrated(join(folder, "a.db"));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test("where one of many runs finds no room on the disk, the others are not sent again for it, though they are unclear anew", async () => {
  const insert = database.handle
    .prepare(`INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status,
      fence, claims, last_seq, created_at, handled_errors) VALUES (?, 'w', 'f', 'd', 'in', 0, 'needs_attention', 1, 0, 1, 0, 0)`);
  const runs = Array.from({ length: 4 }, newRunId);
  const [first, second, crowded, last] = runs;
  for (const id of runs) insert.run(id);
  const sent: string[] = [];
  const resolveAll = (_workspaceId: string, id: string) => {
    sent.push(id);
    const full = id === crowded && sent.filter((one) => one === id).length === 1;
    return full ? Promise.reject(new DiskFullError()) : Promise.resolve();
  };
  const jobs = new RunJobs(database, { resolveAll } as unknown as RunsService, {} as never);
  jobs.start();
  const wish = { action: "resolve", filter: { ids: runs }, as: "retry" } as const;
  const { jobId = "" } = await jobs.begin("w", wish, { dryRun: false, by: null });
  await eventually("the end of it", () => Promise.resolve(jobs.get("w", jobId).finishedAt));
  await jobs.stop();
  expect(sent.toSorted()).toEqual([first, second, crowded, crowded, last]);
  expect(jobs.get("w", jobId)).toMatchObject({ count: 4, done: 4, refused: 0 });
});
