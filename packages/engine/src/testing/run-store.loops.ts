import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { workflowDocumentSchema } from "../document/document.js";
import type { NewRun, RunStore, RunSummary } from "../ports.js";
import type { LoopFacts, RunEvent, RunEventBody } from "../run/events.js";
import { emptyRunState, fold } from "../run/fold.js";
import { partsOfKey } from "../run/keys.js";
import type { RunState } from "../run/state.js";
import type { RunStoreWorld } from "./run-store.world.js";

const document = workflowDocumentSchema.parse({
  schemaVersion: 1,
  name: "Loops",
  nodes: [{ id: "in", type: "trigger.manual" }],
});
const summary: RunSummary = {
  status: "running",
  dueAt: null,
  startedAt: 1,
  finishedAt: null,
  error: null,
  handledErrors: 0,
};

const step = (key: string) => ({ at: 1, key, nodeId: partsOfKey(key).nodeId });
const done = (key: string, more: object = {}): RunEventBody => ({
  type: "step.succeeded",
  ...step(key),
  output: { of: key },
  port: "main",
  ...more,
});
const begins = (key: string, count: number, body: string[]): RunEventBody => {
  const loop: LoopFacts = { count, concurrency: 2, onItemError: "continue", body };
  return { type: "step.started", ...step(key), attempt: 1, input: { items: [] }, loop };
};
const settled = (
  key: string,
  index: number,
  as: "succeeded" | "failed" = "succeeded",
  more: { handledErrors?: number } = {},
): RunEventBody => ({
  type: "item.settled",
  ...step(key),
  index,
  as,
  result: `${key} ${index}`,
  ...more,
});
const failed = (key: string, handled: "continue" | "stop" = "continue"): RunEventBody => ({
  type: "step.failed",
  ...step(key),
  error: { code: "request.timeout", values: {} },
  handled,
});

/** Two items under way at a time, one loop inside another, and whatever outlives the item that it happened in. */
const story: RunEventBody[] = [
  done("before"),
  begins("outer", 12, ["send", "inner"]),
  done("send[0]"),
  done("send[1]", { responds: true }),
  begins("inner[0]", 3, ["deep"]),
  failed("deep[0][0]"),
  settled("inner[0]", 0, "failed"),
  done("deep[0][1]"),
  settled("inner[0]", 1),
  { type: "step.unknown", ...step("deep[0][2]"), error: { code: "step.interrupted", values: {} } },
  begins("inner[1]", 2, ["deep"]),
  done("deep[1][0]"),
  settled("inner[1]", 0),
  { type: "run.needsAttention", at: 1 },
  { type: "step.resolved", ...step("deep[0][2]"), as: "done", output: 7 },
  settled("inner[0]", 2),
  done("inner[0]"),
  settled("outer", 0, "succeeded", { handledErrors: 2 }),
  done("beside"),
  done("send[10]"),
  { type: "step.waiting", ...step("inner[10]"), waitingFor: "callback", until: null },
  { type: "step.answered", ...step("inner[10]"), as: "callback", data: 1 },
  done("send[2]"),
  settled("outer", 2, "failed"),
  { type: "step.answered", ...step("send[4]"), as: "callback", data: 2 },
  done("send[4]"),
  settled("outer", 4),
  failed("send[3]"),
  settled("outer", 3, "failed"),
  { type: "items.changed", ...step("outer"), indexes: [2], action: "retry", data: { again: true } },
  { type: "step.started", ...step("send[2]"), attempt: 1, input: null },
  // A failure that its own item's end tells of, and what is around that one.
  begins("inner[5]", 2, ["deep"]),
  failed("deep[5][0]", "stop"),
  settled("inner[5]", 0, "failed"),
  done("deep[5][1]"),
  settled("inner[5]", 1),
  done("inner[5]"),
  settled("outer", 5, "succeeded", { handledErrors: 1 }),
  // Comes before its item has begun, which is left out then.
  { type: "step.answered", ...step("send[7]"), as: "callback", data: 3 },
  { type: "items.changed", ...step("outer"), indexes: [7], action: "skip" },
];

