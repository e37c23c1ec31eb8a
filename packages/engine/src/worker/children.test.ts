import { describe, expect, test } from "vitest";
import type { ChildRuns } from "../ports.js";
import type { RunEvent, RunEventBody } from "../run/events.js";
import type { NodeRunner } from "../runner.js";
import { Bench } from "../testing/bench.js";
import { tinyRunners } from "../testing/tiny-runners.js";
import { graph } from "../testing/tiny-world.js";

/** Runs of other workflows on paper: each is started once under its caller, and ends when the test says so. */
class PaperChildren implements ChildRuns {
  readonly started: string[] = [];
  readonly cancelled: string[] = [];
  readonly ended = new Map<string, "succeeded" | "failed">();
  /** Answers fail so often. */
  faults = 0;

  start({ parent: { runId, key, round = "" } }: Parameters<ChildRuns["start"]>[0]) {
    if (this.faults-- > 0) return Promise.reject(new Error("disk full"));
    const child = `${runId} ${key} ${round}`.trim();
    if (!this.started.includes(child)) this.started.push(child);
    return Promise.resolve({ runId: child });
  }
  outcome(runId: string) {
    const status = this.ended.get(runId);
    return Promise.resolve(status && { status, output: "out" });
  }
  find({ runId, key, round = "" }: Parameters<ChildRuns["find"]>[0]) {
    const child = `${runId} ${key} ${round}`.trim();
    return Promise.resolve(this.started.includes(child) ? child : undefined);
  }
  cancel(runId: string) {
    this.cancelled.push(runId);
    return Promise.resolve();
  }
}

const bench = () => {
  const world = new Bench();
  const children = new PaperChildren();
  world.children = children;
  return { world, children };
};

describe("a step that runs another workflow", () => {
  test("in an item that is done again runs it once more", async () => {
    const { world, children } = bench();
    const runId = await world.accept(
      graph("in:trigger each:each p:run hold:create", "in>each each-item>p p>hold", {
        each: { params: { items: [1, 2], concurrency: 2, onItemError: "continue" } },
        p: { parent: "each" },
        hold: { parent: "each" },
      }),
    );
    children.ended.set(`${runId} p[0]`, "failed");
    world.start();
    await world.pass(1_000);
    await world.signal(runId, {
      ...({ type: "items.changed", at: 1, key: "each", nodeId: "each", action: "retry" } as const),
      indexes: [0],
    });
    for (const child of [`${runId} p[0] 1`, `${runId} p[1]`]) children.ended.set(child, "succeeded");
    await world.pass(60_000);
    expect(children.started).toEqual([`${runId} p[0]`, `${runId} p[1]`, `${runId} p[0] 1`]);
    expect((await world.state(runId)).steps.get("each")?.output).toEqual({ items: 2, succeeded: 2, failed: 0 });
  });

  test("is cancelled with it even where the server died before it could say which run that is", async () => {
    const { world, children } = bench();
    const runId = await world.accept(graph("in:trigger p:run", "in>p"));
    const life = world.start({ crash: { at: "append", number: 2, when: "before" } });
    await world.pass(1_000);
    expect([life.alive, children.started]).toEqual([false, [`${runId} p`]]);
    world.kept.voidLeases();
    await world.cancel(runId);
    world.start();
    await world.pass(5_000);
    expect((await world.state(runId)).status).toBe("cancelled");
    expect(children.cancelled).toEqual([`${runId} p`]);
  });

  test("tries again while what is kept is out of reach, and fails nothing", async () => {
    const { world, children } = bench();
    children.faults = 3;
    const runId = await world.accept(graph("in:trigger p:run", "in>p"));
    children.ended.set(`${runId} p`, "succeeded");
    world.start();
    await world.pass(60_000);
    expect(world.surprises).toHaveLength(3);
    expect(await world.state(runId)).toMatchObject({ status: "succeeded", handledErrors: 0 });
  });
});

test("what is done once tries again while the disk is full, and takes nothing away", async () => {
  const { world } = bench();
  let faults = 2;
  const asks: NodeRunner = {
    type: "run",
    run: async (_given, { once }) => ({ kind: "done", output: await once("Оксана", undefined) }),
  };
  const runId = await world.accept(graph("in:trigger p:run", "in>p"));
  const once = {
    first: (...args: Parameters<typeof world.once.first>) =>
      faults-- > 0 ? Promise.reject(new Error("database or disk is full")) : world.once.first(...args),
  };
  world.start({ parts: { once, runners: new Map([...tinyRunners, ["run", asks]]) } });
  await world.pass(60_000);
  const { status, steps } = await world.state(runId);
  expect([status, steps.get("p")?.output]).toEqual(["succeeded", { first: true }]);
});

test("an item that is left out just when it began waits no more for the workflow that it has called", async () => {
  const { world, children } = bench();
  const runId = await world.accept(
    graph("in:trigger each:each p:run after:create", "in>each each-item>p each-done>after", {
      each: { params: { items: [1] } },
      p: { parent: "each" },
    }),
  );
  world.start();
  await world.pass(1_000);
  const word: RunEventBody = {
    type: "items.changed",
    at: 1,
    key: "each",
    nodeId: "each",
    indexes: [0],
    action: "skip",
  };
  // The step's wait is told after the word, as when both come at once.
  const waits = (await world.log(runId)).find(({ type }) => type === "step.waiting") as RunEvent;
  await world.signal(runId, word, waits);
  await world.pass(5_000);
  expect(children.cancelled).toEqual([`${runId} p[0]`]);
  expect((await world.state(runId)).steps.get("each")?.output).toMatchObject({ succeeded: 0, skipped: 1 });
});
