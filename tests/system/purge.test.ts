import { join } from "node:path";
import Database from "better-sqlite3";
import { amount, patience } from "@leeway/engine/testing";
import { afterAll, expect, test } from "vitest";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
afterAll(() => leeway.close());

const RUNS = { short: 40_000, long: 400_000 };
/** Tables that are large, with a row for each run. */
const large = ["runs", "run_events", "once_claims"];
const file = () => new Database(join(leeway.data, "leeway.db"));
const left = (): number => {
  const db = file();
  const count = (table: string) =>
    db
      .prepare(
        `SELECT count(*) FROM ${table} WHERE ${table === "run_events" ? "run_id LIKE 'gone_%'" : "workspace_id = 'ws_gone'"}`,
      )
      .pluck()
      .get() as number;
  const sum = large.reduce((all, table) => all + count(table), 0);
  db.close();
  return sum;
};

/** A workspace with many runs, whose grace is over. */
function fill(): void {
  const db = file();
  db.exec(`BEGIN;
    INSERT INTO workspaces (id, name, timezone, created_at, deleted_at) VALUES ('ws_gone', 'Gone', 'UTC', 0, 1);
    INSERT INTO workflows (id, workspace_id, name, revision, document, created_at, updated_at)
      VALUES ('wf_gone', 'ws_gone', 'Gone', 1, '{}', 0, 0);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${amount(RUNS)})
      INSERT INTO runs (id, workspace_id, workflow_id, document_id, trigger, rehearsal, status, fence, claims, last_seq,
        created_at, finished_at, handled_errors)
      SELECT 'gone_' || printf('%06d', i), 'ws_gone', 'wf_gone', 'doc', 'in', 0, 'succeeded', 0, 0, 1, 0, 1, 0 FROM n;
    INSERT INTO run_events (run_id, seq, last_seq, body) SELECT id, 1, 1, printf('[{"note":"%.400c"}]', 'x') FROM runs WHERE workspace_id = 'ws_gone';
    INSERT INTO once_claims (workflow_id, node_id, rehearsal, key, workspace_id, run_id, step_key, claimed_at)
      SELECT 'wf_gone', 'once', 0, id, 'ws_gone', id, 'once', 0 FROM runs WHERE workspace_id = 'ws_gone';
    COMMIT`);
  db.close();
}

test(
  "a workspace with very many runs goes piece by piece while others are answered, and on after a power cut",
  async () => {
    await leeway.start();
    const manual = { id: "in", type: "trigger.manual", position: { x: 0, y: 0 }, params: {} };
    const document = { schemaVersion: 1, name: "Stays", nodes: [manual], edges: [], notes: [], settings: {} };
    const { id } = await leeway.api("POST", "/workflows", { document });
    await leeway.kill("SIGTERM");
    fill();
    const all = left();
    expect(all).toBe(amount(RUNS) * large.length);

    await leeway.start();
    // The newest row of all logs is another workspace's.
    const start = async () => (await leeway.api("POST", `/workflows/${id}/runs`, {})).runId as string;
    const kept = [await start()];
    // How much is left whenever others have been answered, who read and write.
    const seen = [all];
    while ((seen.at(-1) ?? 0) > all / 2) {
      kept.push(await start());
      seen.push(left());
    }
    await leeway.kill();
    const atKill = left();
    expect(atKill).toBeGreaterThan(0);
    expect(atKill).toBeLessThan(all);

    await leeway.start();
    for (seen.push(left()); (seen.at(-1) ?? 0) > 0; seen.push(left())) kept.push(await start());
    const steps = seen.slice(1).map((now, at) => (seen[at] ?? 0) - now);
    // Between two answers never more than a small part goes.
    expect(Math.max(...steps) / all).toBeLessThan(0.2);
    await eventually("the end of the workspace", async () => {
      const db = file();
      const gone = db.prepare("SELECT 1 FROM workspaces WHERE id = 'ws_gone'").get() === undefined;
      const told = db
        .prepare("SELECT 1 FROM audit_log WHERE action = 'workspace.clearedAway' AND subject = 'ws_gone'")
        .get();
      db.close();
      return gone && told !== undefined;
    });
    for (const runId of kept) expect((await leeway.api("GET", `/runs/${runId}`)).id).toBe(runId);
  },
  patience(RUNS),
);
