import { join } from "node:path";
import autocannon from "autocannon";
import { Database, idOf, keptWorkflow, processorSeconds, untilIndexed } from "./rows.mjs";
import { startLeeway } from "./server.mjs";
import { threeSets } from "./workloads.mjs";

const HOUR = 3_600_000;
const types = { hook: "trigger.webhook", wait: "logic.wait" };
/** How long the server is looked at each time, in seconds: when it is ready, and after that. */
const LOOKED_AT = 20;

/** Writes so many runs that wait for a time into the database of a server that is stopped: the first ends in an hour, the last in a month. */
function fill(file, runs) {
  const db = new Database(file);
  db.pragma("synchronous = OFF");
  const { workspace, workflow, document } = keptWorkflow(db, types);
  const insert = db.prepare(
    `INSERT INTO runs (id, workspace_id, workflow_id, document_id, version, "trigger", rehearsal, status, due_at, fence, claims, last_seq,
       created_at, started_at, handled_errors, waiting_for, waits_until)
     VALUES (?, ?, ?, ?, 1, 'hook', 0, 'waiting', ?, 1, 0, 2, ?, ?, 0, 'time', ?)`,
  );
  const log = db.prepare("INSERT INTO run_events (run_id, seq, last_seq, body) VALUES (?, 1, 2, ?)");
  const now = Date.now();
  db.exec("BEGIN");
  for (let run = 0; run < runs; run++) {
    const at = now - runs + run;
    const until = now + HOUR + Math.floor((run / runs) * 30 * 24 * HOUR);
    const id = idOf(run, at);
    const payload = { body: { order: run }, query: {}, headers: {}, method: "POST" };
    const events = [
      { type: "run.created", at, workflowId: workflow, version: 1, trigger: "hook", payload, rehearsal: false },
      { type: "step.waiting", at, key: "wait", nodeId: "wait", waitingFor: "time", until, input: {} },
    ];
    insert.run(id, workspace, workflow, document, until, at, at, until);
    log.run(id, JSON.stringify(events));
  }
  db.exec("COMMIT");
  db.close();
}

/** What was written while no server looked is in the index of values, which is no part of what is measured. */
async function indexed({ data }) {
  const dbs = ["search.db", "leeway.db"].map((file) => new Database(join(data, file), { readonly: true }));
  await untilIndexed(...dbs);
  for (const db of dbs) db.close();
}

/** Processor seconds of a while, in which the sweep looks ten times for what is due, and how long webhooks wait meanwhile. */
async function lookedAt(leeway, url) {
  const before = processorSeconds(leeway.pid);
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ name: "Оксана", phone: "+380 67 123 45 67", total: 1490 });
  const how = { url, connections: 1, overallRate: 10, duration: LOOKED_AT, method: "POST", headers, body };
  const { latency, non2xx, errors } = await autocannon(how);
  if (non2xx || errors) throw new Error(`${non2xx} webhooks were refused, ${errors} broken`);
  return { cpu: processorSeconds(leeway.pid) - before, p99: latency.p99 };
}

/** A start with so many waiting runs: seconds until it is ready, and what two whiles after that cost. */
export async function startBeside(runs) {
  const leeway = await startLeeway();
  try {
    const url = await threeSets(leeway);
    await leeway.kill("SIGTERM");
    fill(join(leeway.data, "leeway.db"), runs);
    await leeway.again();
    await indexed(leeway);
    await leeway.kill("SIGTERM");
    const began = performance.now();
    await leeway.again();
    const ready = (performance.now() - began) / 1_000;
    return { ready, first: await lookedAt(leeway, url), later: await lookedAt(leeway, url) };
  } finally {
    await leeway.stop();
  }
}
