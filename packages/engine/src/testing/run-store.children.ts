import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RunStore } from "../ports.js";
import { finished, nothing, over, summary, type RunStoreWorld } from "./run-store.world.js";

/** What every run store does about runs of a step. */
export function runStoreChildren(make: () => Promise<RunStoreWorld>): void {
  describe("a run of another run's step", () => {
    let world: RunStoreWorld;
    let store: RunStore;
    beforeEach(async () => {
      world = await make();
      store = world.store;
    });
    afterEach(() => world.close());

    async function family() {
      const ids = await world.seedDocument(nothing);
      const facts = { ...ids, version: 1, trigger: "in", payload: {}, rehearsal: false, at: world.now() };
      await store.create({ id: "above", ...facts });
      const claim = await store.claim("above", "w", 30_000);
      await store.create({ id: "below", ...facts, parent: { runId: "above", key: "call", depth: 1 } });
      return claim?.fence ?? 0;
    }
    const rest = (fence: number) =>
      store.append("above", { after: 1, events: [], fence, release: true, summary: summary({ dueAt: null }) });
    const endBelow = async () => {
      const { fence = 0 } = (await store.claim("below", "w", 30_000)) ?? {};
      return store.append("below", { after: 1, events: [finished], summary: over, fence, release: true });
    };

    test("makes it due with the write in which it ends", async () => {
      await rest(await family());
      expect(await store.due(world.now(), 9)).toEqual(["below"]);
      expect(await endBelow()).toEqual({ kind: "appended", seq: 2, wakes: ["above"] });
      expect(await store.due(world.now(), 9)).toEqual(["above"]);
    });

    test("makes it due when it lets go, where it was held just then", async () => {
      const fence = await family();
      expect(await endBelow()).toMatchObject({ wakes: ["above"] });
      expect(await store.due(world.now(), 9)).toEqual([]);
      await rest(fence);
      expect(await store.due(world.now(), 9)).toEqual(["above"]);
      const again = (await store.claim("above", "w", 30_000))?.fence ?? 0;
      await rest(again);
      expect(await store.due(world.now(), 9)).toEqual([]);
    });
  });
}
