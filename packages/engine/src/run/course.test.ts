import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { makePlan, type Plan, type PlanNode } from "../plan/plan.js";
import { holds, patience, replaying } from "../testing/histories.js";
import { runnableCatalogue } from "../testing/tiny-runners.js";
import { scenarios, type Tastes } from "../testing/simulation/scenario.js";
import { graph, tinyCatalogue } from "../testing/tiny-world.js";
import { Course, linkOf } from "./course.js";
import { decide, type Decision } from "./decide.js";
import type { RunEventBody } from "./events.js";
import { emptyRunState, fold, GrowingState } from "./fold.js";

const tastes: Tastes = {
  types: ["set", "if", "switch", "read", "put", "create"],
  manners: fc.constant(["ok"]),
  readManners: fc.constant(["ok"]),
  onError: ["stop", "continue", "branch"],
  wild: true,
};
type Move = { what: "ends" | "fails" | "doubts" | "waits" | "retries" | "crash" | "cancel" | "settles"; pick: number };
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    what: fc.constantFrom(
      "ends" as const,
      "ends" as const,
      "ends" as const,
      "fails" as const,
      "doubts" as const,
      "waits" as const,
      "retries" as const,
      "crash" as const,
      "settles" as const,
      "cancel" as const,
    ),
    pick: fc.nat(20),
  }),
  { maxLength: 40 },
);

const draws = { seed: 20_261_121, short: 600, long: 30_000 };

/** A run followed event by event, at each decision compared with one that is seen for the first time. */
class Followed {
  readonly growing = new GrowingState(emptyRunState);
  readonly course: Course;
  readonly inFlight = new Set<string>();
  readonly #log: (RunEventBody & { seq: number })[] = [];
  now = 1_000;
  decisions = 0;

  constructor(readonly plan: Plan) {
    this.course = new Course(plan, this.growing.state);
    const start = {
      type: "run.created",
      workflowId: "w",
      version: 1,
      trigger: "in",
      payload: {},
      rehearsal: false,
    } as const;
    this.add({ ...start, at: this.now });
  }

  add(body: RunEventBody): void {
    const event = { ...body, seq: this.#log.length + 1 };
    this.#log.push(event);
    this.growing.add(event, event.seq);
    if ("key" in event) this.course.look(event.key);
    else if (event.type === "run.created") this.course.look(event.trigger);
  }

  decide(): Decision {
    const around = { now: this.now, inFlight: this.inFlight, woken: this.decisions % 3 === 0 };
    const followed = decide(this.plan, this.growing.state, around, this.course);
    const state = fold(emptyRunState, this.#log);
    expect([this.growing.state, followed]).toEqual([state, decide(this.plan, state, around)]);
    this.decisions += 1;
    return followed;
  }

  settle(): void {
    for (let turn = 0; turn < 200; turn++) {
      const { events, start } = this.decide();
      if (events.length + start.length === 0) return;
      for (const event of events) this.add(event);
      if (events.length > 0) continue;
      for (const { key, nodeId, attempt } of start) {
        this.inFlight.add(key);
        this.add({ type: "step.started", at: this.now, key, nodeId, attempt, input: {} });
      }
    }
    throw new Error("never comes to rest");
  }

  move({ what, pick }: Move): void {
    this.now += 1_000;
    if (what === "crash") this.inFlight.clear();
    else if (what === "cancel") this.add({ type: "run.cancelRequested", at: this.now });
    else if (what === "settles") this.#resolve(pick);
    else this.#end(what, pick);
    this.settle();
  }

  #resolve(pick: number): void {
    const doubt = [...this.growing.state.steps.values()].find(({ status }) => status === "unknown");
    const as = (["done", "retry", "fail"] as const)[pick % 3] ?? "done";
    if (doubt) this.add({ type: "step.resolved", at: this.now, key: doubt.key, nodeId: doubt.nodeId, as });
  }

  #end(what: Exclude<Move["what"], "crash" | "cancel" | "settles">, pick: number): void {
    const key = [...this.inFlight][pick % Math.max(1, this.inFlight.size)];
    const found = this.plan.nodes.get(key ?? "");
    if (key === undefined || !found) return;
    this.inFlight.delete(key);
    const here = { at: this.now, key, nodeId: key };
    const error = { code: "service.down" as const, values: {} };
    const ports = ["main", "true", "false", "x", "y", "default"];
    const port = found.outgoing[pick % Math.max(1, found.outgoing.length)]?.sourceHandle ?? ports[pick % 6] ?? "main";
    const ends = pick === 20 ? { ends: "failed" as const } : {};
    if (what === "ends") this.add({ type: "step.succeeded", ...here, output: pick, port, ...ends });
    else if (what === "fails") this.add({ type: "step.failed", ...here, error, handled: found.node.onError ?? "stop" });
    else if (what === "doubts") this.add({ type: "step.unknown", ...here, error });
    else if (what === "waits")
      this.add({ type: "step.waiting", ...here, waitingFor: "limit", until: this.now + pick * 500 });
    else this.add({ type: "step.retrying", ...here, error, until: this.now + pick * 500 });
  }
}

