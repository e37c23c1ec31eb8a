import { expect, test } from "vitest";
import fc from "fast-check";
import type { Manner } from "../testing/far-end.js";
import { holds, patience, replaying } from "../testing/histories.js";
import { audit } from "../testing/simulation/audit.js";
import { oneIn, scenarios, type Scenario, type Tastes } from "../testing/simulation/scenario.js";
import { crashPoints, simulate, type History } from "../testing/simulation/simulate.js";

/** The same histories every time; `npm run test:long` draws others, and a failure says how to try it again. */
const draws = { seed: 20261122, short: 80, long: 4_000 };

const manners: Manner[] = ["ok", "cut", "cut", "cut", "stray", "lost", "lost", "slow", "broken", "refused", "later"];
const tastes: Tastes = {
  types: ["set", "read", "post", "post", "post"],
  manners: fc.array(fc.constantFrom(...manners), { minLength: 1, maxLength: 3 }),
  readManners: fc.constant<Manner[]>(["ok"]),
  onError: ["stop", "continue", "branch"],
  wild: true,
};
const more = fc.record({
  patienceMs: fc.constantFrom(0, 10_000, 200_000),
  /** All say the same to the same: nobody can tell which one arrived. */
  alike: oneIn(4),
  entries: fc.constantFrom<Manner[]>(["ok"], ["ok"], ["later", "ok"], ["cut", "ok"], ["broken"]),
});

function made(
  drawn: Scenario,
  { patienceMs, alike, entries }: { patienceMs: number; alike: boolean; entries: Manner[] },
) {
  const nodes = drawn.document.nodes.map((node) =>
    alike && node.type === "post" ? { ...node, params: { say: "the same" } } : node,
  );
  return {
    ...drawn,
    document: { ...drawn.document, nodes },
    scripts: { ...drawn.scripts, "entries?": entries },
    patienceMs,
  };
}

const byCheck = ({ log }: History) => log.filter((event) => event.type === "step.resolved" && event.by === "check");
/** One entry belongs to one step at most. */
const claimedTwice = (history: History) => {
  const matches = byCheck(history).map((event) => ("match" in event ? event.match : ""));
  return matches.length - new Set(matches).size;
};

test(
  "a look at the service settles nothing that did not happen, and sends nothing, whenever the server dies",
  async () => {
    let [histories, settled, checked, alike] = [0, 0, 0, 0];
    const look = (history: History, document: Scenario["document"], point?: object) => {
      expect({ point, wrong: audit(history, document), twice: claimedTwice(history) }).toEqual({
        point,
        wrong: [],
        twice: 0,
      });
      histories += 1;
      settled += byCheck(history).length;
      checked += history.log.filter(({ type }) => type === "step.checked").length;
    };
    await holds(
      fc.asyncProperty(scenarios(tastes), more, fc.nat(), async (drawn, with_, choice) => {
        const scenario = made(drawn, with_);
        const whole = await simulate(scenario);
        look(whole, scenario.document);
        alike += Number(with_.alike);
        const points = crashPoints(whole);
        const chosen = points.filter((_, index) => points.length < 20 || index % 4 === choice % 4);
        for (const point of chosen) look(await simulate(scenario, [point]), scenario.document, point);
      }),
      draws,
    );
    if (replaying) return;
    expect(histories).toBeGreaterThan(500);
    expect(settled).toBeGreaterThan(100);
    expect(checked).toBeGreaterThan(100);
    // Where all say the same to the same, nobody can tell which of them arrived.
    expect(alike).toBeGreaterThan(10);
  },
  patience(draws),
);
