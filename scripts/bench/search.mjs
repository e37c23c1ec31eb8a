import { join } from "node:path";
import { Database, idOf, keptWorkflow, processorSeconds, untilIndexed } from "./rows.mjs";
import { startLeeway } from "./server.mjs";

const STEPS_OF_RUN = 5;
const PEOPLE = 20_000;
const ASKED = 60;

const hex = (kind, number) => `5e${kind}`.padEnd(12, "0") + number.toString(16).padStart(12, "0");
const phoneOf = (person) => `38067${String(1_000_000 + ((person * 7_919) % 8_999_999)).padStart(7, "0")}`;
const first = ["Олена", "Марія", "Іван", "Петро", "Оксана", "Дмитро", "Ірина", "Андрій"];
const nameOf = (person) => `${first[person % 8]} Прізвищенко${person % 4_000}`;

const personOf = (run) => (run * 7_907) % PEOPLE;

/** The rows of a run's log: an order that makes a person, tags and orders for them, and writes to them. */
function logOf(run, workflow, at) {
  const person = personOf(run);
  const [id, channel] = [hex("a1", person), hex("c1", person)];
  const card = {
    name: nameOf(person),
    phone: phoneOf(person),
    email: `user${person}@shop.example`,
  };
  const payload = {
    body: { ...card, order: `ORD-${run}`, total: 100 + (run % 900), city: "Київ" },
    query: {},
    headers: {},
    method: "POST",
  };
  const started = (key, input) => ({ type: "step.started", at, key, nodeId: key, attempt: 1, input });
  const succeeded = (key, output) => ({ type: "step.succeeded", at, key, nodeId: key, output, port: "main" });
  return [
    [
      { type: "run.created", at, workflowId: workflow, version: 1, trigger: "hook", payload, rehearsal: false },
      started("make", { ...card, leadgentool_id: hex("d1", 7) }),
    ],
    [
      succeeded("make", { data: { id: channel, person_id: id, ...card, tags: [], from: "MANUAL" }, status: 1 }),
      started("tag", { person_id: id, tag_id: hex("e1", run % 30) }),
    ],
    [
      succeeded("tag", { status: 1, data: {} }),
      started("order", {
        personId: id,
        offerId: hex("f1", run % 50),
        paymentCreditsId: hex("b1", 1),
        email: card.email,
        phone: card.phone,
      }),
    ],
    [
      succeeded("order", {
        status: 1,
        data: { id: hex("01", run), title: `Замовлення ${run}`, price: 100 + (run % 900) },
      }),
      started("send", { account_id: channel, text: `${card.name}, дякуємо за замовлення ORD-${run}!` }),
    ],
    [
      succeeded("send", { status: 1, data: {} }),
      { ...succeeded("done", { status: 200, body: { ok: true } }), input: { status: 200, body: { ok: true } } },
      { type: "run.finished", at, status: "succeeded", handledErrors: 0 },
    ],
  ];
}

const types = {
  hook: "trigger.webhook",
  clock: "trigger.schedule",
  make: "leeloo.person.create",
  tag: "leeloo.person.addTag",
  order: "leeloo.order.create",
  send: "leeloo.message.send",
  done: "logic.respond",
};

/** Writes so many runs into the database of a server that is stopped, as it would have. */
function fill(file, runs) {
  const db = new Database(file);
  db.pragma("synchronous = OFF");
  const { workspace, workflow, document } = keptWorkflow(db, types);
  const insert = db.prepare(
    `INSERT INTO runs (id, workspace_id, workflow_id, document_id, version, "trigger", rehearsal, status, fence, claims, last_seq,
       created_at, started_at, finished_at, handled_errors) VALUES (?, ?, ?, ?, 1, ?, 0, ?, 1, 0, ?, ?, ?, ?, 0)`,
  );
  const row = db.prepare("INSERT INTO run_events (run_id, seq, last_seq, body) VALUES (?, ?, ?, ?)");
  const begin = Date.now() - runs * 1_000;
  db.exec("BEGIN");
  for (let run = 0; run < runs; run++) {
    const at = begin + run * 1_000;
    const id = idOf(run, at);
    const status = run % 500 === 3 ? "failed" : "succeeded";
    const log = logOf(run, workflow, at);
    insert.run(
      id,
      workspace,
      workflow,
      document,
      run % 5_000 === 9 ? "clock" : "hook",
      status,
      log.flat().length,
      at,
      at,
      at,
    );
    let seq = 1;
    for (const events of log) {
      row.run(id, seq, seq + events.length - 1, JSON.stringify(events));
      seq += events.length;
    }
  }
  db.exec("COMMIT");
  db.close();
}