describe("a course", () => {
  test(
    "that followed a run decides as one that sees the run for the first time, whatever happens in it",
    async () => {
      let decisions = 0;
      let finished = 0;
      await holds(
        fc.property(scenarios(tastes), moves, ({ document }, drawn) => {
          const run = new Followed(makePlan(document, runnableCatalogue));
          run.settle();
          for (const move of drawn) run.move(move);
          decisions += run.decisions;
          finished += Number(run.growing.state.finishedAt !== undefined);
        }),
        draws,
      );
      if (replaying) return;
      expect(decisions).toBeGreaterThan(5_000);
      expect(finished).toBeGreaterThan(200);
    },
    patience(draws),
  );

  test("looks at a few steps for each that ends, however long the run is", () => {
    const count = 2_000;
    const ids = Array.from({ length: count }, (_, index) => `s${index}`);
    const links = ["in", ...ids.slice(0, -1)].map((id, index) => `${id}>${ids[index]}`).join(" ");
    const plan = makePlan(graph(`in:trigger ${ids.join(" ")}`, links), tinyCatalogue);
    let looks = 0;
    class Counted extends Map<string, PlanNode> {
      override get(id: string): PlanNode | undefined {
        looks += 1;
        return super.get(id);
      }
    }
    const growing = new GrowingState(emptyRunState);
    const course = new Course({ ...plan, nodes: new Counted(plan.nodes) }, growing.state);
    const start = {
      type: "run.created",
      workflowId: "w",
      version: 1,
      trigger: "in",
      payload: {},
      rehearsal: false,
    } as const;
    growing.add({ ...start, at: 1 }, 1);
    course.look("in");
    looks = 0;
    for (const id of ids) {
      const decision = decide(plan, growing.state, { now: 1, inFlight: new Set() }, course);
      expect(decision.start).toEqual([{ key: id, nodeId: id, attempt: 1 }]);
      growing.add({ type: "step.succeeded", at: 1, key: id, nodeId: id, output: null, port: "main" }, 1);
      course.look(id);
    }
    expect(looks).toBeLessThan(5 * count);
  });

  test("goes past thousands of disabled steps in a row, and past a net of them", () => {
    const ids = Array.from({ length: 3_000 }, (_, index) => `s${index}`);
    const links = ["in", ...ids.slice(0, -1)].flatMap((id, index) => [`${id}>${ids[index]}`]);
    // Each is also reached from the last but one: two ways more for each step.
    const more = ids.slice(2).map((id, index) => `${ids[index]}>${id}`);
    const disabled = Object.fromEntries(ids.map((id) => [id, { disabled: true }]));
    const document = graph(`in:trigger ${ids.join(" ")} end:set`, [...links, ...more, "s2999>end"].join(" "), disabled);
    const plan = makePlan(document, tinyCatalogue);
    const growing = new GrowingState(emptyRunState);
    const start = {
      type: "run.created",
      workflowId: "w",
      version: 1,
      trigger: "in",
      payload: {},
      rehearsal: false,
    } as const;
    growing.add({ ...start, at: 1 }, 1);
    const course = new Course(plan, growing.state);
    for (const id of ids) {
      const { events } = decide(plan, growing.state, { now: 1, inFlight: new Set() }, course);
      expect(events).toEqual([{ type: "step.skipped", at: 1, key: id, nodeId: id, because: "disabled" }]);
      for (const event of events) growing.add(event, 1);
      course.look(id);
    }
    const edge = plan.nodes.get("end")?.incoming[0];
    expect(edge && linkOf(plan, edge, growing.state)).toBe("live");
    expect(decide(plan, growing.state, { now: 1, inFlight: new Set() }).start).toHaveLength(1);
  });
});
