import "reflect-metadata";
import { runEventBodySchema, type RunEventBody } from "@leeway/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { bySelf } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { columnRules } from "./column-rules.js";
import { eraseEvent } from "./erase-json.js";
import { PLACES } from "./erasure-looks.service.js";
import { Erasures } from "./erasures.service.js";
import { Marks } from "./marks.js";

const id = "5e1f119d6c384804b31e9999";
const words = [id, "olena@example.com", "+380671234567"];
const marks = new Marks(words);
const card = { person_id: id, name: "Олена Коваль", phone: "067 123 45 67", email: "Olena@Example.com" };
const plain = `Олена Коваль <olena@example.com>, 0671234567, ${id}`;
const traces = ["Коваль", "123 45 67", "671234567", "lena@", id];

let server: WholeServer;
let workspaceId = "";
beforeAll(async () => {
  server = await startWhole(
    { LEEWAY_OWNER_EMAIL: "o@example.org", LEEWAY_OWNER_PASSWORD: "a password of theirs" },
    null,
    () => {},
  );
  workspaceId = handle().prepare("SELECT id FROM workspaces").pluck().get() as string;
});
afterAll(async () => {
  await server.app.get(Erasures).onModuleDestroy();
  await server.close();
});
const handle = () => server.platform.database.handle;

interface Column {
  name: string;
  type: string;
  needed: number;
  key: number;
}
const columnsOf = (table: string): Column[] =>
  handle()
    .prepare<[string], Column>('SELECT name, type, "notnull" AS needed, pk AS key FROM pragma_table_info(?)')
    .all(table);
const isText = ({ type }: Column) => /char|text|blob/i.test(type);
const tables = (): string[] =>
  handle()
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];

/** The columns of a table that its rules name. */
function ruled(table: string): string[] {
  const { erase = {}, stays } = columnRules[table] ?? { stays: {} };
  const staying = Object.values(stays).flatMap((names: string) => names.split(" "));
  return [...Object.keys(erase), ...staying].toSorted();
}

test("every column of every table that holds text says what an erasure does with it, or why it stays", () => {
  const known = Object.fromEntries(tables().map((table) => [table, ruled(table)]));
  const there = tables().map((table) => [
    table,
    columnsOf(table)
      .filter(isText)
      .map(({ name }) => name)
      .toSorted(),
  ]);
  expect(known).toEqual(Object.fromEntries(there));
  expect(Object.keys(columnRules).filter((table) => !tables().includes(table))).toEqual([]);
});

test("what came from people is erased: whoever lets a column of these stay says so here, too", () => {
  const erased = Object.entries(columnRules).flatMap(([table, { erase }]) =>
    erase === undefined ? [] : [`${table}: ${Object.keys(erase).toSorted().join(" ")}`],
  );
  expect(erased.toSorted()).toEqual([
    "leeloo_deliveries: dedupe_key error",
    "leeloo_events: body forward_result order_id type",
    "missed_orders: order_data person_data",
    "notice_states: errors facts",
    "notices: channel error facts",
    "once_claims: key",
    "order_checks: error",
    "poll_backfills: error",
    "polls: last_error",
    "run_events: body",
    "run_jobs: request_key wish",
    "run_troubles: error",
    "runs: dedupe_key error line_key",
    "trigger_samples: payload",
    "uploads: name",
  ]);
});

/** What rows hang on: without it nobody would know whose they are. */
const fixed = (): Record<string, string> => ({
  workspace_id: workspaceId,
  workflow_id: "wf_full",
  run_id: "run_full",
  event_id: "evt_full",
});
/** Rows that something else of the server would take up, or that are known by another id. */
const special: Record<string, Record<string, unknown>> = {
  runs: { id: "run_full", status: "succeeded", finished_at: 1, due_at: null },
  workflows: { id: "wf_full" },
  data_keys: { version: 7 },
  leeloo_events: { id: "evt_full", due_at: null, forward_due_at: null },
  leeloo_deliveries: { status: "failed" },
  notices: { state: "sent", due_at: null },
  missed_orders: { state: "missing" },
  run_jobs: { finished_at: 1 },
  erasures: { finished_at: 1 },
  uploads: { id: `file_${"y".repeat(32)}` },
};

/** A row of which every text names the person. */
function fill(table: string, more: Record<string, unknown> = {}): void {
  const values = columnsOf(table).map((column): [string, unknown] => {
    const given = { ...fixed(), ...special[table], ...more }[column.name];
    if (given !== undefined) return [column.name, given];
    if (column.name === "body" && table === "run_events")
      return ["body", JSON.stringify([{ ...created, payload: { body: card } }])];
    if (column.type === "text") return [column.name, JSON.stringify({ code: "any", values: card, note: plain })];
    return [column.name, isText(column) ? plain : 1];
  });
  const names = values.map(([name]) => name).join(", ");
  handle()
    .prepare(`INSERT INTO ${table} (${names}) VALUES (${values.map(() => "?").join(", ")})`)
    .run(...values.map(([, value]) => value));
}
const created: RunEventBody = {
  type: "run.created",
  at: 1,
  workflowId: "wf_full",
  version: 1,
  trigger: "in",
  payload: null,
  rehearsal: false,
};

/** Columns in which anything of the person stands, as `table.column`. */
function naming(): string[] {
  return tables().flatMap((table) => {
    const rows = handle().prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all();
    const found = (column: string) => rows.some((row) => traces.some((trace) => String(row[column]).includes(trace)));
    return columnsOf(table)
      .filter(isText)
      .map(({ name }) => name)
      .filter(found)
      .map((column) => `${table}.${column}`);
  });
}

