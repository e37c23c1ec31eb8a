import { expect, test } from "vitest";
import fc from "fast-check";
import type { Manner } from "../testing/far-end.js";
import { holds, patience, replaying } from "../testing/histories.js";
import { cancelling, type Standing } from "../testing/simulation/cancelling.js";
import { lastingKinds, withLasting, type Lasting } from "../testing/simulation/lasting.js";
import { looped, type LoopTastes } from "../testing/simulation/loop.js";
import { scenarios, type Tastes } from "../testing/simulation/scenario.js";

/** The same histories every time; `npm run test:long` draws others, and a failure says how to try it again. */
const draws = { seed: 4, short: 400, long: 10_000 };

const manners: Manner[] = ["ok", "ok", "lagging", "lagging", "slow", "cut", "later", "bad"];
const tastes: Tastes = {
  types: ["set", "if", "read", "put", "create", "post", "ask"],
  manners: fc.array(fc.constantFrom(...manners), { minLength: 1, maxLength: 3 }),
  readManners: fc.array(fc.constantFrom<Manner>("ok", "ok", "lagging"), { minLength: 1, maxLength: 2 }),
  onError: ["continue", "continue", "branch"],
  wild: false,
};
const loops: fc.Arbitrary<LoopTastes> = fc.record({
  items: fc.integer({ min: 1, max: 3 }),
  concurrency: fc.constantFrom(1, 2, 5),
  onItemError: fc.constant("continue" as const),
  outer: fc.constantFrom(0, 0, 2),
});
const lasting: fc.Arbitrary<Lasting[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...lastingKinds), inside: fc.boolean() }),
  { minLength: 1, maxLength: 4 },
);
const how = fc.record({
  standing: fc.constantFrom<Standing>("going", "going", "going", "going", "lined", "stopped", "crowdedOut", "dies"),
  after: fc.oneof(fc.constantFrom(0, 1, 10, 1_000, 6_000), fc.integer({ min: 1, max: 40_000 })),
});
const slowness = fc.record({ openMs: fc.constantFrom(0, 0, 7, 40), turnMs: fc.constantFrom(0, 0, 5, 20) });

const waits = ["time", "approval", "callback", "retry", "limit", "pause", "freeze", "run"];
const seen = [...waits, "limit between calls", "in flight", "doubt"].flatMap((one) => [one, `${one} in an item`]);

test(
  "a second after a cancel all has ended that is not on its way to somebody else, whatever it waited for, and nothing is sent any more",
  async () => {
    const met = new Map<string, number>();
    await holds(
      fc.asyncProperty(scenarios(tastes), loops, lasting, how, slowness, async (drawn, loop, list, when, slow) => {
        const scenario = { ...withLasting(looped(drawn, loop), list, loop), ...slow };
        const { was, left, sent } = await cancelling(scenario, when);
        expect({ left, sent }).toEqual({ left: [], sent: [] });
        for (const kind of new Set(was)) met.set(kind, (met.get(kind) ?? 0) + 1);
      }),
      draws,
    );
    if (replaying) return;
    for (const kind of [...seen, "computing", "loop", "lined", "stopped", "crowdedOut", "dies"])
      expect([kind, met.get(kind) ?? 0]).toEqual([kind, expect.toSatisfy((count) => count >= 10)]);
  },
  patience(draws),
);
