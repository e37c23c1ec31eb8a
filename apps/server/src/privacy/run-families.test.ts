import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NewRun, RunEventBody } from "@leeway/engine";
import type { Statement } from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { systemClock } from "../adapters/system-clock.js";
import { aboutRuns } from "./about-runs.js";
import { FieldsToHide } from "./fields-to-hide.js";
import { HiddenFields } from "./hidden-fields.js";
import { masked } from "./mask.js";
import { PrivacyRules } from "./privacy-rules.js";
import { RunFamilies } from "./run-families.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-families-"));
let database: OpenDatabase;
let store: SqliteRunStore;
let families: RunFamilies;
/** Since the test began: rows of logs that were handed out, and statements that were made. */
let rows = 0;
let statements = 0;
const prepared: string[] = [];

beforeAll(async () => {
  database = await openMigrated(join(folder, "a.db"));
  store = new SqliteRunStore(database.handle, database.queue, systemClock);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
const counting = {
  prepare: (sql: string) => {
    prepared.push(sql);
    return counted(database.handle.prepare(sql), /FROM run_events/.test(sql));
  },
};
beforeEach(() => {
  families = new RunFamilies({ ...database, handle: counting } as never);
  [rows, statements] = [0, 0];
});

function counted(statement: Statement, isLog: boolean): Statement {
  const [all, iterate, pluck] = [
    statement.all.bind(statement),
    statement.iterate.bind(statement),
    statement.pluck.bind(statement),
  ];
  // It is the same one.
  statement.pluck = () => (pluck(), statement);
  statement.all = (...values: unknown[]) => {
    const found = all(...values);
    statements += 1;
    if (isLog) rows += found.length;
    return found;
  };
  statement.iterate = function* (...values: unknown[]) {
    statements += 1;
    for (const row of iterate(...values)) {
      if (isLog) rows += 1;
      yield row;
    }
  } as typeof statement.iterate;
  return statement;
}

let made = 0;
async function runOf(events: RunEventBody[], more: Partial<NewRun> = {}): Promise<string> {
  const id = more.id ?? `run_${++made}`;
  const ids = { id, workspaceId: "ws", workflowId: "wf", documentId: "doc" };
  await store.create({ ...ids, version: 1, trigger: "in", payload: {}, rehearsal: false, at: 0, ...more });
  await say(id, 1, events);
  return id;
}
async function say(id: string, after: number, events: RunEventBody[], finishedAt: number | null = null) {
  const status = finishedAt === null ? "running" : "succeeded";
  const summary = { status, dueAt: 0, startedAt: 1, finishedAt, error: null, handledErrors: 0 } as const;
  if (events.length > 0) await store.append(id, { after, events, summary });
}
const done = (key: string, output: unknown): RunEventBody =>
  ({ type: "step.succeeded", at: 1, key, nodeId: key.replace(/\[.*/, ""), output, port: "main" }) as RunEventBody;
const calledBy = (runId: string, key = "call") => ({
  parent: { runId, key, depth: 1 },
  dedupeKey: `step:${runId}:${key}`,
});
const of = async (id: string, names = ["passport"]) => families.of("ws", names, id);
const values = async (id: string, among: readonly string[]) => {
  const { fields } = await of(id);
  return among.filter((value) => fields.values.has(value));
};

test("a log is read once, whoever looks at it, and then what was added since", async () => {
  const id = await runOf([done("a", { passport: "FM 000001" })]);
  await Promise.all([of(id), of(id)]);
  const first = rows;
  expect(first).toBe(2);
  statements = 0;
  for (let look = 0; look < 5; look++) await of(id);
  expect([rows, statements]).toEqual([first, 15]);
  await say(id, 2, [done("b", { passport: "FM 000002" })]);
  expect(await values(id, ["FM 000001", "FM 000002"])).toHaveLength(2);
  expect(rows).toBe(first + 1);
  await say(id, 3, [{ type: "run.finished", at: 2, status: "succeeded" } as RunEventBody], 2);
  await of(id);
  statements = 0;
  await of(id);
  expect([rows, statements]).toEqual([first + 2, 2]);
});

test("a long log costs a second look nothing, and what an item alone has named counts for the whole run", async () => {
  const items = Array.from({ length: 3_000 }, (_, index) => done(`read[${index}]`, { passport: `FM ${1e6 + index}` }));
  const id = await runOf(items);
  expect(await values(id, ["FM 1000000", "FM 1002999", "FM 1003000"])).toEqual(["FM 1000000", "FM 1002999"]);
  expect(rows).toBe(3_001);
  await of(id);
  expect(rows).toBe(3_001);
});

test("others have their turn while many short logs are read, as they have while a long one is", async () => {
  const top = await runOf([]);
  for (let at = 0; at < 50; at++) await runOf([done("a", { note: "x".repeat(20_000) })], calledBy(top, `call ${at}`));
  let turns = 0;
  let next: NodeJS.Immediate;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  next = setImmediate(count);
  await of(top);
  clearImmediate(next);
  expect(turns).toBeGreaterThan(3);
});

test("what was named in a run counts in those that it calls, in theirs, in those that call it, and beside it", async () => {
  const named = (value: string) => [done("a", { passport: value })];
  const top = await runOf(named("of the top"));
  const middle = await runOf(named("of the middle"), calledBy(top));
  const low = await runOf(named("of the low"), calledBy(middle));
  const beside = await runOf(named("of the beside"), calledBy(top, "other"));
  const stranger = await runOf(named("of a stranger"));
  const all = ["of the top", "of the middle", "of the low", "of the beside"];
  for (const id of [low, beside, middle, top]) expect(await values(id, [...all, "of a stranger"])).toEqual(all);
  expect(rows).toBe(8);
  expect(await values(stranger, [...all, "of a stranger"])).toEqual(["of a stranger"]);
  // Called later, while the one above is still under way.
  const later = await runOf(named("of a later one"), calledBy(top, "later"));
  await say(top, 2, [done("later", {})]);
  for (const id of [top, later]) expect(await values(id, ["of a later one"])).toHaveLength(1);
});

test("a replay knows what the run had named from which it took over, also in its items", async () => {
  const caller = await runOf([done("a", { passport: "of the caller" })]);
  const first = await runOf([done("read[0]", { passport: "of an item" })], calledBy(caller));
  const second = await runOf([], { replayOf: first });
  const third = await runOf([], { replayOf: second });
  expect(await values(third, ["of an item", "of the caller"])).toHaveLength(2);
});

test("runs of other workspaces are nobody's family", async () => {
  const mine = await runOf([done("a", { passport: "of mine" })]);
  const theirs = await runOf([done("a", { passport: "of theirs" })], { ...calledBy(mine), workspaceId: "other" });
  expect(await values(mine, ["of mine", "of theirs"])).toEqual(["of mine"]);
  expect(await values(theirs, ["of mine", "of theirs"])).toEqual([]);
});

test("what is forgotten is read anew, also where it was being read just then, and other workspaces keep theirs", async () => {
  const id = await runOf([done("a", { passport: "FM 000001" })]);
  const reading = of(id);
  families.forget("ws");
  expect((await reading).hasRead(id, 1)).toBe(false);
  database.handle.prepare("UPDATE run_events SET body = '[]' WHERE run_id = ?").run(id);
  const before = await of(id);
  expect(before.fields.values.has("FM 000001")).toBe(false);
  families.forget("others");
  expect(await of(id)).toBe(before);
  families.forget("ws");
  expect(await of(id)).not.toBe(before);
});

test("other names are other values", async () => {
  const id = await runOf([done("a", { passport: "FM 000001", code: "990011" })]);
  expect((await of(id)).fields.values.has("990011")).toBe(false);
  expect((await of(id, ["code"])).fields.values.has("990011")).toBe(true);
});

/** A run with more values than are kept. */
async function fullRun(): Promise<string> {
  const row = (from: number) =>
    JSON.stringify(Array.from({ length: 5_000 }, (_, index) => done("a", { passport: `FM ${1e7 + from + index}` })));
  const id = await runOf([]);
  const insert = database.handle.prepare("INSERT INTO run_events (run_id, seq, last_seq, body) VALUES (?, ?, ?, ?)");
  for (let seq = 2; seq < 300_002; seq += 5_000) insert.run(id, seq, seq + 4_999, row(seq));
  database.handle.prepare("UPDATE runs SET last_seq = 300001 WHERE id = ?").run(id);
  return id;
}
/** As an address of a run is answered to somebody who may not see all. */
function shownAt(url: string, params: object, by = families, root = "/api/v1/runs/:id") {
  database.handle.exec(
    "INSERT OR REPLACE INTO privacy_rules (workspace_id, masked_fields) VALUES ('ws', '[\"passport\"]')",
  );
  const about = aboutRuns({ routeOptions: { url: `${root}${url}` }, params, query: {} } as never);
  return new FieldsToHide(new PrivacyRules(database), by).of("ws", about);
}

test("what is kept has a bound, however many values runs have; at the bound no more is read", async () => {
  const id = await fullRun();
  const family = await of(id);
  expect([family.isFull, family.hasRead(id, 300_001)]).toEqual([true, true]);
  expect(family.weight).toBeLessThan(20_000_000);
  expect(rows).toBeLessThan(30);
  const read = rows;
  await of(id);
  expect(rows).toBe(read);
});

test("of a run with more values than are kept, those of the item that is looked at are hidden as well", async () => {
  const id = await fullRun();
  await say(id, 300_001, [
    done("read[7]", { passport: "of the seventh" }),
    done("read[8]", { passport: "of the eighth" }),
  ]);
  const fields = await shownAt("/steps/:key", { id, key: "copy[7]" })({});
  expect([fields.outOf("of the seventh"), fields.outOf("of the eighth")]).toEqual(["•••", "of the eighth"]);
});

test("a stream asks once for all that the log has by then, and again when it has more", async () => {
  const id = await runOf([done("a", { passport: "FM 000001" }), done("b", { passport: "FM 000002" })]);
  const fieldsFor = shownAt("/events", { id });
  const message = (seq: number) => ({ id: String(seq), data: { seq, type: "step.succeeded", key: "a" } });
  expect(fieldsFor({ comment: "ping" })).toBeInstanceOf(HiddenFields);
  const [first] = await Promise.all([fieldsFor(message(1)), fieldsFor(message(1))]);
  const read = statements;
  for (const seq of [2, 3]) expect(fieldsFor(message(seq))).toBe(first);
  expect([statements, first.outOf("FM 000002")]).toEqual([read, "•••"]);
  await say(id, 3, [done("c", { passport: "FM 000003" })]);
  const later = await fieldsFor(message(4));
  expect([later.outOf("FM 000003"), rows]).toEqual(["•••", 3]);
});

test("of a family with more runs than are read nothing is kept, nothing more is read, and all that came with its runs is hidden", async () => {
  const few = new RunFamilies({ ...database, handle: counting } as never, 5);
  const top = await runOf([done("a", { passport: "FM 000001" })]);
  const children: string[] = [];
  for (let at = 0; at < 6; at++) children.push(await runOf([done("a", { code: "x" })], calledBy(top, `call ${at}`)));
  const family = await few.of("ws", ["passport"], children[3] ?? "");
  expect([family.isTooLarge, family.hasRead(top, 1)]).toEqual([true, true]);
  expect(family.weight).toBeLessThan(1_000);
  const read = rows;
  expect(await few.of("ws", ["passport"], top)).toBe(family);
  expect(rows).toBe(read);
  const hidden = await shownAt("/steps/:key", { id: top, key: "b" }, few)({});
  const error = {
    code: "http.status",
    nodeId: "send",
    message: "It said FM 000001",
    values: { said: "FM 000001", status: 500 },
  };
  const answer = { key: "b", status: "failed", output: { said: "FM 000001", "FM 000001": 1, total: 12_500 }, error };
  expect(masked(answer, { hidden, kept: new Set() })).toEqual({
    key: "b",
    status: "failed",
    output: { said: "•••", "•••": 1, total: "•••" },
    error: { ...error, message: "•••", values: { said: "•••", status: 500 } },
  });
});

/** A list of failed runs, as it is shown to somebody who may not see all. */
async function listed(items: readonly { id: string; error: object | null }[], by = families) {
  const hidden = await shownAt("", {}, by, "/api/v1/runs")({ items });
  return masked({ items }, { hidden, kept: new Set() });
}
const saying = (said: string) => ({ code: "http.status", message: `It said ${said}`, values: { said } });

test("a list of runs does not wait for a family that takes long: what failed in it is hidden whole until it is known", async () => {
  const known = await runOf([done("a", { passport: "FM 000001" })]);
  const slow = await runOf([done("a", { passport: "FM 000002" })]);
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  class Slow extends RunFamilies {
    override async of(...[workspaceId, names, id]: Parameters<RunFamilies["of"]>) {
      if (id === slow) await held;
      return super.of(workspaceId, names, id);
    }
  }
  const slowly = new Slow({ ...database, handle: counting } as never);
  const items = [
    { id: known, error: saying("FM 000001, order 1234") },
    { id: slow, error: saying("FM 000002, order 5678") },
  ];
  const knownShown = { id: known, error: saying("•••, order 1234") };
  const hiddenShown = { id: slow, error: { code: "http.status", message: "•••", values: { said: "•••" } } };
  expect(await listed(items, slowly)).toEqual({ items: [knownShown, hiddenShown] });
  goOn();
  expect(await listed(items, slowly)).toEqual({
    items: [knownShown, { id: slow, error: saying("•••, order 5678") }],
  });
});

test("a list of runs reads nothing of those that failed with words of ours alone", async () => {
  const id = await runOf([done("a", { passport: "FM 000001" })]);
  statements = 0;
  const own = { code: "http.status", message: "It answered 500", values: { status: 500 } };
  for (const error of [null, own, { ...own, values: {} }]) await listed([{ id, error }]);
  expect(statements).toBe(0);
  await listed([{ id, error: saying("anything") }]);
  expect(statements).toBeGreaterThan(0);
});

test("what is hidden in a list of runs that are over is known to the next list, however much their families take", async () => {
  const id = await runOf([done("a", { passport: "FM 000001" })]);
  await say(id, 2, [{ type: "run.finished", at: 2, status: "succeeded" } as RunEventBody], 2);
  const going = await runOf([done("a", { passport: "FM 000002" })]);
  const items = [{ id, error: saying("FM 000001") }];
  const first = await listed(items);
  statements = 0;
  expect(await listed(items)).toEqual(first);
  expect(statements).toBe(0);
  const more = [...items, { id: going, error: saying("FM 000003") }];
  expect(JSON.stringify(await listed(more))).toContain("FM 000003");
  await say(going, 2, [done("b", { passport: "FM 000003" })]);
  expect(JSON.stringify(await listed(more))).not.toContain("FM 000003");
  families.forget("ws");
  statements = 0;
  await listed(items);
  expect(statements).toBeGreaterThan(0);
});

test("each statement goes by an index", async () => {
  await of("run_none");
  const plans = prepared.flatMap((sql) =>
    (
      database.handle
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all({ id: "", workspaceId: "", ids: "[]", after: 0, row: 0, item: "" }) as { detail: string }[]
    ).map(({ detail }) => detail),
  );
  expect(plans.filter((detail) => /^SCAN (?!above|json_each|CONSTANT)/.test(detail))).toEqual([]);
});