async function indexed(leeway) {
  const [began, cpu] = [performance.now(), processorSeconds(leeway.pid)];
  const index = new Database(join(leeway.data, "search.db"), { readonly: true });
  const rows = new Database(join(leeway.data, "leeway.db"), { readonly: true });
  const count = await untilIndexed(index, rows);
  const size = (db) => (db.pragma("page_count", { simple: true }) * db.pragma("page_size", { simple: true })) / 1e6;
  const [megabytes, ofRuns] = [size(index), size(rows)];
  for (const db of [index, rows]) db.close();
  return {
    rows: count,
    seconds: (performance.now() - began) / 1_000,
    cpu: processorSeconds(leeway.pid) - cpu,
    megabytes,
    ofRuns,
  };
}

/** Each question asked so often, one after the other, with other values each time. */
function questions(runs) {
  const any = (number) => Math.floor(Math.random() * number);
  const iso = (ago) => encodeURIComponent(new Date(Date.now() - ago).toISOString());
  const person = () => personOf(any(runs));
  return {
    "list, newest": () => "/runs",
    "list, failed and cancelled": () => "/runs?status=failed,cancelled",
    "list, an hour long ago": () => `/runs?from=${iso((any(runs) + 4_000) * 1_000)}&status=succeeded`,
    "list, a rare trigger": () => "/runs?trigger=trigger.schedule",
    "search, phone": () => `/runs?q=${phoneOf(person()).slice(2)}`,
    "search, last four digits": () => `/runs?q=${1_000 + any(9_000)}`,
    "search, e-mail": () => `/runs?q=user${person()}@shop.example`,
    "search, order": () => `/runs?q=ORD-${any(runs)}`,
    "search, first and last name": () => `/runs?q=${encodeURIComponent(nameOf(person()))}`,
    "search, phone, failed runs": () => `/runs?status=failed&q=${phoneOf(person())}`,
    "search, a word in each run": () => `/runs?q=${encodeURIComponent("дякуємо")}`,
    "person, who it is": () => `/people/${hex("a1", person())}`,
    "person, what happened": () => `/people/${hex("a1", person())}/runs?limit=20`,
  };
}

async function asked(leeway, addressOf) {
  const times = [];
  let items = 0;
  for (let count = 0; count < ASKED; count++) {
    const address = addressOf();
    const began = performance.now();
    const answer = await leeway.api("GET", address);
    times.push(performance.now() - began);
    items += answer.items?.length ?? 1;
  }
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(ASKED * 0.5)], p95: times[Math.floor(ASKED * 0.95)], items: items / ASKED };
}

/** Lists, searches and pages of people over so many steps, and what the index costs; `row` prints a line. */
export async function search(steps, row) {
  const runs = Math.floor(steps / STEPS_OF_RUN);
  const leeway = await startLeeway();
  try {
    await leeway.kill("SIGTERM");
    fill(join(leeway.data, "leeway.db"), runs);
    await leeway.again();
    const index = await indexed(leeway);
    row("index of the values", "rows", "seconds", "CPU s", "rows/CPU s", "MB", "of the runs");
    const share = (index.megabytes / index.ofRuns).toFixed(3);
    const pace = (index.rows / index.cpu).toFixed(0);
    row(
      `${steps} steps`,
      index.rows,
      index.seconds.toFixed(1),
      index.cpu.toFixed(1),
      pace,
      index.megabytes.toFixed(0),
      share,
    );
    console.log("");
    row(`of ${steps} steps`, "p50 ms", "p95 ms", "found");
    for (const [name, addressOf] of Object.entries(questions(runs))) {
      const { p50, p95, items } = await asked(leeway, addressOf);
      row(name, p50.toFixed(1), p95.toFixed(1), items.toFixed(1));
    }
  } finally {
    await leeway.stop();
  }
}
