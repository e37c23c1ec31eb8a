import { describe, expect, test } from "vitest";
import type { Json } from "../json.js";
import { Bench } from "../testing/bench.js";
import type { LifeOptions } from "../testing/server-life.js";
import { graph } from "../testing/tiny-world.js";

const links = "in>wait wait>after wait-rejected>no wait-timeout>late";
const nodes = "in:trigger wait:sleep after:create no:create late:create";
const document = (params: Record<string, Json>) => graph(nodes, links, { wait: { params } });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function waiting(params: Record<string, Json>, options: LifeOptions = {}) {
  const bench = new Bench();
  const runId = await bench.accept(document(params));
  const life = bench.start(options);
  await bench.pass(1_000);
  const answer = (word: object) =>
    bench.signal(runId, {
      type: "step.answered",
      at: bench.clock.now(),
      key: "wait",
      nodeId: "wait",
      ...word,
    } as never);
  const ways = async () => {
    const { steps, status } = await bench.state(runId);
    return [status, ...["after", "no", "late"].filter((id) => steps.get(id)?.status === "succeeded")];
  };
  return { bench, runId, life, answer, ways };
}

describe("a wait", () => {
  test("for a time holds no worker, and goes on at that time", async () => {
    const { bench, life, ways, runId } = await waiting({ for: "time", ms: 3 * DAY }, { sweepMs: 60_000, renewMs: DAY });
    expect([life.worker.holding, (await bench.state(runId)).status]).toEqual([0, "waiting"]);
    await bench.pass(3 * DAY - 5_000);
    expect(await ways()).toEqual(["waiting"]);
    await bench.pass(10_000);
    expect(await ways()).toEqual(["succeeded", "after"]);
  });

  test.each([
    ["is over when they begin", 10_000, true],
    ["lasts on where nobody came to it before they were over again", 3 * HOUR, false],
  ])("for hours of the day %s", async (_how, later, over) => {
    const { bench, life, ways, runId } = await waiting({ opens: 9 * HOUR }, { sweepMs: 60_000, renewMs: DAY });
    const begin = (await bench.state(runId)).steps.get("wait")?.until ?? 0;
    expect(begin % DAY).toBe(9 * HOUR);
    life.crash();
    await bench.pass(begin - bench.clock.now() + later);
    bench.kept.voidLeases();
    bench.start({ sweepMs: 60_000, renewMs: DAY });
    await bench.pass(60_000);
    expect(await ways()).toEqual(over ? ["succeeded", "after"] : ["waiting"]);
    if (over) return;
    expect((await bench.state(runId)).steps.get("wait")).toMatchObject({
      until: begin + DAY,
      input: { opens: 9 * HOUR },
    });
    await bench.pass(DAY);
    expect(await ways()).toEqual(["succeeded", "after"]);
    expect((await bench.state(runId)).steps.get("wait")?.attempts).toBe(1);
  });

  test("for a call goes on with what the call brought, whoever holds the run by then", async () => {
    const { bench, life, answer, ways, runId } = await waiting({ for: "callback" });
    life.crash();
    bench.kept.voidLeases();
    bench.start({ sweepMs: 3_600_000, renewMs: DAY });
    await bench.pass(DAY);
    await answer({ as: "callback", data: { body: { paid: true } } });
    await bench.pass(5_000);
    expect(await ways()).toEqual(["succeeded", "after"]);
    expect((await bench.state(runId)).steps.get("wait")?.output).toEqual({ body: { paid: true } });
  });

  test.each(["callback", "approval"])(
    "for a %s is over at its time, however often its run is looked at again",
    async (as) => {
      const { bench, life, ways, runId } = await waiting({ for: as, ms: 10_000 });
      await bench.pass(3_000);
      bench.wakeups.nudge(runId);
      await bench.pass(3_000);
      life.crash();
      bench.kept.voidLeases();
      bench.start();
      bench.wakeups.nudge(runId, "said");
      await bench.pass(2_500);
      expect(await ways()).toEqual(["waiting"]);
      await bench.pass(1_000);
      expect(await ways()).toEqual(["succeeded", "late"]);
    },
  );

  test("takes the first word, and no second", async () => {
    const { bench, answer, runId } = await waiting({ for: "callback" });
    await answer({ as: "callback", data: 1 });
    await answer({ as: "callback", data: 2 });
    await bench.pass(5_000);
    expect((await bench.state(runId)).steps.get("wait")?.output).toBe(1);
  });

  test("is over before it begins where the call came early", async () => {
    const bench = new Bench();
    bench.farEnd.script("first", "lagging");
    const runId = await bench.accept(
      graph("in:trigger first:read wait:sleep after:create", "in>first first>wait wait>after", {
        wait: { params: { for: "callback" } },
      }),
    );
    bench.start();
    await bench.pass(1_000);
    await bench.signal(runId, {
      type: "step.answered",
      at: bench.clock.now(),
      key: "wait",
      nodeId: "wait",
      as: "callback",
      data: "early",
    });
    await bench.pass(60_000);
    const state = await bench.state(runId);
    expect([state.status, state.steps.get("wait")?.output]).toEqual(["succeeded", "early"]);
  });

  test("for a call that never comes goes on by timeout", async () => {
    const { bench, ways, answer } = await waiting({ for: "callback", ms: 60_000 });
    await bench.pass(65_000);
    expect(await ways()).toEqual(["succeeded", "late"]);
    expect((await answer({ as: "callback", data: 1 })).kind).toBe("refused");
  });

  test.each([
    [true, "after"],
    [false, "no"],
  ])("for a person's word (%s) goes on by %s", async (approved, way) => {
    const { bench, answer, ways, runId } = await waiting({ for: "approval" });
    await answer({ as: "approval", approved, by: "u1", data: "ok?" });
    await bench.pass(5_000);
    expect(await ways()).toEqual(["succeeded", way]);
    expect((await bench.state(runId)).steps.get("wait")?.output).toMatchObject({ approved, by: "u1", data: "ok?" });
  });

  test("for ever ends with the longest run there may be", async () => {
    // A sweep each two seconds of a month would be all that this test does.
    const { bench, runId } = await waiting({ for: "callback" }, { sweepMs: 3_600_000, renewMs: DAY });
    await bench.pass(30 * DAY + 3_700_000);
    expect((await bench.state(runId)).error).toMatchObject({ code: "run.tooLong" });
  });

  test("is cancelled like anything that has not begun", async () => {
    const { bench, runId } = await waiting({ for: "approval" });
    await bench.cancel(runId);
    await bench.pass(5_000);
    const state = await bench.state(runId);
    expect([state.status, state.steps.get("wait")?.status]).toEqual(["cancelled", "cancelled"]);
  });
});

test("what a step was told that lies in a loop in a loop is kept when an item of another loop ends, which has its number", async () => {
  const bench = new Bench();
  bench.farEnd.script("first[0][0]", "lagging");
  const items = { params: { items: [1] } };
  const document = graph(
    "in:trigger outer:each inner:each first:read wait:sleep after:create beside:each b:create",
    "in>outer in>beside outer-item>inner inner-item>first first>wait wait>after beside-item>b",
    {
      outer: items,
      beside: items,
      inner: { ...items, parent: "outer" },
      b: { parent: "beside" },
      first: { parent: "inner" },
      wait: { parent: "inner", params: { for: "callback" } },
      after: { parent: "inner" },
    },
  );
  const runId = await bench.accept(document);
  bench.farEnd.script("b[0]", "lagging");
  bench.start();
  await bench.pass(1_000);
  const key = "wait[0][0]";
  await bench.signal(runId, { type: "step.answered", at: 0, key, nodeId: "wait", as: "callback", data: "paid" });
  await bench.pass(60_000);
  expect([(await bench.state(runId)).status, bench.farEnd.to("after[0][0]").length]).toEqual(["succeeded", 1]);
});
