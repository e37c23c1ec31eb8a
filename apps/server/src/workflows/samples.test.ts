import "reflect-metadata";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { SamplesService } from "./samples.service.js";

let folder: string;
let database: OpenDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "leeway-samples-"));
  database = await openMigrated(join(folder, "leeway.db"));
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

test("a trigger has the sample that was kept for it, whatever its id is, and none before", async () => {
  const samples = new SamplesService(database);
  for (const id of ["order", "constructor", "__proto__"]) {
    expect(samples.one("wf_1", id)).toBeUndefined();
    await samples.keep("wf_1", id, { id });
    expect(samples.one("wf_1", id)).toEqual({ id });
  }
  await samples.keep("wf_1", "order", null);
  expect(samples.one("wf_1", "order")).toBeUndefined();
});
