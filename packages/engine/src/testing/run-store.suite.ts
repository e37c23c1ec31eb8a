import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { workflowDocumentSchema } from "../document/document.js";
import type { AppendRequest, NewRun, RunStore, RunSummary } from "../ports.js";
import { runStoreChildren } from "./run-store.children.js";
import { runStoreLines } from "./run-store.lines.js";
import { runStoreLoops } from "./run-store.loops.js";
import { runStoreReplays } from "./run-store.replays.js";
import type { RunStoreWorld } from "./run-store.world.js";

const document = workflowDocumentSchema.parse({
  schemaVersion: 1,
  name: "Заказ",
  nodes: [{ id: "in", type: "trigger.manual" }],
});
const summary = (more: Partial<RunSummary> = {}): RunSummary => ({
  status: "running",
  dueAt: null,
  startedAt: 1,
  finishedAt: null,
  error: null,
  handledErrors: 0,
  ...more,
});

/** What every run store does, whatever it is made of. */
export function runStoreSuite(name: string, make: () => Promise<RunStoreWorld>): void {
  describe(`run store: ${name}`, () => {
    let world: RunStoreWorld;
    let store: RunStore;
    let newRun: (id: string, more?: Partial<NewRun>) => NewRun;
    beforeEach(async () => {
      world = await make();
      store = world.store;
      const ids = await world.seedDocument(document);
      newRun = (id, more = {}) => ({
        id,
        ...ids,
        version: 1,
        trigger: "in",
        payload: { name: "Оксана", total: 1490 },
        rehearsal: false,
        at: world.now(),
        ...more,
      });
    });
    afterEach(() => world.close());

    const skip = (key: string) => ({ type: "step.skipped", at: 1, key, nodeId: key, because: "dead" }) as const;
    const append = (runId: string, after: number, more: Partial<AppendRequest> = {}) =>
      store.append(runId, { after, events: [skip(`s${after}`)], summary: summary(), ...more });

    test("lets a new run be born held, by the same rules as a claim", async () => {
      const made = await store.create(newRun("r1"), { worker: "maker", leaseMs: 1_000, events: [] });
      expect(made).toEqual({ runId: "r1", duplicate: false, claim: { runId: "r1", fence: 1, claims: 1 } });
      expect(await store.claim("r1", "other", 1_000)).toBeNull();
      expect(await store.due(world.now(), 10)).toEqual([]);
      expect((await append("r1", 1, { fence: 1 })).kind).toBe("appended");
      await world.advance(1_001);
      expect(await store.due(world.now(), 10)).toEqual(["r1"]);
      expect(await store.claim("r1", "other", 1_000)).toMatchObject({ fence: 2 });
      expect((await append("r1", 2, { fence: 1 })).kind).toBe("lost");
    });

    test("asks for what is to be written when it is written", async () => {
      await store.create(newRun("r1"));
      const told = summary();
      const events = [skip("a")];
      const late = store.append("r1", () => ({ after: 1, events, summary: told }));
      const given = store.append("r1", () => undefined);
      const wrong = store.append("r1", () => ({ after: 1, events: [skip("c")], summary: told }));
      expect(await late).toMatchObject({ kind: "appended", seq: 2 });
      expect([await given, await wrong]).toMatchObject([{ kind: "lost" }, { kind: "behind" }]);
      expect((await store.eventsAfter("r1", 1, 9)).length).toBe(1);
    });

    test("keeps what was computed of a new run in the same write", async () => {
      const birth = { worker: "maker", leaseMs: 1_000, events: [skip("a"), skip("b")] };
      await store.create(newRun("r1"), { ...birth, summary: summary({ dueAt: 7 }) });
      expect((await store.eventsAfter("r1", 0, 9)).map(({ seq, type }) => [seq, type])).toEqual([
        [1, "run.created"],
        [2, "step.skipped"],
        [3, "step.skipped"],
      ]);
      // Held: due when its lease is over, not when its summary says.
      expect(await store.due(world.now(), 10)).toEqual([]);
      expect((await append("r1", 3, { fence: 1 })).kind).toBe("appended");
    });

    test("lets a new run go with the write that makes it", async () => {
      const birth = { worker: "maker", leaseMs: 1_000, events: [skip("a")], release: true };
      await store.create(newRun("waits"), { ...birth, summary: summary({ dueAt: world.now() + 500 }) });
      await store.create(newRun("ended"), { ...birth, summary: summary({ status: "succeeded", finishedAt: 5 }) });
      expect((await append("waits", 2, { fence: 1 })).kind).toBe("lost");
      expect(await store.due(world.now(), 10)).toEqual([]);
      expect(await store.due(world.now() + 500, 10)).toEqual(["waits"]);
      expect(await store.claim("ended", "other", 1_000)).toBeNull();
      expect(await store.claim("waits", "other", 1_000)).toMatchObject({ fence: 2, claims: 1 });
    });

    test("gives no claim on a run that its key found", async () => {
      await store.create(newRun("r1", { dedupeKey: "order 1" }));
      const again = await store.create(newRun("r2", { dedupeKey: "order 1" }), {
        worker: "maker",
        leaseMs: 1_000,
        events: [],
      });
      expect(again).toEqual({ runId: "r1", duplicate: true });
      expect(await store.claim("r1", "other", 1_000)).toMatchObject({ fence: 1 });
    });

    test("keeps a new run with its first event and its document", async () => {
      await store.create(newRun("r1"));
      const record = await store.load("r1");
      expect(record).toMatchObject({ id: "r1", document, workflowName: "Заказ" });
      expect(record?.events).toMatchObject([
        { seq: 1, type: "run.created", trigger: "in", payload: { name: "Оксана", total: 1490 } },
      ]);
      expect(await store.load("nobody")).toBeNull();
    });

    test("answers the first run for a repeated dedupe key, per trigger", async () => {
      await store.create(newRun("r1", { dedupeKey: "order-7" }));
      expect(await store.create(newRun("r2", { dedupeKey: "order-7" }))).toEqual({ runId: "r1", duplicate: true });
      expect(await store.load("r2")).toBeNull();
      expect(await store.create(newRun("r3", { dedupeKey: "order-7", trigger: "other" }))).toEqual({
        runId: "r3",
        duplicate: false,
      });
    });

    test("lets a dedupe key count again after its window, and not before", async () => {
      const at = world.now();
      const made = (id: string, more: Partial<NewRun>) => store.create(newRun(id, { dedupeKey: "order-7", ...more }));
      await made("r1", { at });
      expect(await made("r2", { at: at + 100, dedupeAfter: at - 1 })).toEqual({ runId: "r1", duplicate: true });
      expect(await made("r3", { at: at + 101, dedupeAfter: at })).toEqual({ runId: "r3", duplicate: false });
      expect(await made("r4", { at: at + 102, dedupeAfter: at + 1 })).toEqual({ runId: "r3", duplicate: true });
      expect(await made("r5", { at: at + 103 })).toEqual({ runId: "r3", duplicate: true });
      await made("o1", { at, trigger: "other" });
      expect(await made("r6", { at: at + 500, dedupeAfter: at + 400 })).toMatchObject({ duplicate: false });
      expect(await made("o2", { at: at + 501, trigger: "other" })).toEqual({ runId: "o1", duplicate: true });
      expect(await store.load("r1")).toMatchObject({ id: "r1" });
    });

    test("makes one run of many that come at the same time with one dedupe key", async () => {
      const made = await Promise.all(
        Array.from({ length: 20 }, (_, i) => store.create(newRun(`r${i}`, { dedupeKey: "same" }))),
      );
      expect(new Set(made.map(({ runId }) => runId)).size).toBe(1);
      expect(made.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    });

    test("gives a run to one worker at a time", async () => {
      await store.create(newRun("r1"));
      const [a, b] = await Promise.all([store.claim("r1", "a", 30_000), store.claim("r1", "b", 30_000)]);
      expect([a, b].filter(Boolean)).toHaveLength(1);
      expect(await store.claim("nobody", "a", 30_000)).toBeNull();
    });

    test("counts claims without progress and begins anew after an append", async () => {
      await store.create(newRun("r1"));
      const first = await store.claim("r1", "a", 1_000);
      await world.advance(1_001);
      const second = await store.claim("r1", "b", 1_000);
      expect([first?.claims, second?.claims]).toEqual([1, 2]);
      expect(second?.fence).toBeGreaterThan(first?.fence ?? 0);
      await append("r1", 1, { fence: second?.fence ?? 0 });
      await world.advance(1_001);
      expect((await store.claim("r1", "c", 1_000))?.claims).toBe(1);
    });

    test("takes no word of others, and no empty append, for progress of the holder", async () => {
      await store.create(newRun("r1"));
      const { fence = 0 } = (await store.claim("r1", "a", 1_000)) ?? {};
      await append("r1", 1, { events: [{ type: "run.cancelRequested", at: 2 }] });
      await append("r1", 2, { fence, events: [] });
      await world.advance(1_001);
      expect((await store.claim("r1", "b", 1_000))?.claims).toBe(2);
    });

    test("numbers appended events without gaps and answers those after a number", async () => {
      await store.create(newRun("r1"));
      const fence = (await store.claim("r1", "a", 30_000))?.fence ?? 0;
      expect(await append("r1", 1, { fence, events: [skip("a"), skip("b"), skip("c")] })).toEqual({
        kind: "appended",
        seq: 4,
      });
      expect(await append("r1", 4, { fence })).toEqual({ kind: "appended", seq: 5 });
      expect((await store.eventsAfter("r1", 2, 100)).map(({ seq }) => seq)).toEqual([3, 4, 5]);
      expect((await store.eventsAfter("r1", 1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
      expect(await store.eventsAfter("r1", 5, 100)).toEqual([]);
    });

    test("changes nothing for an append with an old fence", async () => {
      await store.create(newRun("r1"));
      const old = (await store.claim("r1", "a", 1_000))?.fence ?? 0;
      await world.advance(1_001);
      await store.claim("r1", "b", 30_000);
      expect(await append("r1", 1, { fence: old })).toEqual({ kind: "lost" });
      expect((await store.load("r1"))?.events).toHaveLength(1);
    });

    test("tells a writer that is behind what it missed, and writes nothing", async () => {
      await store.create(newRun("r1"));
      const fence = (await store.claim("r1", "a", 30_000))?.fence ?? 0;
      await append("r1", 1, { events: [{ type: "run.cancelRequested", at: 2 }] });
      expect(await append("r1", 1, { fence })).toMatchObject({
        kind: "behind",
        missed: [{ seq: 2, type: "run.cancelRequested" }],
      });
      expect(await append("r1", 2, { fence })).toEqual({ kind: "appended", seq: 3 });
    });

    test("lets one of two writers at the same place through", async () => {
      await store.create(newRun("r1"));
      const results = await Promise.all([append("r1", 1), append("r1", 1)]);
      expect(results.map(({ kind }) => kind).sort()).toEqual(["appended", "behind"]);
    });

    test("lists as due what is queued, what has come due and what lost its lease, oldest first", async () => {
      await store.create(newRun("queued"));
      await world.advance(10);
      await store.create(newRun("waits"));
      const fence = (await store.claim("waits", "a", 30_000))?.fence ?? 0;
      await append("waits", 1, {
        fence,
        release: true,
        summary: summary({ status: "waiting", dueAt: world.now() + 5_000 }),
      });
      await world.advance(10);
      await store.create(newRun("held"));
      await store.claim("held", "a", 20_000);
      expect(await store.due(world.now(), 10)).toEqual(["queued"]);
      await world.advance(5_000);
      expect(await store.due(world.now(), 10)).toEqual(["queued", "waits"]);
      expect(await store.due(world.now(), 1)).toEqual(["queued"]);
    });

    test("gives out a run that waits before its time when it is asked for by name", async () => {
      await store.create(newRun("r1"));
      const fence = (await store.claim("r1", "a", 1_000))?.fence ?? 0;
      const dueAt = world.now() + 60_000;
      await append("r1", 1, { fence, release: true, summary: summary({ status: "waiting", dueAt }) });
      expect((await store.claim("r1", "a", 30_000))?.fence).toBeGreaterThan(fence);
    });

    test("renews a lease for its holder and names the runs that are lost", async () => {
      await store.create(newRun("r1"));
      const claim = await store.claim("r1", "a", 1_000);
      if (!claim) throw new Error("not claimed");
      await world.advance(900);
      expect(await store.renew([claim], 1_000)).toEqual([]);
      await world.advance(900);
      expect(await store.claim("r1", "b", 1_000)).toBeNull();
      await world.advance(1_001);
      const next = await store.claim("r1", "b", 1_000);
      if (!next) throw new Error("not claimed");
      expect(await store.renew([claim], 1_000)).toEqual(["r1"]);
      expect(await store.renew([next, claim], 1_000)).toEqual(["r1"]);
    });

    test("never gives out a finished run again", async () => {
      await store.create(newRun("r1"));
      const fence = (await store.claim("r1", "a", 1_000))?.fence ?? 0;
      const finished = { type: "run.finished", at: 9, status: "succeeded", handledErrors: 0 } as const;
      await append("r1", 1, {
        fence,
        release: true,
        events: [finished],
        summary: summary({ status: "succeeded", finishedAt: 9 }),
      });
      await world.advance(60_000);
      expect(await store.due(world.now(), 10)).toEqual([]);
      expect(await store.claim("r1", "b", 1_000)).toBeNull();
    });

    test("wakes a run that waits when a signal makes it due", async () => {
      await store.create(newRun("r1"));
      const fence = (await store.claim("r1", "a", 1_000))?.fence ?? 0;
      await append("r1", 1, { fence, release: true, summary: summary({ status: "needs_attention", dueAt: null }) });
      expect(await store.due(world.now(), 10)).toEqual([]);
      await append("r1", 2, { summary: summary({ status: "queued", dueAt: 0 }) });
      expect(await store.due(world.now(), 10)).toEqual(["r1"]);
    });

    runStoreReplays({ store: () => store, newRun: (id, more) => newRun(id, more) });
    runStoreLoops(make);
    runStoreLines(make);
    runStoreChildren(make);
  });
}
