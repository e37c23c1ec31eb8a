import { expect, test } from "vitest";
import fc from "fast-check";
import type { Manner } from "../testing/far-end.js";
import { holds, patience, replaying } from "../testing/histories.js";
import { partsOfKey } from "../run/keys.js";
import { auditWords } from "../testing/simulation/audit-words.js";
import { crowded, type Neighbour } from "../testing/simulation/crowd.js";
import { looped, type LoopTastes } from "../testing/simulation/loop.js";
import type { Moment } from "../testing/simulation/people.js";
import { auditReread } from "../testing/simulation/reread.js";
import { scenarios, type Tastes } from "../testing/simulation/scenario.js";
import { crashPoints, simulate, type History } from "../testing/simulation/simulate.js";

/** The same histories every time; `npm run test:long` draws others, and a failure says how to try it again. */
const draws = { seed: 3, short: 60, long: 3_000 };

const manners: Manner[] = ["ok", "ok", "lagging", "lagging", "bad", "bad", "broken", "cut"];
const script = fc.array(fc.constantFrom(...manners), { minLength: 1, maxLength: 3 });
const body: Tastes = {
  types: ["set", "if", "read", "put", "create", "create", "ask"],
  manners: script,
  readManners: fc.constant<Manner[]>(["ok"]),
  onError: ["stop", "stop", "continue", "branch"],
  wild: false,
};
const loops: fc.Arbitrary<LoopTastes> = fc
  .record({
    items: fc.integer({ min: 1, max: 3 }),
    concurrency: fc.constantFrom(1, 2, 5),
    onItemError: fc.constantFrom("stop" as const, "continue" as const, "continue" as const),
    outer: fc.constantFrom(0, 2, 2),
  })
  // As many items in all: whoever speaks at each write of them pays for each.
  .map((tastes) => (tastes.outer > 0 ? { ...tastes, items: Math.ceil(tastes.items / 2) } : tastes));
const neighbours: fc.Arbitrary<Neighbour[]> = fc.array(
  fc.record({
    type: fc.constantFrom<Neighbour["type"]>("read", "put", "create", "ask", "each", "each", "asks"),
    script,
    ms: fc.constantFrom(5_000, 5_000, 60_000),
  }),
  { minLength: 1, maxLength: 4 },
);
const around = fc.record({ beside: neighbours, openMs: fc.constantFrom(0, 0, 7, 40) });

/** Every write of the first server at which somebody may speak, and what is said there. */
function moments({ lives }: History, choice: number): Moment[] {
  const { append = 0 } = lives[0]?.count ?? {};
  const all = Array.from({ length: append }, (_, index) => index + 1);
  const chosen = all.filter((number) => all.length < 12 || number % 3 === choice % 3);
  return chosen.flatMap((number) =>
    [0, 1].map((more) => ({ append: number, choice: choice + 7 * more + number, unheard: (choice + more) % 2 === 0 })),
  );
}

test(
  "what somebody says and is told to be taken has its effect, whenever it comes and whenever the server dies",
  async () => {
    const said = new Map<string, number>();
    let [crashes, deep] = [0, 0];
    const look = async (history: History, document: Parameters<typeof auditWords>[1], how: object) => {
      const wrong = [...auditWords(history, document, history.spoken), ...(await auditReread(history.log))];
      expect({ ...how, wrong }).toEqual({ ...how, wrong: [] });
      for (const { events } of history.spoken)
        for (const event of events) {
          const name = `${event.type} ${"action" in event ? event.action : "as" in event ? event.as : ""}`.trim();
          said.set(name, (said.get(name) ?? 0) + 1);
          if ("key" in event && partsOfKey(event.key).indexes.length > 1) deep += 1;
        }
    };
    await holds(
      fc.asyncProperty(
        scenarios(body),
        loops,
        around,
        fc.nat(1_000),
        async (drawn, tastes, { beside, openMs }, choice) => {
          const scenario = crowded(looped(drawn, tastes), beside, openMs);
          const { document } = scenario;
          const whole = await simulate(scenario);
          await look(whole, document, {});
          const points = crashPoints(whole);
          for (const [index, moment] of moments(whole, choice).entries()) {
            const history = await simulate(scenario, [], [moment]);
            await look(history, document, { moment });
            const point = points[(index * 7 + choice) % points.length];
            if (index % 4 !== choice % 4 || !point) continue;
            // A second word, and a death somewhere.
            const later = { ...moment, append: moment.append + 1 + (choice % 3), choice: choice + index };
            await look(await simulate(scenario, [point], [moment, later]), document, { point, moment, later });
            crashes += 1;
          }
        },
      ),
      draws,
    );
    if (replaying) return;
    const kinds = ["run.cancelRequested", "items.changed retry", "items.changed skip", "step.answered approval"];
    kinds.push("step.answered callback", "step.resolved retry", "step.resolved done", "step.resolved fail");
    for (const kind of kinds) expect([kind, said.get(kind) ?? 0]).toEqual([kind, expect.toSatisfy((n) => n >= 20)]);
    // In a loop in a loop, beside which another one has items of the same numbers.
    expect(deep).toBeGreaterThan(50);
    expect(crashes).toBeGreaterThan(100);
  },
  patience(draws),
);
