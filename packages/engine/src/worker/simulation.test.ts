import { expect, test } from "vitest";
import fc from "fast-check";
import type { RunState } from "../run/state.js";
import type { Manner } from "../testing/far-end.js";
import { holds, patience, replaying } from "../testing/histories.js";
import { audit } from "../testing/simulation/audit.js";
import { scenarios, type Tastes } from "../testing/simulation/scenario.js";
import { crashPoints, simulate } from "../testing/simulation/simulate.js";

/** The same histories every time; `npm run test:long` draws others, and a failure says how to try it again. */
const SEED = 20261121;
const deaths = { seed: SEED, short: 120, long: 6_000 };
const pauses = { seed: SEED, short: 50, long: 2_500 };
const repeats = { seed: SEED, short: 60, long: 3_000 };

const manners: Manner[] = ["ok", "ok", "ok", "lagging", "bad", "limited", "later", "broken", "refused", "cut", "slow"];
const anyManners = fc.array(fc.constantFrom(...manners), { minLength: 1, maxLength: 3 });
const wild: Tastes = {
  types: ["set", "if", "switch", "read", "put", "create", "create"],
  manners: anyManners,
  readManners: anyManners,
  onError: ["stop", "continue", "branch", "branch"],
  wild: true,
};

test(
  "a run survives the death of its server at every append and every call, and where a server makes it",
  async () => {
    let histories = 0;
    let births = 0;
    const rare = { passed: 0, stopped: 0, cancelled: 0, whole: 0 };
    await holds(
      fc.asyncProperty(scenarios(wild), fc.nat(), async (scenario, choice) => {
        const whole = await simulate(scenario);
        rare.passed += whole.log.filter(
          (event) => event.type === "step.skipped" && event.because === "disabled",
        ).length;
        rare.stopped += whole.log.filter((event) => event.type === "step.succeeded" && event.ends).length;
        rare[whole.state.status === "cancelled" ? "cancelled" : "whole"] += 1;
        expect(audit(whole, scenario.document)).toEqual([]);
        const points = crashPoints(whole);
        for (const [index, point] of points.entries()) {
          // Every third history loses its second server as well.
          const second = index % 3 === choice % 3 ? points[(index + choice) % points.length] : undefined;
          const history = await simulate(scenario, second ? [point, second] : [point]);
          const { lives } = history;
          expect({ point, second, died: lives[0]?.alive === false, wrong: audit(history, scenario.document) }).toEqual({
            point,
            second,
            died: true,
            wrong: [],
          });
          histories += 1;
          if (point.at === "create") births += 1;
        }
      }),
      deaths,
    );
    expect(histories).toBeGreaterThan(replaying ? 0 : 1_200);
    expect(births).toBeGreaterThan(replaying ? -1 : 80);
    if (replaying) return;
    // What is drawn seldom comes often enough to be met in company.
    for (const [what, least] of Object.entries({ passed: 15, stopped: 8, cancelled: 10, whole: 60 }))
      expect([what, rare[what as keyof typeof rare]]).toEqual([what, expect.toSatisfy((times) => times >= least)]);
  },
  patience(deaths),
);

test(
  "a server that stood still while another took its run over does no harm when it goes on",
  async () => {
    let histories = 0;
    await holds(
      fc.asyncProperty(scenarios(wild), async (drawn) => {
        // One limiter for two living servers is the database's business, not this test's.
        const scenario = { ...drawn, tickets: undefined };
        const whole = await simulate(scenario);
        for (const point of crashPoints(whole)) {
          const history = await simulate(scenario, [{ ...point, pauses: true }]);
          expect({ point, wrong: audit(history, scenario.document) }).toEqual({ point, wrong: [] });
          histories += 1;
        }
      }),
      pauses,
    );
    expect(histories).toBeGreaterThan(replaying ? 0 : 400);
  },
  patience(pauses),
);

/** At most one bad moment before the call goes as it goes: a death more stays within three attempts. */
const tame: Tastes = {
  types: ["set", "if", "switch", "read", "put", "put"],
  manners: fc
    .tuple(
      fc.subarray<Manner>(["later", "refused", "cut", "broken", "slow"], { maxLength: 1 }),
      fc.constantFrom<Manner>("ok", "ok", "lagging", "bad", "broken"),
    )
    .map(([before, last]) => [...before, last]),
  readManners: fc.constantFrom<Manner[]>(["ok"], ["lagging"]),
  onError: ["continue", "branch"],
  wild: false,
};

/** What came out, without when and after how many attempts. */
const outcome = ({ status, handledErrors, steps }: RunState) => ({
  status,
  handledErrors,
  steps: Object.fromEntries(
    [...steps.values()].map((step) => [step.key, [step.status, step.port, step.output, step.handled]]),
  ),
});

test(
  "where calls may be repeated, a death changes nothing in what comes out",
  async () => {
    let histories = 0;
    await holds(
      fc.asyncProperty(scenarios(tame), async (scenario) => {
        const whole = await simulate(scenario);
        for (const point of crashPoints(whole)) {
          const history = await simulate(scenario, [point]);
          expect({ point, ...outcome(history.state) }).toEqual({ point, ...outcome(whole.state) });
          histories += 1;
        }
      }),
      repeats,
    );
    expect(histories).toBeGreaterThan(replaying ? 0 : 500);
  },
  patience(repeats),
);
