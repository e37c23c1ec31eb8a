import { describe, expect, test, vi } from "vitest";
import { Bench, token } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";
import { RecentRuns } from "./recent-runs.js";

const items = Array.from({ length: 200 }, (_, index) => index);
const toAll = graph("in:trigger all:each send:create", "in>all all-item>send", {
  all: { params: { items, concurrency: 2 } },
  send: { parent: "all", params: { say: "to {{ item }}" }, credential: "cred" },
});

/** A loop that waits for a ticket before most of its items. */
async function waiting() {
  const bench = new Bench();
  bench.secrets.set("cred", token(20));
  const loads = vi.spyOn(bench.kept, "load");
  const runId = await bench.accept(toAll);
  bench.start();
  await bench.pass(100_000);
  return { bench, runId, loads };
}

describe("a run that goes on soon", () => {
  test("is read from its beginning once, however often it waits for a ticket", async () => {
    const { bench, runId, loads } = await waiting();
    await bench.pass(900_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
    expect(new Set(bench.farEnd.arrivals.map(({ body }) => body)).size).toBe(200);
    expect([bench.farEnd.arrivals.length, loads.mock.calls.length]).toEqual([200, 1]);
  });

  test("hears what was said while it waited", async () => {
    const { bench, runId } = await waiting();
    const [before, left] = [bench.farEnd.arrivals.length, [150, 151, 152]];
    const here = { at: bench.clock.now(), key: "all", nodeId: "all" };
    await bench.signal(runId, { type: "items.changed", ...here, indexes: left, action: "skip" });
    await bench.pass(900_000);
    expect([before < 150, bench.farEnd.arrivals.length]).toEqual([true, 197]);
    expect((await bench.state(runId)).steps.get("all")?.output).toMatchObject({ succeeded: 197, skipped: 3 });
  });

  test("is cancelled while it waits", async () => {
    const { bench, runId } = await waiting();
    const before = bench.farEnd.arrivals.length;
    await bench.cancel(runId);
    await bench.pass(900_000);
    expect([(await bench.state(runId)).status, bench.farEnd.arrivals.length]).toEqual(["cancelled", before]);
  });
});

test("of many runs those are remembered that were let go last, and only as many items as fit into memory", async () => {
  const { bench, runId } = await waiting();
  const record = await bench.kept.load(runId);
  const state = await bench.state(runId);
  if (!record) throw new Error("no run");
  const load = vi.fn(() => Promise.resolve(null));
  const recent = new RecentRuns({ load, eventsAfter: () => Promise.resolve([]) }, 10);
  for (let number = 0; number < 60; number++) recent.keep({ ...record, id: `run ${number}` }, state);
  expect(await recent.load("run 9")).toBeNull();
  expect(await recent.load("run 10")).toMatchObject({ state, events: [] });
  expect(await recent.load("run 10")).toBeNull();
  recent.keep({ ...record, id: "short" }, { ...state, seq: 9 });
  expect(await recent.load("short")).toBeNull();
  const [all] = [...state.steps.values()].filter(({ loop }) => loop);
  if (!all?.loop) throw new Error("no loop");
  const large = { ...state, steps: new Map([["all", { ...all, loop: { ...all.loop, count: 150_000 } }]]) };
  recent.keep({ ...record, id: "large" }, large);
  recent.keep({ ...record, id: "as large" }, large);
  expect([await recent.load("large"), (await recent.load("as large"))?.id]).toEqual([null, "as large"]);
});
