import { expect, test } from "vitest";
import type { Manner } from "../testing/far-end.js";
import type { Scenario } from "../testing/simulation/scenario.js";
import { auditReread } from "../testing/simulation/reread.js";
import { crashPoints, simulate } from "../testing/simulation/simulate.js";
import { graph } from "../testing/tiny-world.js";

type OnItemError = "stop" | "continue";

/** Three loops, each in an item of the one before. In the second item of `b` in the first of `a` two calls are refused. */
function threeDeep(modes: Record<"a" | "b" | "c", OnItemError>, more: object): Scenario {
  const loop = (onItemError: OnItemError, parent?: string) => ({
    params: { items: ["x", "y"], onItemError, concurrency: 2, ...more },
    ...(parent !== undefined && { parent }),
  });
  const document = graph(
    "in:trigger a:each b:each before:put c:each send:put after:put",
    "in>a a-item>b b-item>before before>c c-item>send a-done>after",
    {
      a: loop(modes.a),
      b: loop(modes.b, "a"),
      before: { parent: "b", params: { say: "before" }, onError: "continue" },
      c: loop(modes.c, "b"),
      send: { parent: "c", params: { say: "{{ item }}" } },
      after: { params: { say: "after" } },
    },
  );
  const scripts: Record<string, Manner[]> = { "before[0][1]": ["bad"], "send[0][1][0]": ["bad"] };
  const settings = { settles: ["done" as const], tickets: undefined, cancelAfter: undefined, begun: true, turnMs: 0 };
  return { document, scripts, ...settings };
}

// The step `before` is handled wherever it lies; the item of the innermost loop by the first loop around it that goes on.
test.each([
  [
    { a: "continue", b: "continue", c: "continue" },
    { handledErrors: 2, succeeded: 2, failed: 0, flawed: 1 },
  ],
  [
    { a: "continue", b: "continue", c: "stop" },
    { handledErrors: 2, succeeded: 2, failed: 0, flawed: 1 },
  ],
  [
    { a: "continue", b: "stop", c: "stop" },
    { handledErrors: 2, succeeded: 1, failed: 1, flawed: 0 },
  ],
  [
    { a: "stop", b: "stop", c: "stop" },
    { handledErrors: 1, failed: 1, flawed: 0 },
  ],
  [
    { a: "stop", b: "stop", c: "continue" },
    { handledErrors: 2, succeeded: 2, failed: 0, flawed: 1 },
  ],
] as const)("errors in loops three deep are counted once, whenever the server dies: %o", async (modes, known) => {
  for (const more of [{}, { collect: "{{ item }}" }]) {
    const scenario = threeDeep(modes, more);
    const whole = await simulate(scenario);
    for (const point of [undefined, ...crashPoints(whole)]) {
      const { state, log } = await simulate(scenario, point ? [point] : []);
      const { handledErrors } = state;
      expect({ point, handledErrors, ...state.steps.get("a")?.loop }).toMatchObject({ point, ...known });
      expect({ point, wrong: await auditReread(log) }).toEqual({ point, wrong: [] });
      const first = log.find((event) => event.type === "item.settled" && event.key === "a" && event.index === 0);
      const inside = known.flawed > 0 ? 2 : 1;
      expect(first).toMatchObject({ handledErrors: inside });
    }
  }
});
