import { expect, test } from "vitest";
import fc from "fast-check";
import { holds, patience, replaying } from "../testing/histories.js";
import { auditCalls } from "../testing/simulation/call-audit.js";
import { simulateCalls, type CallHistory, type Told } from "../testing/simulation/call-history.js";
import { callings, type CallingTastes } from "../testing/simulation/calling.js";
import { crashPoints } from "../testing/simulation/simulate.js";

/** The same histories every time; `npm run test:long` draws others, and a failure says how to try it again. */
const SEED = 20261122;
const deaths = { seed: SEED, short: 25, long: 1_500 };
const repeats = { seed: SEED, short: 12, long: 1_000 };

const wild: CallingTastes = {
  kinds: ["put", "create", "run", "run", "aside", "once", "once", "sleep"],
  manners: ["ok", "ok", "ok", "lagging", "later", "refused", "cut", "slow", "bad"],
  most: 2,
  cancels: true,
};

test(
  "each step calls one run, and each person is met once in the time, though the server dies at every write, call and claim",
  async () => {
    const met = { histories: 0, claims: 0, repeats: 0, claimed: 0, nested: 0, aside: 0, cancelled: 0, failed: 0 };
    await holds(
      fc.asyncProperty(callings(wild), fc.nat(), async (calling, choice) => {
        const whole = await simulateCalls(calling);
        expect(auditCalls(whole, calling)).toEqual([]);
        const points = crashPoints(whole);
        for (const [index, point] of points.entries()) {
          const second = index % 3 === choice % 3 ? points[(index + choice) % points.length] : undefined;
          const history = await simulateCalls(calling, second ? [point, second] : [point]);
          const wrong = auditCalls(history, calling);
          expect({ point, second, died: history.lives[0]?.alive === false, wrong }).toEqual({
            point,
            second,
            died: true,
            wrong: [],
          });
          met.histories += 1;
          if (point.at === "once") met.claimed += 1;
          for (const { run, state } of history.runs) {
            if ((run.parent?.depth ?? 0) > 1) met.nested += 1;
            if (run.parent?.waits === false) met.aside += 1;
            if (run.parent && state.status === "cancelled") met.cancelled += 1;
          }
          met.claims += history.claims.filter(({ first }) => first).length;
          met.repeats += history.claims.filter(({ first }) => !first).length;
          met.failed += history.runs.flatMap(({ log }) => log).filter(({ type }) => type === "step.failed").length;
        }
      }),
      deaths,
    );
    if (replaying) return;
    for (const [what, count] of Object.entries(met))
      expect([what, count]).toEqual([what, expect.toSatisfy((times) => times >= 50)]);
  },
  patience(deaths),
);

/** Nothing that happens twice, or may not happen, by itself; and none that depends on who comes first. */
const tame: CallingTastes = {
  kinds: ["put", "put", "run", "run", "aside", "sleep"],
  manners: ["ok", "lagging", "later"],
  // A death more stays within three attempts.
  most: 1,
  cancels: false,
};

/** The steps that lead to a run, from the event on. */
function nameOf({ run }: Told, { runs }: CallHistory): string {
  const above = run.parent && runs.find((told) => told.run.id === run.parent?.runId);
  return above ? `${nameOf(above, { runs } as CallHistory)} > ${run.parent?.key}` : (run.dedupeKey ?? "");
}
/** What came out, without when, after how many attempts, and under which ids. */
const outcome = (history: CallHistory) =>
  Object.fromEntries(
    history.runs.map((told) => {
      const all = [...told.state.steps.values()];
      const steps = Object.fromEntries(all.map(({ key, status, port }) => [key, [status, port]]));
      return [nameOf(told, history), [told.state.status, told.state.handledErrors, steps]];
    }),
  );

test(
  "where calls may be repeated, a death changes nothing in what workflows that call each other come to",
  async () => {
    let histories = 0;
    await holds(
      fc.asyncProperty(callings(tame), async (calling) => {
        const whole = await simulateCalls(calling);
        for (const point of crashPoints(whole)) {
          const history = await simulateCalls(calling, [point]);
          expect({ point, came: outcome(history) }).toEqual({ point, came: outcome(whole) });
          histories += 1;
        }
      }),
      repeats,
    );
    expect(histories).toBeGreaterThan(replaying ? 0 : 120);
  },
  patience(repeats),
);
