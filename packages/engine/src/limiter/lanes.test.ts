import { describe, expect, test } from "vitest";
import type { Lane } from "../document/document.js";
import { simulate } from "../testing/rate-gate.callers.js";
import type { ScriptedCall } from "../testing/rate-gate.sim.js";

const LIMIT = 290;
const MINUTE = 60_000;
const call = { at: 0, callMs: 30_000, reactMs: 2, deaf: false, leaves: false };
const passages = (rttMs: number) => [{ stallMs: 0, upMs: rttMs - 10, downMs: 10, refused: false }];
const many = (count: number, lane: Lane, rttMs: number, first = 0) =>
  Array.from({ length: count }, (_, run) => ({ ...call, lane, run: first + run, passages: passages(rttMs) }));
const perfect = { limit: LIMIT, drift: 0, commits: [], events: [], keptShare: 10, crowd: true };

/** Calls a minute, as the far end counts them, from one full round of tickets to the one five rounds later. */
async function pace(calls: ScriptedCall[], round: number): Promise<number> {
  const { breaches, arrivals, fullest } = await simulate({ ...perfect, calls });
  expect(breaches).toEqual([]);
  expect(fullest).toBeLessThanOrEqual(LIMIT);
  const at = arrivals.toSorted((a, b) => a - b);
  const took = (at[round * 6] ?? Infinity) - (at[round] ?? 0);
  return (round * 5) / (took / MINUTE);
}

describe("the limiter when there is always somebody who waits", () => {
  test.each([50, 300])("uses nearly all of the limit with all lanes, at %i ms there and back", async (rttMs) => {
    const most = (LIMIT * MINUTE) / (MINUTE + rttMs);
    const used = await pace([...many(2_000, "critical", rttMs), ...many(100, "bulk", rttMs, 2_000)], LIMIT);
    expect(used).toBeGreaterThan(0.97 * most);
  });

  test.each(["normal", "bulk"] as const)("uses in the %s lane all but the fifteen kept tickets", async (lane) => {
    const rttMs = 300;
    const most = ((LIMIT - 15) * MINUTE) / (MINUTE + rttMs);
    const used = await pace(many(2_000, lane, rttMs), LIMIT - 15);
    expect(used).toBeGreaterThan(0.97 * most);
    expect(used).toBeLessThanOrEqual(LIMIT - 15);
  });
});

test("critical calls behind five thousand bulk calls are sent at once", async () => {
  const bulk = many(5_000, "bulk", 150);
  const at = (run: number) => 30_000 + run * 5_000;
  const critical = many(180, "critical", 150, 5_000).map((one, run) => ({ ...one, at: at(run) }));
  const { breaches, arrivals, sent } = await simulate({ ...perfect, calls: [...bulk, ...critical] });
  expect([breaches, arrivals.length]).toEqual([[], 5_180]);
  const waits = critical.map(({ at: asked }, index) => (sent.get(`step ${5_000 + index}`) ?? Infinity) - asked - 140);
  const p99 = waits.sort((a, b) => a - b)[Math.ceil(0.99 * waits.length) - 1];
  expect(p99).toBeLessThanOrEqual(1_000);
  // First come, first served: 5,180 calls at 288 a minute would be 18.0 minutes.
  const minutes = Math.max(...arrivals) / MINUTE;
  expect(minutes).toBeLessThan(18 * 1.12);
});
