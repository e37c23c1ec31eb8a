import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { PoolStore, StoredPool } from "./store.js";
import type { RateGate } from "../ports.js";
import { holds, patience } from "../testing/histories.js";
import { simulate } from "../testing/rate-gate.callers.js";
import { scripts } from "../testing/rate-gate.scripts.js";
import type { BreachKind, Script, ScriptedCall, Variation } from "../testing/rate-gate.sim.js";

/** The same scripts every time; with these each of the wrong ones is found early. */
const SEED = 3;
const draws = { short: 400, long: 20_000, seed: SEED };
/** By far enough for each of the wrong ones. */
const MOST_RUNS = 1_500;

/** A store that tells a start something else than what was kept. */
const finding = (change: (pool: StoredPool) => StoredPool[]) => (kept: PoolStore) => ({
  load: () => kept.load().flatMap(change),
  drop: (keys: string[]) => kept.drop(keys),
  save: kept.save.bind(kept),
});
const gateThat = (change: (gate: RateGate) => Partial<RateGate>) => (gate: RateGate) => ({
  take: gate.take.bind(gate),
  release: gate.release.bind(gate),
  freeze: gate.freeze.bind(gate),
  leave: gate.leave.bind(gate),
  isGood: gate.isGood.bind(gate),
  ...change(gate),
});

/** Each is wrong in one thing that somebody might think too much trouble. */
const wrong: Record<string, { variation: Variation; seenAs: BreachKind }> = {
  "cools from the request on": { variation: { rules: { anchor: "reservation" } }, seenAs: "window" },
  "adds no grace for the far end's clock": { variation: { rules: { graceMs: 0 } }, seenAs: "window" },
  "trusts the wall clock": { variation: { rules: { coldStart: false } }, seenAs: "window" },
  "forgets at a start what is in flight": {
    variation: {
      store: finding((pool) => [
        { ...pool, tickets: pool.tickets.map((one) => (one.held ? { ...one, freeAt: 0 } : one)) },
      ]),
    },
    seenAs: "window",
  },
  "forgets at a start what is cooling": {
    variation: {
      store: finding((pool) => [
        { ...pool, tickets: pool.tickets.map((one) => (one.held ? one : { ...one, freeAt: 0 })) },
      ]),
    },
    seenAs: "window",
  },
  "sends before the reservation is committed": { variation: { hasty: true }, seenAs: "window" },
  "lets old tickets through": {
    variation: {
      gate: gateThat((gate) => ({
        take: async (request) => {
          const taken = await gate.take(request);
          return taken.kind === "wait" ? taken : { ...taken, ticket: { ...taken.ticket, reservedAt: Infinity } };
        },
      })),
    },
    seenAs: "window",
  },
  "takes a call that was cut off for answered": {
    variation: {
      gate: gateThat((gate) => ({
        release: (ticket, how) => gate.release(ticket, how === "cutOff" ? "answered" : how),
      })),
    },
    seenAs: "window",
  },
  "goes on after a 429": { variation: { gate: gateThat(() => ({ freeze: () => undefined })) }, seenAs: "freeze" },
  "freezes for half of the time that the far end says": {
    variation: {
      gate: gateThat((gate) => ({
        freeze: (pool, retryAfterMs) => gate.freeze(pool, retryAfterMs === undefined ? undefined : retryAfterMs / 2),
      })),
    },
    seenAs: "freeze",
  },
  "forgets the freeze at a start": {
    variation: {
      store: finding((pool) => [{ ...pool, facts: { ...pool.facts, frozenUntil: 0, probing: false } }]),
    },
    seenAs: "freeze",
  },
  "forgets a pause at a start": {
    variation: { store: finding((pool) => [{ ...pool, facts: { ...pool.facts, paused: false } }]) },
    seenAs: "freeze",
  },
  "keeps nothing for the critical lane": {
    variation: { rules: { keptShare: Infinity } },
    seenAs: "lanes",
  },
  "sends bulk as fast as it can": { variation: { rules: { paced: false } }, seenAs: "lanes" },
  "knows one lane only": {
    variation: { gate: gateThat((gate) => ({ take: (request) => gate.take({ ...request, lane: "normal" }) })) },
    seenAs: "order",
  },
  "forgets the line at a start": {
    variation: { store: finding((pool) => [{ ...pool, waiters: [] }]) },
    seenAs: "order",
  },
  "turns the line round at a start": {
    variation: {
      store: finding((pool) => [
        { ...pool, waiters: pool.waiters.map((one) => ({ ...one, position: -one.position })) },
      ]),
    },
    seenAs: "order",
  },
  "waits for runs that have ended": {
    variation: { gate: gateThat(() => ({ leave: () => undefined })) },
    seenAs: "order",
  },
  "passes over one step for ever": {
    variation: {
      gate: gateThat((gate) => ({
        take: (request) =>
          request.stepKey === "step 0"
            ? Promise.resolve({ kind: "wait", reason: "limit", until: Infinity })
            : gate.take(request),
      })),
    },
    seenAs: "starved",
  },
};

describe("the limiter under every kind of weather", () => {
  test(
    "keeps what it promises: no window is too full, nobody is passed over, a freeze is one",
    async () => {
      await holds(
        fc.asyncProperty(scripts, async (script) => {
          expect((await simulate(script)).breaches).toEqual([]);
        }),
        draws,
      );
    },
    patience(draws),
  );

  const call: ScriptedCall = {
    at: 0,
    run: 0,
    lane: "critical",
    callMs: 5_000,
    passages: [],
    reactMs: 0,
    deaf: false,
    leaves: false,
  };
  const late: ScriptedCall = { ...call, at: 1_325, lane: "bulk" };
  const calm = { keptShare: 2, drift: 0, commits: [] };
  test.each<[string, Script]>([
    [
      "a pause of which the process did not live to see that it is kept",
      {
        ...calm,
        limit: 1,
        calls: [call],
        events: [
          { at: 0, kind: "pause", forMs: 1 },
          { at: 0, kind: "crash", downMs: 0 },
        ],
      },
    ],
    [
      "a clock that is set back when all that was known before has been forgotten",
      {
        ...calm,
        limit: 3,
        calls: [
          call,
          { ...call, callMs: 1_000 },
          { ...late, passages: [{ stallMs: 90_000, upMs: 0, downMs: 5, refused: false }] },
          { ...call, lane: "normal", callMs: 30_000 },
          { ...late, callMs: 30_000 },
        ],
        events: [
          { at: 1_328, kind: "crash", downMs: 58_925 },
          { at: 60_254, kind: "step", byMs: -60_288 },
        ],
      },
    ],
    [
      "a process that dies behind a write as late as a ticket may be used, of which a proxy makes the most of its time",
      {
        ...calm,
        limit: 1,
        calls: [{ ...call, passages: [{ stallMs: 995, upMs: 5_000 + 30_000, downMs: null, refused: false }] }, late],
        events: [{ at: 1_001, kind: "crash", downMs: 0 }],
      },
    ],
  ])("keeps it over %s", async (_, script) => {
    expect((await simulate(script)).breaches).toEqual([]);
  });

  test.each(Object.entries(wrong))("is caught when it %s", async (_, { variation, seenAs }) => {
    const caught = await fc.check(
      fc.asyncProperty(scripts, async (script) => {
        const { breaches } = await simulate(script, variation);
        return breaches.every(({ kind }) => kind !== seenAs);
      }),
      { numRuns: MOST_RUNS, seed: SEED, endOnFailure: true },
    );
    expect(caught.failed).toBe(true);
  });
});
