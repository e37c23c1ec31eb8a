import "reflect-metadata";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunIndexer } from "../search/run-indexer.js";
import { openSearchFile } from "../search/search-file.js";
import { eventually, settled } from "../testing/eventually.js";
import { ERASED } from "./erase-json.js";
import { Erasures } from "./erasures.service.js";
import { Marks } from "./marks.js";
import { RowsNaming } from "./rows-naming.js";
import { owner, startSeeing, type SeeingServer } from "./testing/seeing-server.js";

const id = "5e1f119d6c384804b31e9999";
let server: SeeingServer;
const api = (method: string, path: string, body?: unknown) => server.call(method, path, owner, body);
const at = { position: { x: 0, y: 0 } };
async function ran(nodes: object[], edges: object[], payload: unknown, ends: string): Promise<string> {
  const document = { schemaVersion: 1, name: "People", nodes, edges, notes: [], settings: {} };
  const { id: workflowId } = (await api("POST", "/workflows", { document })).body;
  const { runId } = (await api("POST", `/workflows/${workflowId}/runs`, { payload })).body;
  await settled(async () => (await api("GET", `/runs/${runId}`)).body, [ends]);
  return runId;
}
const trigger = { id: "in", type: "trigger.manual", params: {}, ...at };
const set = (who: string, more: object = {}) => ({
  id: "set",
  type: "logic.set",
  params: { fields: [{ name: "name", value: who }] },
  ...at,
  ...more,
});
const link = (source: string, target: string, sourceHandle = "main") => ({
  id: `${source}-${target}`,
  source,
  sourceHandle,
  target,
});
const olena = { person_id: id, name: "Олена Коваль", phone: "+380671234567", city: "Lviv" };
/** So long that it lies on pages of its own. */
const letter = "Zhovkva ".repeat(4_000);
const petro = { person_id: "5e1f119d6c384804b31e0000", name: "Петро", phone: "+380501112233", city: "Kyiv" };

/** The thread that fills the index is not part of these servers. */
function index() {
  const { database, settings } = server.platform;
  const file = openSearchFile(`${settings.environment.LEEWAY_DATA_DIR}/search.db`, database.handle);
  const indexer = new RunIndexer(database.handle, file);
  while (indexer.next(100) > 0);
  for (let after: number | undefined = 0; after !== undefined;) after = indexer.sweep(after);
  const erasedAt = indexer.erasedAt();
  if (erasedAt !== undefined) for (const _ of indexer.forget(erasedAt));
  file.pragma("wal_checkpoint(TRUNCATE)");
  file.close();
}
/** What the files have of the person, byte by byte, with their logs; the index has words in small letters. */
function inFiles(): string[] {
  const folder = server.platform.settings.environment.LEEWAY_DATA_DIR;
  const words = { "leeway.db": [olena.phone, "Олена", "Lviv", "Zhovkva"], "search.db": ["оваль", "viv"] };
  return Object.entries(words).flatMap(([file, traces]) => {
    const paths = ["", "-wal"].map((end) => join(folder, file + end));
    const bytes = Buffer.concat(paths.filter((path) => existsSync(path)).map((path) => readFileSync(path)));
    return traces.filter((trace) => bytes.includes(trace)).map((trace) => `${trace} in ${file}`);
  });
}
const whole = () => {
  const { handle } = server.platform.database;
  const tables = handle.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  return tables.map((name) => JSON.stringify(handle.prepare(`SELECT * FROM "${name}"`).all())).join("\n");
};

