import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Admission, AppendResult, NewRun, RunStore } from "../ports.js";
import type { RunEventBody } from "../run/events.js";
import { finished, nothing, over, summary, type RunStoreWorld } from "./run-store.world.js";

/** What every run store does about runs that wait for others of their workflow. */
export function runStoreLines(make: () => Promise<RunStoreWorld>): void {
  describe("lines", () => {
    let world: RunStoreWorld;
    let store: RunStore;
    let ids: Pick<NewRun, "documentId" | "workflowId" | "workspaceId">;
    let count = 0;
    beforeEach(async () => {
      world = await make();
      store = world.store;
      ids = await world.seedDocument(nothing);
      count = 0;
    });
    afterEach(() => world.close());

    const newRun = (id: string, admission?: Admission, more: Partial<NewRun> = {}): NewRun => {
      const facts = { version: 1, trigger: "in", payload: {}, rehearsal: false, at: world.now() + ++count };
      return { id, ...ids, ...facts, ...(admission && { admission }), ...more };
    };
    const queue = (limit: number, key?: string): Admission => ({
      limit,
      policy: "queue",
      ...(key !== undefined && { key }),
    });
    const enter = (id: string, admission: Admission, more: Partial<NewRun> = {}) =>
      store.create(newRun(id, admission, more));
    const end = async (runId: string, seq = 1): Promise<AppendResult> => {
      const claim = await store.claim(runId, "w", 30_000);
      if (!claim) throw new Error(`${runId} cannot be had`);
      return store.append(runId, { after: seq, events: [finished], summary: over, fence: claim.fence, release: true });
    };
    const due = () => store.due(world.now(), 100);

    test("let so many runs go at a time, and the others after them in their order", async () => {
      const made = [];
      for (const id of ["a", "b", "c", "d"]) made.push(await enter(id, queue(2)));
      expect(made.map(({ held }) => held)).toEqual([undefined, undefined, "queued", "queued"]);
      expect(await due()).toEqual(["a", "b"]);
      expect(await store.claim("c", "w", 1_000)).toBeNull();
      expect(await end("b")).toEqual({ kind: "appended", seq: 2, wakes: ["c"] });
      expect(await due()).toEqual(["a", "c"]);
      expect(await end("c")).toMatchObject({ wakes: ["d"] });
      expect(await end("d")).toEqual({ kind: "appended", seq: 2 });
      expect((await enter("e", queue(2))).held).toBeUndefined();
    });

    test("hold a run that is born held as any other", async () => {
      const birth = { worker: "maker", leaseMs: 1_000, events: [] };
      expect((await store.create(newRun("a", queue(1)), birth)).claim).toEqual({ runId: "a", fence: 1, claims: 1 });
      expect(await store.create(newRun("b", queue(1)), birth)).toEqual({
        runId: "b",
        duplicate: false,
        held: "queued",
      });
      await world.advance(60_000);
      expect(await due()).toEqual(["a"]);
      const ended = { ...birth, events: [finished], summary: over, release: true };
      await end("a");
      await end("b");
      await store.create(newRun("c", queue(1)), ended);
      expect((await enter("d", queue(1))).held).toBeUndefined();
    });

    test("let runs of one key go one after another, those of others beside them", async () => {
      await enter("a1", queue(3, "a"));
      expect((await enter("a2", queue(3, "a"))).held).toBe("queued");
      expect((await enter("a3", queue(3, "a"))).held).toBe("queued");
      expect((await enter("b1", queue(3, "b"))).held).toBeUndefined();
      expect(await due()).toEqual(["a1", "b1"]);
      expect(await end("a1")).toMatchObject({ wakes: ["a2"] });
      expect(await due()).toEqual(["a2", "b1"]);
      expect(await end("b1")).toEqual({ kind: "appended", seq: 2 });
      expect(await end("a2")).toMatchObject({ wakes: ["a3"] });
    });

    test("give a free place to the next whose key is free", async () => {
      await enter("a1", queue(1, "a"));
      await enter("a2", queue(1, "a"));
      await enter("b1", queue(1, "b"));
      expect(await end("a1")).toMatchObject({ wakes: [expect.stringMatching(/a2|b1/)] });
      const [first = ""] = await due();
      await end(first);
      expect(await due()).toEqual([first === "a2" ? "b1" : "a2"]);
    });

    test("let no run in that finds no place and is to be skipped", async () => {
      const skip: Admission = { limit: 1, policy: "skip" };
      await enter("a", skip);
      expect(await enter("b", skip)).toEqual({ runId: "b", duplicate: false, held: "skipped" });
      expect((await store.load("b"))?.events).toMatchObject([
        { seq: 1, type: "run.created" },
        { seq: 2, type: "run.finished", status: "cancelled", error: { code: "run.skipped" } },
      ]);
      expect(await store.claim("b", "w", 1_000)).toBeNull();
      await end("a");
      expect((await enter("c", skip)).held).toBeUndefined();
    });

    test("name the older ones that are to end for a new one", async () => {
      const cancelOld = (limit: number, key?: string): Admission => ({ ...queue(limit, key), policy: "cancelOld" });
      await enter("a", cancelOld(2));
      await enter("b", cancelOld(2));
      const told = (runId: string) => ({ runId, seq: 2, status: "queued" });
      expect(await enter("c", cancelOld(2))).toMatchObject({ held: "queued", replaces: [told("a")] });
      // Once is enough.
      expect(await enter("d", cancelOld(2))).toMatchObject({ held: "queued", replaces: [told("b")] });
      const keyed = { rehearsal: true };
      await enter("k1", cancelOld(5, "k"), keyed);
      await enter("m1", cancelOld(5, "m"), keyed);
      expect(await enter("k2", cancelOld(5, "k"), keyed)).toMatchObject({ held: "queued", replaces: [told("k1")] });
    });

    test("tell older ones to end in the write that makes the new one, whoever holds them", async () => {
      const cancelOld: Admission = { limit: 1, policy: "cancelOld" };
      await enter("held", cancelOld);
      const { fence = 0 } = (await store.claim("held", "w", 30_000)) ?? {};
      await enter("waits", cancelOld);
      await enter("new", cancelOld);
      expect(await due()).toEqual(["waits"]);
      for (const runId of ["held", "waits"])
        expect((await store.load(runId))?.events).toMatchObject([
          { seq: 1, type: "run.created" },
          { seq: 2, type: "run.cancelRequested", because: "replaced" },
        ]);
      // Who holds it finds itself behind.
      const append = { after: 1, events: [finished], summary: over, fence, release: true };
      expect(await store.append("held", append)).toMatchObject({ kind: "behind", missed: [{ seq: 2 }] });
      expect(await end("waits", 2)).toEqual({ kind: "appended", seq: 3 });
      expect(await store.append("held", { ...append, after: 2 })).toMatchObject({ wakes: ["new"] });
    });

    test("let a waiting run be called off, and nothing else move it", async () => {
      await enter("a", queue(1, "k"));
      await enter("b", queue(1, "k"));
      await enter("c", queue(1, "k"));
      await store.append("b", { after: 1, events: [], summary: summary() });
      expect(await store.claim("b", "w", 1_000)).toBeNull();
      await store.append("b", { after: 1, events: [{ type: "run.cancelRequested", at: 1 }], summary: summary() });
      expect(await due()).toEqual(["a", "b"]);
      expect(await end("b", 2)).toEqual({ kind: "appended", seq: 3 });
      expect(await end("a")).toMatchObject({ wakes: ["c"] });
      await enter("d", queue(1));
      await store.append("d", { after: 1, events: [], summary: summary() });
      expect([await due(), await store.claim("d", "w", 1_000)]).toEqual([["c"], null]);
    });

    test("keep the key for the run that goes when one behind it is called off", async () => {
      for (const id of ["a", "b", "c"]) await enter(id, queue(3, "k"));
      await store.append("b", { after: 1, events: [{ type: "run.cancelRequested", at: 1 }], summary: summary() });
      expect(await end("b", 2)).toEqual({ kind: "appended", seq: 3 });
      expect(await due()).toEqual(["a"]);
      expect(await end("a")).toMatchObject({ wakes: ["c"] });
    });

    const needy: RunEventBody[] = [{ type: "run.needsAttention", at: 1 }];
    const settled: RunEventBody[] = [{ type: "step.resolved", at: 2, key: "s", nodeId: "s", as: "retry" }];
    /** It needs a person, and is let go until somebody has settled it. */
    const rest = async (id: string) => {
      const { fence = 0 } = (await store.claim(id, "w", 30_000)) ?? {};
      const summed = summary({ status: "needs_attention", dueAt: null });
      return store.append(id, { after: 1, events: needy, summary: summed, fence, release: true });
    };
    const settle = (id: string, more: RunEventBody[] = []) =>
      store.append(id, { after: 2, events: [...settled, ...more], summary: summary() });
    const claimed = async (id: string) => {
      const claim = await store.claim(id, "w", 30_000);
      if (!claim) throw new Error(`${id} cannot be had`);
      return claim;
    };

    test("give the place of a run that needs a person away, and keep its key", async () => {
      await enter("a1", queue(1, "a"));
      await enter("a2", queue(1, "a"));
      await enter("b1", queue(1, "b"));
      expect(await rest("a1")).toEqual({ kind: "appended", seq: 2, wakes: ["b1"] });
      await end("b1");
      expect((await enter("a3", queue(1, "a"))).held).toBe("queued");
      expect(await due()).toEqual([]);
      await settle("a1");
      expect(await due()).toEqual(["a1"]);
      const claim = await claimed("a1");
      expect([claim.rests, await store.takePlace(claim, 3)]).toEqual([true, "goes"]);
      expect((await enter("c", queue(1))).held).toBe("queued");
      await store.append("a1", { after: 3, events: [finished], summary: over, fence: claim.fence, release: true });
      expect(await due()).toEqual(["a2"]);
    });

    test("let runs that needed a person go on as places are free, however many are settled, before those that came later", async () => {
      for (const id of ["a", "b", "c", "d"]) {
        await enter(id, queue(2));
        await rest(id);
      }
      for (const id of ["e", "f", "g"]) await enter(id, queue(2));
      for (const id of ["b", "a", "c"]) {
        await settle(id);
        expect(await store.takePlace(await claimed(id), 3)).toBe("waits");
      }
      expect([await due(), await store.claim("a", "w", 1_000)]).toEqual([["e", "f"], null]);
      // Nor does what somebody says of it meanwhile.
      await store.append("c", { after: 3, events: [], summary: summary() });
      expect(await due()).toEqual(["e", "f"]);
      // Whoever is to end does so without a place.
      await settle("d", [{ type: "run.cancelRequested", at: 3 }]);
      await end("d", 4);
      for (const [id, next] of [
        ["e", "a"],
        ["f", "b"],
      ] as const)
        expect(await end(id)).toMatchObject({ wakes: [next] });
      expect((await due()).toSorted()).toEqual(["a", "b"]);
      expect(await claimed("b")).toEqual({ runId: "b", fence: 3, claims: 1 });
      expect(await end("a", 3)).toMatchObject({ wakes: ["c"] });
    });

    test("let one that needs a person and is looked at go on only with a place, whoever has settled it", async () => {
      await enter("a", queue(1));
      const claim = await claimed("a");
      expect([claim.rests, await store.takePlace(claim, 1)]).toEqual([undefined, "goes"]);
      const { fence } = claim;
      const rests = summary({ status: "needs_attention", dueAt: null });
      await store.append("a", { after: 1, events: needy, summary: rests, fence });
      await enter("b", queue(1));
      expect(await due()).toEqual(["b"]);
      await settle("a");
      await store.append("a", { after: 3, events: [], summary: summary(), fence });
      expect(await due()).toEqual(["b"]);
      // Who has not read all may have to end, which needs no place.
      expect(await store.takePlace(claim, 2)).toBe("behind");
      expect(await store.takePlace(claim, 3)).toBe("waits");
      // It is nobody's from then on.
      const more = { after: 3, events: [finished], summary: over, fence, release: true };
      expect([await store.append("a", more), await store.takePlace(claim, 3)]).toEqual([{ kind: "lost" }, "lost"]);
      await world.advance(60_000);
      expect([await due(), await store.claim("a", "w", 1_000)]).toEqual([["b"], null]);
      expect(await end("b")).toMatchObject({ wakes: ["a"] });
      expect(await end("a", 3)).toEqual({ kind: "appended", seq: 4 });
    });

    test("let whoever stands in no line go on, and nobody whose run is somebody else's", async () => {
      await store.create(newRun("free"));
      const claim = await claimed("free");
      expect([claim.rests, await store.takePlace(claim, 1)]).toEqual([undefined, "goes"]);
      expect(await store.takePlace({ ...claim, fence: claim.fence - 1 }, 1)).toBe("lost");
      expect(await store.takePlace({ ...claim, runId: "nobody" }, 1)).toBe("lost");
    });

    test("let one that is told to end for another do so, whatever is said of it before a worker comes", async () => {
      const cancelOld: Admission = { limit: 1, policy: "cancelOld", key: "k" };
      for (const settledFirst of [true, false]) {
        const name = (id: string) => `${id} ${settledFirst}`;
        await enter(name("old"), cancelOld, { workflowId: name("wf") });
        await rest(name("old"));
        await enter(name("other"), queue(1), { workflowId: name("wf") });
        if (settledFirst) {
          await settle(name("old"));
          expect(await store.takePlace(await claimed(name("old")), 3)).toBe("waits");
        }
        expect(await enter(name("new"), cancelOld, { workflowId: name("wf") })).toHaveProperty("replaces");
        const after = settledFirst ? 4 : 3;
        await store.append(name("old"), { after, events: settled, summary: summary() });
        expect(await due()).toContain(name("old"));
        expect(await end(name("old"), after + 1)).toMatchObject({ kind: "appended" });
      }
    });

    test("keep workflows, and rehearsals, apart", async () => {
      await enter("a", queue(1));
      expect((await enter("b", queue(1), { workflowId: "other" })).held).toBeUndefined();
      expect((await enter("c", queue(1), { rehearsal: true })).held).toBeUndefined();
      expect((await store.create(newRun("d"))).held).toBeUndefined();
    });

    test("go by the newest limit", async () => {
      for (const id of ["a", "b", "c"]) await enter(id, queue(1));
      expect((await enter("d", queue(3))).held).toBe("queued");
      expect(await due()).toEqual(["a", "b", "c"]);
      await end("a");
      expect(await due()).toEqual(["b", "c", "d"]);
    });

    test("go by a limit that was set while they wait, whatever they came with", async () => {
      for (const id of ["a", "b", "c", "d", "e"]) await enter(id, queue(1, id === "e" ? "d" : id));
      await enter("r", queue(1), { rehearsal: true });
      await enter("s", queue(1), { rehearsal: true });
      await enter("o", queue(1), { workflowId: "other" });
      await enter("p", queue(1), { workflowId: "other" });
      await store.setLimit(ids.workflowId, 3);
      expect((await due()).toSorted()).toEqual(["a", "b", "c", "o", "r", "s"]);
      await end("c");
      expect((await due()).toSorted()).toEqual(["a", "b", "d", "o", "r", "s"]);
      await store.setLimit(ids.workflowId, 1);
      for (const id of ["a", "b"]) await end(id);
      // One of a key goes after the one before, whatever the limit.
      await store.setLimit(ids.workflowId, 100);
      expect((await due()).toSorted()).toEqual(["d", "o", "r", "s"]);
      await end("d");
      expect(await due()).toContain("e");
    });

    test("take one run for a repeated dedupe key", async () => {
      await enter("a", queue(1), { dedupeKey: "k" });
      expect(await enter("b", queue(1), { dedupeKey: "k" })).toEqual({ runId: "a", duplicate: true });
      expect((await enter("c", queue(1))).held).toBe("queued");
    });
  });
}
