import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "./database.js";
import { fingerprint } from "./fingerprint.js";

test("what was seen before ids were kept as fingerprints is known as before, without its ids", async () => {
  const folder = mkdtempSync(join(tmpdir(), "leeway-fingerprints-"));
  const file = join(folder, "a.db");
  const before = await openDatabase(file);
  before.handle.exec(`DELETE FROM migrations WHERE name LIKE 'Fingerprints%';
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
      INSERT INTO poll_entries (workflow_id, node_id, entry_key, at, changes) SELECT 'w', 'n', 'person ' || i, i, 0 FROM n;
    INSERT INTO claimed_entries (workspace_id, service, entry, run_id, step_key, claimed_at)
      VALUES ('ws', 'leeloo', 'person 1', 'r', 's', 0)`);
  await before.close();
  const after = await openDatabase(file);
  const keys = after.handle.prepare("SELECT entry_key FROM poll_entries ORDER BY at").pluck().all();
  expect(keys).toEqual(Array.from({ length: 2500 }, (_, at) => fingerprint(`person ${at + 1}`)));
  expect(after.handle.prepare("SELECT entry FROM claimed_entries").pluck().all()).toEqual([fingerprint("person 1")]);
  await after.close();
  rmSync(folder, { recursive: true, force: true });
});
