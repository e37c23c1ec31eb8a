import fc from "fast-check";
import type { Passage, Script, ScriptedCall, ScriptedEvent } from "./rate-gate.sim.js";

/** The whole of a script happens in this time; then it is waited for the end. */
const SPAN_MS = 240_000;
/** Nothing arrives later than this after its call has ended: the assumption about proxies, with a little left. */
const LATEST_MS = 29_000;

const at = fc.integer({ min: 0, max: SPAN_MS });
const rarely = <T>(usual: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

const passages = (callMs: number): fc.Arbitrary<Passage> =>
  fc.record({
    stallMs: rarely(0, fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 90_000, max: 200_000 }))),
    upMs: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: callMs + LATEST_MS })),
    downMs: rarely<number | null>(5, fc.option(fc.integer({ min: 0, max: callMs }))),
    refused: rarely(false, fc.boolean()),
  });

const calls: fc.Arbitrary<ScriptedCall> = fc.constantFrom(1_000, 5_000, 30_000).chain((callMs) =>
  fc.record({
    at: fc.oneof(at, fc.constantFrom(0, 60_000, 120_000)),
    run: fc.integer({ min: 0, max: 12 }),
    lane: fc.constantFrom("critical" as const, "normal" as const, "normal" as const, "bulk" as const),
    callMs: fc.constant(callMs),
    passages: fc.array(passages(callMs), { maxLength: 3 }),
    reactMs: fc.integer({ min: 0, max: 40 }),
    deaf: rarely(false, fc.boolean()),
    leaves: rarely(false, fc.boolean()),
  }),
);

const events: fc.Arbitrary<ScriptedEvent> = fc.oneof(
  fc.record({ at, kind: fc.constant("crash" as const), downMs: fc.integer({ min: 0, max: 70_000 }) }),
  fc.record({
    at,
    kind: fc.constant("step" as const),
    byMs: fc.oneof(
      fc.integer({ min: -7_200_000, max: -1_000 }),
      fc.integer({ min: 1_000, max: 7_200_000 }),
      fc.integer({ min: 55_000, max: 65_000 }),
    ),
  }),
  fc.record({ at, kind: fc.constant("pause" as const), forMs: fc.integer({ min: 0, max: 60_000 }) }),
  fc.record({ at, kind: fc.constant("end" as const), run: fc.integer({ min: 0, max: 12 }) }),
  fc.record({
    at,
    kind: fc.constant("others" as const),
    count: fc.integer({ min: 1, max: 4 }),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 90_000 }), { nil: undefined }),
  }),
);

/** Arrivals, latencies, crashes, clock steps, pauses and other users of the token, in every mixture. */
export const scripts: fc.Arbitrary<Script> = fc.record({
  limit: fc.integer({ min: 1, max: 5 }),
  keptShare: fc.constant(2),
  drift: fc.integer({ min: -4, max: 4 }),
  commits: fc.array(rarely(3, fc.integer({ min: 0, max: 1_500 })), { maxLength: 60 }),
  calls: fc.array(calls, { minLength: 1, maxLength: 30, size: "max" }),
  events: fc.array(events, { maxLength: 4 }),
});
