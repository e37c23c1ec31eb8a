import { expect, test } from "vitest";
import fc from "fast-check";
import type { RunEvent } from "../run/events.js";
import type { RunState } from "../run/state.js";
import type { Manner } from "../testing/far-end.js";
import { holds, patience, replaying } from "../testing/histories.js";
import { auditReread } from "../testing/simulation/reread.js";
import { auditLoop, looped, type LoopTastes } from "../testing/simulation/loop.js";
import { scenarios, type Scenario, type Tastes } from "../testing/simulation/scenario.js";
import { crashPoints, simulate } from "../testing/simulation/simulate.js";

/** The same histories every time; `npm run test:long` draws others, and a failure says how to try it again. */
const draws = { seed: 20261121, short: 100, long: 5_000 };
const repeats = { seed: 20261121, short: 40, long: 2_000 };

const manners: Manner[] = ["ok", "ok", "bad", "limited", "later", "broken", "refused", "cut", "cut", "slow"];
const anyManners = fc.array(fc.constantFrom(...manners), { minLength: 1, maxLength: 3 });
const wild: Tastes = {
  types: ["set", "if", "switch", "read", "put", "create", "create", "create", "create"],
  manners: anyManners,
  readManners: anyManners,
  onError: ["stop", "continue", "branch", "branch"],
  wild: true,
};
const loops: fc.Arbitrary<LoopTastes> = fc.record({
  items: fc.constantFrom(0, 1, 2, 2, 3),
  concurrency: fc.constantFrom(1, 2, 5),
  onItemError: fc.constantFrom("stop" as const, "continue" as const),
  outer: fc.constantFrom(0, 0, 2, 2),
  beside: fc.constantFrom<(Manner[] | undefined)[]>(undefined, ["ok"], ["bad"], ["bad"], ["cut", "ok"], ["lagging"]),
  collects: fc.boolean(),
});

test(
  "loops survive the death of their server at every append and every call, item by item",
  async () => {
    let histories = 0;
    const met = { doubts: 0, stopped: 0, failedAround: 0 };
    await holds(
      fc.asyncProperty(scenarios(wild), loops, fc.nat(), async (drawn, tastes, choice) => {
        const scenario = looped(drawn, tastes);
        const whole = await simulate(scenario);
        expect(auditLoop(whole, scenario)).toEqual([]);
        expect(await auditReread(whole.log)).toEqual([]);
        const hasDoubt = whole.log.some((event) => event.type === "step.unknown" && event.nodeId !== "beside");
        const fails = (isMeant: (event: RunEvent) => boolean) => Number(hasDoubt && whole.log.some(isMeant));
        met.doubts += Number(hasDoubt);
        met.failedAround += fails((event) => event.type === "step.failed" && event.nodeId === "beside");
        if (tastes.onItemError === "stop")
          met.stopped += fails((event) => event.type === "item.settled" && event.as === "failed");
        const points = crashPoints(whole);
        // Of a long history every third point; which, is drawn.
        const chosen = points.filter((_, index) => points.length < 30 || index % 3 === choice % 3);
        for (const point of chosen) {
          const history = await simulate(scenario, [point]);
          const wrong = [...auditLoop(history, scenario), ...(await auditReread(history.log))];
          expect({ point, wrong }).toEqual({ point, wrong: [] });
          histories += 1;
        }
      }),
      draws,
    );
    expect(histories).toBeGreaterThan(replaying ? 0 : 600);
    if (replaying) return;
    // A doubt in a loop, in one that a failure stops, and in an item in which something beside its loop fails.
    for (const [what, least] of Object.entries({ doubts: 15, stopped: 2, failedAround: 3 }))
      expect([what, met[what as keyof typeof met]]).toEqual([what, expect.toSatisfy((times) => times >= least)]);
  },
  patience(draws),
);

/** At most one bad moment before the call goes as it goes, one call at a time: a death changes nothing but when. */
const tame: Tastes = {
  types: ["set", "put", "put"],
  manners: fc
    .tuple(
      fc.subarray<Manner>(["later", "refused", "broken"], { maxLength: 1 }),
      fc.constantFrom<Manner>("ok", "lagging", "bad", "bad"),
    )
    .map(([before, last]) => [...before, last]),
  readManners: fc.constantFrom<Manner[]>(["ok"], ["lagging"]),
  onError: ["stop", "stop", "continue", "branch"],
  wild: false,
};
/** What came out, and how many errors inside are known of. */
const outcome = ({ status, handledErrors, steps }: RunState) => {
  const { succeeded, failed, flawed } = steps.get("each")?.loop ?? {};
  return { status, handledErrors, succeeded, failed, flawed };
};
/** One step after the other: of two at once it is chance which of them a failure cuts off. */
const inLine = (scenario: Scenario): Scenario => {
  const { document } = scenario;
  const [, , ...steps] = document.nodes.map(({ id }) => id);
  const edges = steps.map((target, index) => {
    const source = steps[index - 1] ?? "in";
    return { id: `${source}>${target}`, source, sourceHandle: "main", target };
  });
  return { ...scenario, document: { ...document, edges } };
};

test(
  "a death changes nothing in how many errors a run and the items of its loops are said to have",
  async () => {
    let histories = 0;
    const met = { flawed: 0, failed: 0 };
    await holds(
      fc.asyncProperty(scenarios(tame), loops, async (drawn, tastes) => {
        const around: LoopTastes = { ...tastes, onItemError: "continue", beside: undefined };
        // Of what comes behind the loop a death may leave a doubt.
        const scenario: Scenario = { ...looped(inLine(drawn), around), settles: ["done"] };
        const whole = await simulate(scenario);
        met.flawed += Number((whole.state.steps.get("each")?.loop?.flawed ?? 0) > 0);
        met.failed += Number((whole.state.steps.get("each")?.loop?.failed ?? 0) > 0);
        for (const point of crashPoints(whole)) {
          const { state } = await simulate(scenario, [point]);
          expect({ point, ...outcome(state) }).toEqual({ point, ...outcome(whole.state) });
          histories += 1;
        }
      }),
      repeats,
    );
    expect(histories).toBeGreaterThan(replaying ? 0 : 300);
    if (replaying) return;
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(3);
  },
  patience(repeats),
);
