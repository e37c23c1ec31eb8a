import "reflect-metadata";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Schedule } from "@leeway/api";
import { CLOCK, RUN_STORE } from "../adapters/engine.tokens.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";
import { WorkerService } from "../runs/worker.service.js";
import { eventually } from "../testing/eventually.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import { Scheduler } from "./scheduler.service.js";
import { SchedulesStore } from "./schedules.store.js";

const key = "key-of-the-workspace-0123456789";
let server: WholeServer;
beforeAll(async () => {
  const environment = {
    LEEWAY_OWNER_EMAIL: "owner@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
  };
  server = await startWhole(environment, null, () => {});
  server.app.get(WorkerService).start();
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
const HOUR = 3_600_000;
const hourly = { rules: [{ kind: "interval", every: 1, unit: "hours" }] };
const documentOf = (params: object, waits = false) => ({
  schemaVersion: 1,
  name: "By the clock",
  nodes: [
    { id: "clock", type: "trigger.schedule", position: { x: 0, y: 0 }, params },
    waits
      ? { id: "wait", type: "logic.wait", position: { x: 320, y: 0 }, params: { mode: "approval", message: "?" } }
      : {
          id: "wait",
          type: "logic.set",
          position: { x: 320, y: 0 },
          params: { fields: [{ name: "at", value: "{{ trigger.scheduledAt }}" }] },
        },
  ],
  edges: [{ id: "e", source: "clock", sourceHandle: "main", target: "wait" }],
  notes: [],
  settings: { timezone: "Europe/Kyiv" },
});

async function published(params: object, waits = false): Promise<string> {
  const { id } = await api("POST", "/workflows", { document: documentOf(params, waits) });
  const answer = await api("POST", `/workflows/${id}/publish`, {});
  if (answer.version !== 1) throw new Error(JSON.stringify(answer));
  return id;
}
const runsOf = async (id: string) =>
  (await api("GET", `/runs?workflowId=${id}&limit=200`)).items as { id: string; status: string }[];
const scheduleOf = async (id: string) => ((await api("GET", `/workflows/${id}/schedules`)).items as Schedule[])[0];
/** As if the server had looked last at that time. */
const lastLooked = (id: string, ago: number) => {
  const at = Date.now() - ago;
  server.platform.database.handle
    .prepare("UPDATE schedules SET cursor = ?, due_at = ? WHERE workflow_id = ?")
    .run(at, at + 1, id);
};
const look = () => server.app.get(Scheduler).look();

describe("a schedule", () => {
  test("that is published has its next times, and fires at none that was before", async () => {
    const id = await published(hourly);
    await look();
    expect(await runsOf(id)).toEqual([]);
    const schedule = await scheduleOf(id);
    expect(schedule?.next).toHaveLength(10);
    expect(Date.parse(schedule?.next[0]?.at ?? "")).toBe(Math.ceil((Date.now() + 1) / HOUR) * HOUR);
  });

  test("makes one run for each of its times, however often it is looked at and whatever was lost in between", async () => {
    const id = await published({ ...hourly, missed: "all", overlap: "allow" });
    lastLooked(id, 3 * HOUR);
    await look();
    const first = await runsOf(id);
    expect(first).toHaveLength(3);
    // The server died after it had made the runs and before it could say so.
    lastLooked(id, 3 * HOUR);
    await Promise.all([look(), look()]);
    expect((await runsOf(id)).map((run) => run.id)).toEqual(first.map((run) => run.id));
    const { output } = await api("GET", `/runs/${first[0]?.id}/steps/clock`);
    const hour = new Date(Math.floor(Date.now() / HOUR) * HOUR);
    expect(Date.parse(output.scheduledAt)).toBe(hour.getTime());
    expect(output).toMatchObject({ timezone: "Europe/Kyiv", time: expect.stringMatching(/^\d\d:00$/) });
  });

  test("that two servers look at on one database at the same moments has one run for each of its times", async () => {
    const id = await published({ ...hourly, missed: "all", overlap: "allow" });
    const { app, platform } = server;
    const other = new Scheduler(
      new SchedulesStore(platform.database),
      app.get(WorkerService),
      app.get(WorkspaceScopeService),
      app.get(RUN_STORE),
      app.get(CLOCK),
      app.get(WorkspaceChanges),
    );
    for (let hours = 3; hours <= 30; hours += 9) {
      lastLooked(id, hours * HOUR);
      // Both have read what is due before either of them has made a run.
      await Promise.all([look(), other.look()]);
    }
    const runs = await runsOf(id);
    const outputs = await Promise.all(runs.map((run) => api("GET", `/runs/${run.id}/steps/clock`)));
    const times = outputs.map(({ output }) => Date.parse(output.scheduledAt)).sort((a, b) => b - a);
    const last = Math.floor(Date.now() / HOUR) * HOUR;
    expect(times).toEqual(Array.from({ length: 30 }, (_, index) => last - index * HOUR));
    await other.stop();
  });

  test("says which times it let go while the server was down", async () => {
    const id = await published(hourly);
    lastLooked(id, 5 * HOUR);
    await look();
    expect(await runsOf(id)).toHaveLength(1);
    const gaps = (await scheduleOf(id))?.gaps ?? [];
    const hour = Math.floor(Date.now() / HOUR) * HOUR;
    expect(gaps).toEqual([
      { from: new Date(hour - 4 * HOUR).toISOString(), until: new Date(hour).toISOString(), why: "missed" },
    ]);
  });

  test.each([
    ["skip", ["waiting", "cancelled"]],
    ["queue", ["waiting", "queued"]],
    ["allow", ["waiting", "waiting"]],
    ["cancel", ["cancelled", "waiting"]],
  ])("whose last run goes on does as it is set: %s", async (overlap, expected) => {
    const id = await published({ ...hourly, missed: "all", overlap }, true);
    lastLooked(id, 2 * HOUR);
    await look();
    await eventually(`runs that are ${expected.join()}`, async () => {
      const statuses = (await runsOf(id)).map(({ status }) => status);
      return statuses.reverse().join() === expected.join();
    });
  });

  test("that is paused fires not, lets go what came meanwhile, and goes on from then", async () => {
    const id = await published(hourly);
    await api("POST", `/workflows/${id}/schedules/clock/pause`);
    await api("POST", `/workflows/${id}/publish`, {});
    await look();
    expect(await scheduleOf(id)).toMatchObject({ paused: true, next: [] });
    server.platform.database.handle
      .prepare("UPDATE schedules SET paused_at = ? WHERE workflow_id = ?")
      .run(Date.now() - 3 * HOUR, id);
    await api("POST", `/workflows/${id}/schedules/clock/resume`);
    await look();
    expect(await runsOf(id)).toEqual([]);
    expect(await scheduleOf(id)).toMatchObject({ paused: false, gaps: [{ why: "paused" }] });
    expect((await scheduleOf(id))?.next).toHaveLength(10);
  });

  test("ends with its workflow's version, and goes on unbroken where the next one has it unchanged", async () => {
    const id = await published({ ...hourly, missed: "all" });
    lastLooked(id, HOUR);
    await api("POST", `/workflows/${id}/publish`, {});
    await look();
    expect(await runsOf(id)).toHaveLength(1);
    await api("POST", `/workflows/${id}/unpublish`, {});
    lastLooked(id, HOUR);
    server.platform.database.handle.prepare("UPDATE schedules SET due_at = NULL WHERE workflow_id = ?").run(id);
    await look();
    expect(await scheduleOf(id)).toMatchObject({ next: [] });
    await api("POST", `/workflows/${id}/publish`, {});
    await look();
    expect(await runsOf(id)).toHaveLength(1);
  });

  test("whose clock was set years ahead and back goes on", async () => {
    const id = await published({ ...hourly, missed: "all" });
    lastLooked(id, -10 * 365 * 24 * HOUR);
    server.platform.database.handle.prepare("UPDATE schedules SET due_at = 1 WHERE workflow_id = ?").run(id);
    await look();
    expect(Date.parse((await scheduleOf(id))?.next[0]?.at ?? "")).toBeLessThanOrEqual(Date.now() + HOUR);
    const { cursor } = server.platform.database.handle
      .prepare("SELECT cursor FROM schedules WHERE workflow_id = ?")
      .get(id) as { cursor: number };
    expect(cursor).toBeLessThanOrEqual(Date.now());
  });

  test("with times that are none keeps its workflow from being published, and says where and why", async () => {
    const { id } = await api("POST", "/workflows", {
      document: documentOf({ rules: [{ kind: "calendar", cron: "0 9 30 2 *" }] }),
    });
    expect(await api("POST", `/workflows/${id}/publish`, {})).toMatchObject({
      code: "workflow.hasProblems",
      errors: [{ code: "schedule.never", nodeId: "clock", param: "rules[0]" }],
    });
  });
});