describe("erasing one person", () => {
  let alone = "";
  let bulk = "";
  let waiting = "";
  let referred = "";
  beforeAll(async () => {
    server = await startSeeing();
    alone = await ran([trigger, set("{{ trigger.name }}")], [link("in", "set")], { ...olena, letter }, "succeeded");
    const each = { id: "each", type: "logic.each", params: { items: "{{ trigger.people }}" }, ...at };
    bulk = await ran(
      [trigger, each, set("Dear {{ item.name }}", { parent: "each" })],
      [link("in", "each"), link("each", "set", "item")],
      { people: [petro, olena] },
      "succeeded",
    );
    referred = await ran([trigger], [], { body: { ...olena, friend: petro } }, "succeeded");
    await api("PUT", "/variables", { items: [{ name: "first_buyer", type: "text", value: "Olena, 067 123-45-67" }] });
    const wait = { id: "wait", type: "logic.wait", params: { mode: "approval" }, ...at };
    waiting = await ran([trigger, wait], [link("in", "wait")], olena, "waiting");
    const keyed = "UPDATE runs SET dedupe_key = ? WHERE id = ?";
    await server.platform.database.queue.write((db) => {
      for (const values of [
        ["import-7", bulk],
        [`order of ${olena.phone}`, alone],
      ])
        db.prepare(keyed).run(...values);
    });
    await server.platform.database.queue.write((db) => {
      db.prepare(
        `INSERT INTO leeloo_events (id, workspace_id, type, body, received_at, planned, due_at, tries, forward_tries)
         VALUES ('event_1', ?, 'ORDER', ?, 1, 1, 8.64e15, 0, 0)`,
      ).run(server.workspaceId, String.raw`{"type":"ORDER","data":{"note":"From:\n\u002b380671234567"}}`);
      db.prepare(
        `INSERT INTO leeloo_deliveries (event_id, workflow_id, node_id, status, dedupe_key, error)
         VALUES ('event_1', 'wf', 'in', 'failed', ?, ?)`,
      ).run(`key:${olena.phone}`, JSON.stringify({ code: "step.internal", values: { value: olena.phone } }));
    });
    index();
    expect(inFiles()).toHaveLength(6);
  });
  afterAll(async () => {
    await server.app.get(Erasures).onModuleDestroy();
    await server.close();
  });

  test("first gives a copy of what is about them, and of nobody else", async () => {
    const { status, text, body } = await api("GET", `/people/${id}/export`);
    expect([status, text.includes("Петро"), body.person.phone]).toEqual([200, false, "+380671234567"]);
    // Of a run that is theirs, too.
    expect(JSON.stringify(body.runs)).toContain('"friend":"[somebody else]"');
    expect(body.runs.map((run: { id: string }) => run.id).toSorted()).toEqual(
      [alone, bulk, waiting, referred].toSorted(),
    );
    expect((await api("GET", "/people/nobody-known-here/export")).status).toBe(404);
  });

  test("is told before what goes whole, what also names somebody else, and what only the team can change", async () => {
    const before = whole();
    const { status, body } = await api("POST", `/people/${id}/erase/look`);
    expect([status, whole() === before]).toEqual([200, true]);
    expect(body).toEqual({
      whole: 2,
      withOthers: 1,
      others: [{ id: referred, workflow: "People", createdAt: expect.any(String) }],
      partly: 1,
      unfinished: 1,
      events: 3,
      files: 0,
      written: [{ kind: "variable", id: "first_buyer", name: "first_buyer" }],
    });
    const drawn = { ...set("Call 0671234567"), id: "call" };
    const document = {
      schemaVersion: 1,
      name: "To Olena",
      nodes: [trigger, drawn],
      edges: [],
      notes: [],
      settings: {},
    };
    const { id: workflowId } = (await api("POST", "/workflows", { document })).body;
    expect((await api("POST", `/people/${id}/erase/look`)).body.written).toContainEqual({
      kind: "workflow",
      id: workflowId,
      name: "To Olena",
    });
    await api("DELETE", `/workflows/${workflowId}`);
    await api("PUT", "/variables", { items: [] });
    expect((await api("POST", "/people/nobody-known-here/erase/look")).status).toBe(404);
  });

  test("empties what was about them, leaves the others, and waits for runs that have not ended", async () => {
    server.app.get(Erasures).start();
    const refused = await api("POST", `/people/${id}/erase`, { also: ["phone"] });
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, "also[0]"]);
    const made = await api("POST", `/people/${id}/erase`);
    expect([made.status, made.body.state]).toEqual([202, "going"]);
    const state = async () => (await api("GET", "/erasures")).body.items[0];
    while ((await state()).state === "going") await new Promise((go) => setTimeout(go, 10));
    expect(await state()).toMatchObject({ state: "waiting", runs: 3, unfinished: 2, by: null });
    // What is still to be handed on is handed on as it came.
    expect(whole()).toContain("u002b380671234567");
    expect((await api("GET", `/runs/${alone}/steps/set`)).body.output).toEqual({ name: ERASED });
    const items = (await api("GET", `/runs/${bulk}/steps`)).text;
    expect([items.includes("Петро"), items.includes("Олена"), items.includes("Lviv")]).toEqual([true, false, false]);
    expect((await api("GET", `/runs/${bulk}/steps/set%5B0%5D`)).body.output).toEqual({ name: "Dear Петро" });
    expect((await api("GET", `/runs/${bulk}/steps/set%5B1%5D`)).body.output).toEqual({ name: ERASED });
    const keyOf = server.platform.database.handle.prepare("SELECT dedupe_key FROM runs WHERE id = ?").pluck();
    // What begins once, begins once: a key goes only where it names them.
    expect([keyOf.get(bulk), keyOf.get(alone)]).toEqual(["import-7", null]);
    expect((await api("POST", `/runs/${alone}/replay`)).body).toMatchObject({ status: 409, code: "replay.erased" });
  });

  test("is done once those have ended, leaves no trace in the database or a byte in its files, and the search finds nothing of them", async () => {
    await api("POST", `/runs/${waiting}/cancel`);
    while ((await api("GET", `/runs/${waiting}`)).body.status !== "cancelled")
      await new Promise((go) => setTimeout(go, 10));
    await server.platform.database.queue.write((db) =>
      db.exec("UPDATE leeloo_events SET due_at = NULL; UPDATE erasures SET looked_at = 1"),
    );
    const state = async () => (await api("GET", "/erasures")).body.items[0].state;
    while ((await state()) !== "done") await new Promise((go) => setTimeout(go, 10));
    const left = whole();
    expect([olena.phone, "671234567", id, "Олена", "Lviv"].filter((word) => left.includes(word))).toEqual([]);
    expect(left).toContain("Петро");
    index();
    await expect.poll(inFiles, { timeout: 30_000 }).toEqual([]);
    expect((await api("GET", "/runs?q=0671234567")).body.items).toEqual([]);
    expect((await api("GET", "/runs?q=0501112233")).body.items.map((run: { id: string }) => run.id)).toEqual([bulk]);
    expect((await api("GET", `/people/${id}`)).status).toBe(404);
  });

  test("leaves none either where the server was killed before the log was emptied", async () => {
    const { handle, queue } = server.platform.database;
    const erasures = server.app.get(Erasures);
    await erasures.onModuleDestroy();
    await queue.write((db) => db.prepare("UPDATE workspaces SET name = name || ' of Zhovkva'").run());
    await queue.write((db) => db.prepare("UPDATE workspaces SET name = replace(name, ' of Zhovkva', '')").run());
    handle.pragma("wal_checkpoint(PASSIVE)");
    expect(inFiles()).toEqual(["Zhovkva in leeway.db"]);
    erasures.start();
    await eventually("files without traces", () => inFiles().length === 0 || undefined);
  });

  test("a workspace is looked through while others go on, however much is others'", async () => {
    const { database } = server.platform;
    await database.queue.write((db) =>
      db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT INTO once_claims (workflow_id, node_id, rehearsal, key, workspace_id, run_id, step_key, claimed_at)
          SELECT 'wf', 'n' || i, 0, 'olena@example.com', iif(i = 2000, 'ws_own', 'ws_other'), 'run', 's', 0 FROM n`),
    );
    let turns = 0;
    const others = () => setImmediate(() => ((turns += 1), (next = others())));
    let next = others();
    const found: string[] = [];
    const marks = new Marks(["olena@example.com"]);
    for await (const { named } of new RowsNaming(database).inTable("once_claims", ["key"], "ws_own", marks))
      found.push(...named.values());
    clearImmediate(next);
    expect([found.length, turns >= 2_000 / 50 - 1]).toEqual([1, true]);
  });
});
