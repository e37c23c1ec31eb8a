import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { attentionSql } from "./attention.reader.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-attention-"));
let database: OpenDatabase;
beforeAll(async () => (database = await openMigrated(join(folder, "a.db"))));
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const wanted = { workspaceId: "w", workflowId: "f", kind: "unknown", cursor: "z", limit: 9 };

test.each([
  [{}, "attention_workspace (workspace_id=? AND place<?)"],
  [{ kind: "unknown" as const }, "attention_workspace_kind (workspace_id=? AND kind=? AND place<?)"],
  [{ workflowId: "f" }, "attention_workflow (workflow_id=? AND place<?)"],
  [{ workflowId: "f", kind: "unknown" as const }, "attention_workflow_kind (workflow_id=? AND kind=? AND place<?)"],
])("the list of what waits filtered by %j goes by an index and sorts nothing", (filter, index) => {
  const plan = database.handle.prepare(`EXPLAIN QUERY PLAN ${attentionSql(filter)}`).all(wanted) as {
    detail: string;
  }[];
  expect(plan.map(({ detail }) => detail)[0]).toBe(`SEARCH a USING INDEX ${index}`);
  expect(JSON.stringify(plan)).not.toContain("TEMP B-TREE");
});
