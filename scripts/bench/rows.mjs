import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../pnpm.mjs";

/** For rows that are put into a database while no server has it open. */
export const Database = createRequire(join(root, "apps/server/package.json"))("better-sqlite3");
const TICKS = 100;

/** A workflow with steps of these types, by their ids, of which all runs are kept. */
export function keptWorkflow(db, types) {
  const [workflow, document] = ["wf_bench", "doc_bench"];
  const workspace = db.prepare("SELECT id FROM workspaces").pluck().get();
  const nodes = Object.entries(types).map(([id, type]) => ({
    id,
    type,
    name: id,
    position: { x: 0, y: 0 },
    params: {},
  }));
  const text = JSON.stringify({ schemaVersion: 1, name: "Bench: orders", nodes, edges: [], notes: [], settings: {} });
  db.prepare(
    "INSERT INTO workflows (id, workspace_id, name, revision, document, created_at, updated_at) VALUES (?, ?, 'Bench: orders', 1, ?, 0, 0)",
  ).run(workflow, workspace, text);
  db.prepare(
    "INSERT INTO workflow_documents (id, workflow_id, revision, version, document, created_at) VALUES (?, ?, 1, 1, ?, 0)",
  ).run(document, workflow, text);
  const trigger = db.prepare("INSERT INTO document_triggers (document_id, node_id, type) VALUES (?, ?, ?)");
  for (const [id, type] of Object.entries(types)) if (type.startsWith("trigger.")) trigger.run(document, id, type);
  db.prepare(
    "INSERT INTO retention (workspace_id, succeeded_days, succeeded_count, failed_days) VALUES (?, 3650, 1000000000, 3650)",
  ).run(workspace);
  return { workspace, workflow, document };
}

/** The id of a run that was made then. */
export function idOf(run, at) {
  const time = at.toString(16).padStart(12, "0");
  return `run_${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${run.toString(16).padStart(12, "0")}`;
}

/** Processor time of a process in seconds, all its threads together. */
export const processorSeconds = (pid) => {
  const [, , , , , , , , , , , user, system] = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/\(.*\)/, "x")
    .split(" ")
    .slice(1);
  return (Number(user) + Number(system)) / TICKS;
};

/** Waits until the index of values has read all rows of logs; answers how many there are. */
export async function untilIndexed(index, rows) {
  const newest = rows.prepare("SELECT max(rowid) FROM run_events").pluck();
  const cursor = index.prepare("SELECT cursor FROM progress").pluck();
  while (cursor.get() < newest.get()) await new Promise((resolve) => setTimeout(resolve, 100));
  return newest.get();
}
