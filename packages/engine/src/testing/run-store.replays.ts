import { expect, test } from "vitest";
import type { NewRun, RunStore } from "../ports.js";

interface ReplaysWorld {
  store: () => RunStore;
  newRun: (id: string, more?: Partial<NewRun>) => NewRun;
}

/** What every run store does with runs that repeat another only while nobody else does. */
export function runStoreReplays({ store, newRun }: ReplaysWorld): void {
  const holder = { worker: "maker", leaseMs: 1_000, events: [] };
  const admission = { limit: 1, policy: "queue" } as const;
  const once = (id: string, more: Partial<NewRun> = {}) =>
    store().create(newRun(id, { replayOf: "first", unlessReplayed: { takesOver: () => false }, ...more }), holder);

  test.each([{}, { admission }])("makes one of many replays that are to be the only one (%j)", async (more) => {
    await store().create(newRun("first"));
    const made = await Promise.all(Array.from({ length: 20 }, (_, i) => once(`r${i}`, { dedupeKey: `${i}`, ...more })));
    const [one, ...others] = made;
    expect(one).toMatchObject({ runId: "r0", duplicate: false });
    for (const other of others) expect(other).toEqual({ runId: "r0", duplicate: true, elsewhere: "itself" });
    expect(await store().load("r1")).toBeNull();
  });

  test.each([{}, { admission }])("tells a replay of one's own from one of somebody else (%j)", async (more) => {
    await store().create(newRun("first"));
    await once("mine", { dedupeKey: "mine", ...more });
    await store().create(newRun("theirs", { replayOf: "first", ...more }));
    expect(await once("again", { dedupeKey: "mine", ...more })).toEqual({ runId: "mine", duplicate: true });
    const elsewhere = { runId: "theirs", duplicate: true, elsewhere: "itself" };
    expect(await once("other", { dedupeKey: "other", ...more })).toEqual(elsewhere);
  });

  test("takes no rehearsal for a replay of a run that was none", async () => {
    await store().create(newRun("first"));
    await store().create(newRun("r1", { replayOf: "first", rehearsal: true }));
    expect(await once("r2")).toMatchObject({ runId: "r2", duplicate: false });
    expect(await once("r3", { rehearsal: true })).toMatchObject({ runId: "r2", elsewhere: "itself" });
  });

  test("takes a run that was cancelled before anything of it began for no replay", async () => {
    await store().create(newRun("first"));
    await once("r1");
    const finished = { type: "run.finished" as const, at: 5, status: "cancelled" as const, handledErrors: 0 };
    const summary = {
      status: "cancelled" as const,
      dueAt: null,
      startedAt: 5,
      finishedAt: 5,
      error: null,
      handledErrors: 0,
    };
    const started = { type: "step.started" as const, at: 4, key: "a", nodeId: "a", attempt: 1, input: null };
    await store().append("r1", {
      after: 1,
      events: [{ type: "run.cancelRequested" as const, at: 5 }, finished],
      summary,
    });
    expect(await once("r2")).toMatchObject({ runId: "r2", duplicate: false });
    await store().append("r2", { after: 1, events: [started, finished], summary });
    expect(await once("r3")).toMatchObject({ runId: "r2", elsewhere: "itself" });
  });
}