/** Erases them; answers how it stands once nothing more happens by itself. */
async function erase() {
  const userId = handle().prepare("SELECT user_id FROM memberships WHERE role = 'owner'").pluck().get() as string;
  const who = { workspaceId, userId, from: bySelf } as unknown as WorkspaceUser;
  const erasures = server.app.get(Erasures);
  erasures.start();
  const { id: erasure } = await erasures.begin(who, words);
  const state = () => erasures.list(workspaceId, erasure)[0]?.state;
  while (state() === "going") await new Promise((resolve) => setTimeout(resolve, 10));
  return state();
}

/** Rows that are still needed as they are, and what settles them. */
const needed: Record<string, [as: Record<string, unknown>, settled: string]> = {
  leeloo_events: [{ due_at: 8.64e15 }, "due_at = NULL"],
  leeloo_deliveries: [{ status: "pending" }, "status = 'started'"],
  missed_orders: [{ state: "wanted" }, "state = 'started'"],
  notices: [{ state: "waiting" }, "state = 'sent'"],
  run_jobs: [{ finished_at: null, created_at: 0 }, "finished_at = 1"],
};

test("what is still needed is left, and the erasure comes back to it", async () => {
  expect(Object.keys(needed).toSorted()).toEqual(
    Object.keys(columnRules)
      .filter((table) => columnRules[table]?.settled !== undefined)
      .toSorted(),
  );
  await server.platform.database.queue.write((db) => {
    for (const [table, [as]] of Object.entries(needed)) {
      db.exec(`DELETE FROM ${table}`);
      fill(table, as);
    }
  });
  const whole = () => Object.keys(needed).filter((table) => naming().some((column) => column === erasedOf(table)));
  expect([await erase(), whole()]).toEqual(["waiting", Object.keys(needed)]);
  await server.platform.database.queue.write((db) => {
    for (const [table, [, settled]] of Object.entries(needed)) db.exec(`UPDATE ${table} SET ${settled}`);
  });
  expect([await erase(), whole()]).toEqual(["done", []]);
  expect(handle().prepare("SELECT state FROM missed_orders").pluck().all()).toEqual(["started"]);
  for (const table of Object.keys(needed)) handle().exec(`DELETE FROM ${table}`);
});
/** The first column that is erased. */
const erasedOf = (table: string) => `${table}.${Object.keys(columnRules[table]?.erase ?? {})[0]}`;

test("of a person who stands in every column of every table, an erasure leaves only what is listed with a reason", async () => {
  const elsewhere = new Set(["workspaces", "migrations"]);
  await server.platform.database.queue.write(() => {
    for (const table of tables()) if (!elsewhere.has(table)) fill(table);
  });
  const erased = Object.entries(columnRules).flatMap(([table, { erase = {} }]) =>
    Object.keys(erase).map((column) => `${table}.${column}`),
  );
  expect(erased.filter((column) => !naming().includes(column))).toEqual([]);
  expect(await erase()).toBe("done");
  const stays = (column: string) => {
    const [table = "", name = ""] = column.split(".");
    return Object.entries(columnRules[table]?.stays ?? {}).find(([, names]) => names.split(" ").includes(name))?.[0];
  };
  expect(naming().filter((column) => stays(column) === undefined)).toEqual([]);
  expect(handle().prepare("SELECT state FROM missed_orders").pluck().all()).toEqual(["dismissed"]);
  expect(handle().prepare("SELECT id FROM uploads").pluck().all()).toEqual([]);
});

/** Facts of the run in an event: ids of steps, runs and people of the team. */
const facts = "key nodeId workflowId trigger runId origin replayOf takenFrom workflows body by childRunId".split(" ");

/** A value of a schema in which every text and every JSON names the person. */
function filled(schema: z.ZodType, name = ""): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return filled(schema.unwrap() as never, name);
  if (schema instanceof z.ZodLiteral) return [...schema.values][0];
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodNumber) return 1;
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodString) return plain;
  if (schema instanceof z.ZodArray) return [filled(schema.element as never, name)];
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(Object.entries(schema.shape).map(([key, one]) => [key, filled(one as never, key)]));
  if (schema instanceof z.ZodUnion) return filled(schema.options[0] as never, name);
  return { data: [card, plain] };
}

/** Names of the fields in which the person stands. */
function namingFields(value: unknown, name = ""): string[] {
  if (typeof value === "string") return traces.some((trace) => value.includes(trace)) ? [name] : [];
  if (Array.isArray(value)) return value.flatMap((one) => namingFields(one, name));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, one]) => namingFields(one, key));
}

test.each(runEventBodySchema.options.map((option) => [option.shape.type.value, option] as const))(
  "of an event %s only facts of the run stay",
  (_, option) => {
    const event = filled(option) as RunEventBody;
    for (const all of [false, true])
      expect(namingFields(eraseEvent(event, marks, all)).filter((field) => !facts.includes(field))).toEqual([]);
  },
);

test("a look before an erasure goes through all that the team writes by hand", () => {
  const written = Object.keys(columnRules).filter((table) => columnRules[table]?.stays.written !== undefined);
  // What triggers keep of their workflow, when they will next send, and the names of what is nobody's but the team's.
  const besides = [
    "polls",
    "poll_backfills",
    "schedules",
    "trouble_listeners",
    "notice_states",
    "api_keys",
    "workspaces",
  ];
  const places = PLACES.map(({ table }) => table);
  expect(written.toSorted()).toEqual([...new Set([...places, ...besides, "privacy_rules"])].toSorted());
});