/** Everything of a state, spelled out. */
function plain({ steps, answers, ...run }: RunState) {
  const plainStep = (one: RunState["steps"] extends ReadonlyMap<string, infer S> ? S : never) => ({
    ...one,
    loop: one.loop && {
      ...one.loop,
      items: Array.from({ length: one.loop.count }, (_, index) => one.loop?.items.at(index) ?? "open"),
      results: [...(one.loop.results ?? [])].sort(([a], [b]) => a - b),
    },
  });
  return {
    ...run,
    answers: [...answers],
    steps: [...steps.values()].map(plainStep).sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}
const stateOf = (events: readonly RunEvent[]) => plain(fold(emptyRunState, events));
const keysOf = (events: readonly RunEvent[]) => events.flatMap((event) => ("key" in event ? [event.key] : []));

/** What every run store does about the events of loops. */
export function runStoreLoops(make: () => Promise<RunStoreWorld>): void {
  describe("loops", () => {
    let world: RunStoreWorld;
    let store: RunStore;
    let run: NewRun;
    beforeEach(async () => {
      world = await make();
      store = world.store;
      const ids = await world.seedDocument(document);
      run = { id: "r1", ...ids, version: 1, trigger: "in", payload: {}, rehearsal: false, at: world.now() };
    });
    afterEach(() => world.close());

    const whole = () => store.eventsAfter("r1", 0, 10_000);
    const append = (after: number, events: RunEventBody[]) => store.append("r1", { after, events, summary });

    test.each([1, 2, 3, 7, story.length])(
      "are told alike by all events and by those that matter, %i at a time",
      async (size) => {
        await store.create(run);
        for (let from = 0; from < story.length; from += size) {
          await append(from + 1, story.slice(from, from + size));
          const all = await whole();
          const { events = [] } = (await store.load("r1")) ?? {};
          expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
          expect(stateOf(events)).toEqual(stateOf(all));
          expect(events.at(-1)).toEqual(all.at(-1));
        }
      },
    );

    test("are loaded without the steps of items that have ended", async () => {
      await store.create(run);
      await append(1, story);
      const keys = keysOf((await store.load("r1"))?.events ?? []);
      expect(keys).toEqual(expect.arrayContaining(["before", "outer", "send[1]", "send[2]", "beside"]));
      for (const ended of ["send[4]", "deep[0][1]", "deep[1][0]", "deep[5][0]"]) expect(keys).not.toContain(ended);
    });

    test("are read by item, with the items inside", async () => {
      await store.create(run);
      await append(1, story.slice(0, 9));
      await append(10, story.slice(9));
      expect(keysOf(await store.itemEvents("r1", "[1]"))).toEqual(["send[1]", "inner[1]", "deep[1][0]", "inner[1]"]);
      expect(keysOf(await store.itemEvents("r1", "[10]"))).toEqual(["send[10]", "inner[10]", "inner[10]"]);
      expect((await store.itemEvents("r1", "[0][2]")).map(({ seq, type }) => [seq, type])).toEqual([
        [11, "step.unknown"],
        [16, "step.resolved"],
      ]);
      expect(await store.itemEvents("r1", "[11]")).toEqual([]);
    });

    test("that a replay takes over are there from the first", async () => {
      const taken = story.slice(0, 9);
      await store.create({ ...run, taken });
      expect((await whole()).map(({ type }) => type)).toEqual(["run.created", ...taken.map(({ type }) => type)]);
      expect(keysOf(await store.itemEvents("r1", "[0][1]"))).toEqual(["deep[0][1]"]);
      expect(stateOf((await store.load("r1"))?.events ?? [])).toEqual(stateOf(await whole()));
      expect(await append(10, [done("send[4]")])).toEqual({ kind: "appended", seq: 11 });
    });

    test("are read on from any event", async () => {
      await store.create(run);
      await append(1, story);
      const all = await whole();
      for (const { seq } of all)
        expect((await store.eventsAfter("r1", seq, 3)).map((event) => event.seq)).toEqual(
          all.slice(seq, seq + 3).map((event) => event.seq),
        );
    });
  });
}
