import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunEventBody, RunStore } from "@leeway/engine";
import { RUN_STORE } from "../adapters/engine.tokens.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { WorkerService } from "./worker.service.js";

const ITEMS = 30_000;
const key = "key-of-the-workspace-0123456789";
let server: WholeServer;
let runId: string;
beforeAll(async () => {
  const environment = {
    LEEWAY_OWNER_EMAIL: "owner@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
  };
  server = await startWhole(environment, null, () => {});
  server.app.get(WorkerService).start();
  runId = await endedRun();
});
afterAll(async () => {
  await server.app.get(WorkerService).stop(1_000);
  await server.close();
});

// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
const api = async (method: string, path: string, body?: unknown): Promise<any> => {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return answer.status === 204 ? undefined : answer.json();
};

const at = 1_000;
const each = { at, key: "each", nodeId: "each" };
const node = (id: string, type: string, params: object, more: object = {}) => ({
  id,
  type,
  name: id,
  position: { x: 0, y: 0 },
  params,
  ...more,
});

/** A run whose loop went through all of its items, every five thousandth of which failed. */
async function endedRun(): Promise<string> {
  const items = `{{ range(1, ${ITEMS}) }}`;
  const document = {
    schemaVersion: 1,
    name: "long",
    nodes: [
      node("in", "trigger.manual", {}),
      node("each", "logic.each", { items, onItemError: "continue" }),
      node("set", "logic.set", { fields: [{ name: "a", value: "{{ item }}" }] }, { parent: "each" }),
    ],
    edges: [
      { id: "e1", source: "in", sourceHandle: "main", target: "each" },
      { id: "e2", source: "each", sourceHandle: "item", target: "set" },
    ],
    notes: [],
    settings: {},
  };
  const { id: workflowId } = await api("POST", "/workflows", { document });
  await api("POST", `/workflows/${workflowId}/publish`);
  const { handle } = server.platform.database;
  const pinned = handle
    .prepare(
      `SELECT d.id AS documentId, w.workspace_id AS workspaceId FROM workflow_documents d
       JOIN workflows w ON w.id = d.workflow_id WHERE d.workflow_id = ?`,
    )
    .get(workflowId) as { documentId: string; workspaceId: string };
  const store = server.app.get<RunStore>(RUN_STORE);
  const run = { id: "run_long", workflowId, ...pinned, version: 1, trigger: "in", payload: {}, rehearsal: false, at };
  await store.create(run);
  const body = ["set"];
  const loop = { count: ITEMS, concurrency: 1, onItemError: "continue" as const, body };
  const input = { items: Array.from({ length: ITEMS }, (_, index) => index + 1) };
  const failed = { as: "failed" as const, error: { code: "step.internal" as const, values: {}, nodeId: "set" } };
  const events: RunEventBody[] = [
    { type: "step.started", ...each, attempt: 1, input, loop },
    ...input.items.map((_, index): RunEventBody => {
      const end = index % 5_000 === 7 ? failed : { as: "succeeded" as const };
      return { type: "item.settled", ...each, index, ...end };
    }),
    { type: "step.succeeded", ...each, output: { items: ITEMS }, port: "done" },
    { type: "run.finished", at, status: "succeeded", handledErrors: ITEMS / 5_000 },
  ];
  const ended = { status: "succeeded", startedAt: at, finishedAt: at, error: null, handledErrors: 6 } as const;
  await store.append(run.id, { after: 1, events, summary: { ...ended, dueAt: null } });
  return run.id;
}

/** How often others have had their turn in the event loop while a work went on. */
async function turnsOf<T>(work: () => Promise<T>): Promise<{ came: T; turns: number }> {
  let going = true;
  let turns = 0;
  const look = () => {
    turns += 1;
    if (going) setImmediate(look);
  };
  setImmediate(look);
  const came = await work();
  going = false;
  return { came, turns };
}

test("a word about items of a long run that has ended keeps nobody waiting, and its run begins with a few words", async () => {
  const wish = { indexes: "failed", action: "retry" };
  const { came, turns } = await turnsOf(() => api("POST", `/runs/${runId}/steps/each/items`, wish));
  // Its events are folded five hundred at a time.
  expect(turns).toBeGreaterThan(ITEMS / 500);
  const { handle } = server.platform.database;
  const rows = handle.prepare("SELECT count(*) AS rows, sum(length(body)) AS size FROM run_events WHERE run_id = ?");
  const log = rows.get(came.runId) as { rows: number; size: number };
  expect([log.rows < 30, log.size < 20 * ITEMS]).toEqual([true, true]);
});
