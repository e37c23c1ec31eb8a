import "reflect-metadata";
import { PARKED_AT, type LocalBrakes, type Wakeups } from "@leeway/engine";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BRAKES, WAKEUPS } from "../adapters/engine.tokens.js";
import { served, type Served } from "../credentials/testing/served.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { BrakesModule } from "./brakes.module.js";
import { bySelf } from "../accounts/audit.js";
import { eventually } from "../testing/eventually.js";
import { BrakesService } from "./brakes.service.js";
import { ToldOfStops } from "./told-of-stops.js";

let server: Served;
beforeAll(async () => {
  server = await served([WorkflowsModule, BrakesModule]);
  keepWaiting();
});
afterAll(() => server.close());

/** Runs of the workspace that wait for a token: more than are looked at in one go. */
const MANY = 1_200;
const keepWaiting = () => {
  const { handle } = server.platform.database;
  const insert = handle.prepare(
    `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
       created_at, handled_errors, waiting_for) VALUES (?, 'ws_1', 'wf', 'd', 'in', 0, 'waiting', 1, 0, 1, 0, 0, 'limit')`,
  );
  handle.transaction(() => {
    for (let index = 0; index < MANY; index++) insert.run(`run_${index}`);
  })();
};
/** Who hears that they were stopped, since this was asked for. */
const listening = () => {
  const heard = new Set<string>();
  const end = server.app.get<Wakeups>(WAKEUPS).onNudge((runId, why) => why === "waits" && heard.add(runId));
  return { heard, end };
};

const who = { workspaceId: "ws_1", userId: null, from: bySelf } as Parameters<BrakesService["pause"]>[0];

test.each([
  ["pause", ["resume", "pause"]],
  ["pause", ["pause", "resume"]],
  ["resume", ["resume", "pause"]],
  ["resume", ["pause", "resume"]],
  ["pause", ["resume", "resume", "pause"]],
] as const)("after %s, %j at once leave what is stopped here as it is kept", async (first, atOnce) => {
  const brakes = server.app.get(BrakesService);
  await brakes[first](who);
  await Promise.all(atOnce.map((verb) => brakes[verb](who)));
  const kept = brakes.list("ws_1").workspace !== null;
  expect(kept).toBe(atOnce.at(-1) === "pause");
  expect(server.app.get<LocalBrakes>(BRAKES).on({ id: "any", workspaceId: "ws_1", workflowId: "any" })).toBe(kept);
});

test("of a stopped workflow those count too that its runs have started, however deep, and of others none", async () => {
  const { handle } = server.platform.database;
  const workflow = handle.prepare(
    "INSERT INTO workflows (id, workspace_id, name, revision, document, created_at, updated_at) VALUES (?, 'ws_1', ?, 1, ?, 0, 0)",
  );
  const insert = handle.prepare(
    `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
       created_at, handled_errors, due_at, parent_run_id) VALUES (?, 'ws_1', ?, 'd', 'in', 0, 'waiting', 1, 0, 1, 0, 0, ${PARKED_AT}, ?)`,
  );
  for (const id of ["caller", "called", "deeper", "other"])
    workflow.run(id, id, JSON.stringify({ schemaVersion: 1, name: id, nodes: [], edges: [] }));
  insert.run("first", "caller", null);
  insert.run("second", "called", "first");
  insert.run("third", "deeper", "second");
  insert.run("fourth", "other", null);
  const brakes = server.app.get(BrakesService);
  await brakes.pause(who, "other");
  const { workflows, waiting } = await brakes.pause(who, "caller");
  expect(workflows.map(({ workflowId, runs }) => [workflowId, runs])).toEqual([
    ["other", 1],
    ["caller", 3],
  ]);
  expect(waiting.length).toBe(4);
  expect((await brakes.pause(who)).workspace?.runs).toBe(4);
  await brakes.resume(who);
  for (const id of ["other", "caller"]) await brakes.resume(who, id);
});

test("a stop is answered before all who wait for a token have heard of it, and all hear of it", async () => {
  const brakes = server.app.get(BrakesService);
  const { heard, end } = listening();
  expect((await brakes.pause(who)).workspace).not.toBeNull();
  expect(heard.size).toBeLessThan(MANY);
  await eventually("all as told", () => heard.size === MANY);
  end();

  // The process ends in the middle of it, and another one begins.
  const again = listening();
  const { app } = server;
  const other = new ToldOfStops(app.get(BRAKES), server.platform.database, app.get(WAKEUPS));
  other.start();
  await other.stop();
  expect(again.heard.size).toBeLessThan(MANY);
  const next = new ToldOfStops(app.get(BRAKES), server.platform.database, app.get(WAKEUPS));
  next.start();
  await eventually("all as told", () => again.heard.size === MANY);
  again.end();
  await next.stop();
});

test("those of whom nobody has heard are let be once it goes on", async () => {
  const { heard, end } = listening();
  await server.app.get(BrakesService).pause(who);
  server.app.get<LocalBrakes>(BRAKES).release("ws_1");
  // Far more turns than it takes to look at all of them.
  for (let turn = 0; turn < 50; turn++) await nextTurn();
  expect(heard.size).toBeLessThan(MANY);
  await server.app.get(BrakesService).resume(who);
  end();
});

test("no more hear of a stop than those who listen have room for, and the rest once they have", async () => {
  const brakes = server.app.get(BrakesService);
  const heard = new Set<string>();
  let room = 700;
  const listen = (runId: string, why?: string) => why === "waits" && heard.add(runId);
  const end = server.app.get<Wakeups>(WAKEUPS).onNudge(listen, () => heard.size >= room);
  await brakes.pause(who);
  await eventually("as many as there is room for", () => heard.size === room);
  // Far more turns than it takes to look at all of them.
  for (let turn = 0; turn < 50; turn++) await nextTurn();
  expect(heard.size).toBe(room);
  room = MANY + 1;
  await eventually("all as told", () => heard.size === MANY);
  await brakes.resume(who);
  end();
});
