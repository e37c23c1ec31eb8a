import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { AttentionTable } from "../adapters/run-store/attention-table.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import { AttentionReader, attentionSql } from "./attention.reader.js";

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

test("whom an id stands for is told with what waits, cut where it is long; what was kept without names is told as ever", async () => {
  const db = database.handle;
  db.exec(`INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
      created_at, handled_errors) VALUES ('r', 'w', 'f', 'd', 'in', 0, 'needs_attention', 1, 0, 1, 0, 0);
    INSERT INTO attention (run_id, step_key, workspace_id, workflow_id, kind, place, entry)
      VALUES ('r', 'old', 'w', 'f', 'unknown', '1', '{"nodeId":"old","since":1,"input":{"to":"5e1f119d6c384804b31e9999"}}')`);
  const [to, cc] = ["5e1f119d6c384804b31e9999", "5e1f119d6c384804b31e8888"];
  const asked = { key: "new", nodeId: "new", kind: "unknown" as const, since: 2, input: { to, cc } };
  await database.queue.write(() =>
    new AttentionTable(db).keep("r", {
      put: [{ ...asked, names: { [to]: "Olena", [cc]: "x".repeat(5_000) } }],
      drop: [],
    }),
  );
  const { items } = new AttentionReader(database, new DocumentNodes(database)).list("w", { limit: 9 }, "en");
  expect(items.map(({ key, names }) => [key, names])).toEqual([
    ["old", {}],
    ["new", { [to]: "Olena", [cc]: "x".repeat(200) }],
  ]);
});
