import { describe, expect, test } from "vitest";
import type { NodeRunner } from "../runner.js";
import { runnableCatalogue, tinyRunners } from "../testing/tiny-runners.js";
import type { Manner } from "../testing/far-end.js";
import { Bench, token } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

const credential = "cred";

/** A run of one step `a` that makes further calls which read, to `a~`: before its own, or after it where it reads. */
async function began(type: "read" | "create" | "put", reads: number, limit?: number, extra: object = {}) {
  const bench = new Bench();
  bench.secrets.set(credential, token(limit));
  const runId = await bench.accept(
    graph(`in:trigger a:${type}`, "in>a", { a: { credential, params: { reads }, ...extra } }),
  );
  const step = async () => (await bench.state(runId)).steps.get("a");
  return { bench, runId, step };
}

describe("a step of many calls", () => {
  test("waits between them for tickets, in place, and sends each of them once", async () => {
    const { bench, runId, step } = await began("read", 6, 2);
    const life = bench.start();
    await bench.pass(30_000);
    expect(await step()).toMatchObject({
      status: "running",
      waitingFor: "limit",
      progress: { done: 1, total: 6 },
      attempts: 1,
    });
    expect(life.worker.holding).toBe(1);
    await bench.pass(240_000);
    expect([(await bench.state(runId)).status, bench.farEnd.to("a").length, bench.farEnd.to("a~").length]).toEqual([
      "succeeded",
      1,
      6,
    ]);
    expect(await step()).toMatchObject({ status: "succeeded", attempts: 1 });
    const times = bench.farEnd.arrivals.map(({ at }) => at);
    times.slice(2).forEach((at, index) => expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(60_000));
  });

  test("tells how far it has come at most once a second, and that it waits no more", async () => {
    const { bench, runId } = await began("read", 40);
    bench.farEnd.script("a~", ...Array.from({ length: 20 }, (): Manner => "ok"), "lagging");
    bench.start();
    await bench.pass(300_000);
    const told = (await bench.log(runId)).filter(({ type }) => type === "step.progressed");
    expect(told.length).toBeGreaterThan(10);
    told.slice(1).forEach(({ at }, index) => expect(at - (told[index]?.at ?? 0)).toBeGreaterThanOrEqual(1_000));
    expect((await bench.state(runId)).status).toBe("succeeded");
  });

  test("is seen to wait no more once its next call goes", async () => {
    const { bench, step } = await began("read", 3, 2);
    bench.farEnd.script("a~", "ok", "lagging");
    bench.start();
    await bench.pass(50_000);
    expect(await step()).toMatchObject({ waitingFor: "limit" });
    await bench.pass(12_000);
    expect(await step()).toEqual(expect.not.objectContaining({ waitingFor: "limit" }));
    expect([(await step())?.status, bench.farEnd.to("a~").length]).toEqual(["running", 2]);
  });

  test("that is told 429 in between freezes the pool, asks again, and neither fails nor begins anew", async () => {
    const { bench, step } = await began("read", 3, 10, { retry: { maxAttempts: 1 } });
    bench.farEnd.script("a~", "ok", "limited", "ok");
    bench.start();
    await bench.pass(30_000);
    expect(await step()).toMatchObject({ status: "running", waitingFor: "freeze" });
    await bench.pass(120_000);
    expect([await step(), bench.farEnd.to("a").length, bench.farEnd.to("a~").length]).toMatchObject([
      { status: "succeeded", attempts: 1 },
      1,
      4,
    ]);
  });

  test("asks again for what fails in between, and for that alone", async () => {
    const { bench, step } = await began("read", 3, undefined, { timeoutSeconds: 5 });
    bench.farEnd.script("a~", "ok", "broken", "cut", "ok", "later", "slow", "ok");
    bench.start();
    await bench.pass(60_000);
    expect(await step()).toMatchObject({ status: "succeeded", attempts: 1 });
    expect([bench.farEnd.to("a").length, bench.farEnd.to("a~").length]).toEqual([1, 7]);
    const [, broken, cut, third] = bench.farEnd.to("a~").map(({ at }) => at);
    expect((cut ?? 0) - (broken ?? 0)).toBeGreaterThanOrEqual(1_600);
    expect((third ?? 0) - (cut ?? 0)).toBeGreaterThanOrEqual(3_200);
  });

  test("asks as often as the step has attempts, and not for what was refused", async () => {
    const often = await began("read", 3, undefined, { retry: { maxAttempts: 2 } });
    often.bench.farEnd.script("a~", "ok", "broken");
    often.bench.start();
    await often.bench.pass(120_000);
    expect(await often.step()).toMatchObject({ status: "failed", attempts: 2 });
    expect([often.bench.farEnd.to("a").length, often.bench.farEnd.to("a~").length]).toEqual([2, 5]);

    const refused = await began("read", 3);
    refused.bench.farEnd.script("a~", "ok", "bad");
    refused.bench.start();
    await refused.bench.pass(120_000);
    expect([(await refused.step())?.status, refused.bench.farEnd.to("a~").length]).toEqual(["failed", 2]);
  });

  test("is cancelled, and let go by a server that stops, while it waits to ask again", async () => {
    const slow = { retry: { maxAttempts: 2, backoffSeconds: 100 } };
    const cancelled = await began("read", 3, undefined, slow);
    cancelled.bench.farEnd.script("a~", "ok", "broken");
    cancelled.bench.start();
    await cancelled.bench.pass(5_000);
    await cancelled.bench.cancel(cancelled.runId);
    await cancelled.bench.pass(10);
    expect((await cancelled.step())?.status).toBe("cancelled");

    const stopped = await began("read", 3, undefined, slow);
    stopped.bench.farEnd.script("a~", "ok", "broken");
    const life = stopped.bench.start();
    await stopped.bench.pass(5_000);
    const gone = life.worker.stop(10_000);
    await stopped.bench.pass(1_000);
    await gone;
    expect(await stopped.step()).toMatchObject({ status: "waiting" });
  });

  test("begins anew after the death of its server, and what it had read is read again", async () => {
    const { bench, step } = await began("read", 3);
    bench.farEnd.script("a~", "ok", "lagging", "ok");
    const first = bench.start();
    await bench.pass(1_000);
    first.crash();
    bench.kept.voidLeases();
    bench.start();
    await bench.pass(60_000);
    expect(await step()).toMatchObject({ status: "succeeded", attempts: 2 });
    expect([bench.farEnd.to("a").length, bench.farEnd.to("a~").length]).toEqual([2, 5]);
  });

  test("is given up by a server that stops, without the loss of an attempt", async () => {
    const { bench, step } = await began("read", 3, 2, { retry: { maxAttempts: 1 } });
    const life = bench.start();
    await bench.pass(1_000);
    const stopped = life.worker.stop(10_000);
    await bench.pass(1_000);
    await stopped;
    expect(await step()).toMatchObject({ status: "waiting", attempts: 0 });
    bench.start();
    await bench.pass(300_000);
    expect(await step()).toMatchObject({ status: "succeeded", attempts: 1 });
  });

  test.each(["read", "create"] as const)("of effect %s is cancelled between two of them", async (type) => {
    const { bench, runId, step } = await began(type, 5, 2);
    bench.start();
    await bench.pass(5_000);
    await bench.cancel(runId);
    await bench.pass(10);
    expect([(await bench.state(runId)).status, (await step())?.status]).toEqual(["cancelled", "cancelled"]);
    await bench.pass(200_000);
    expect(bench.farEnd.arrivals).toHaveLength(2);
  });

  test("is cancelled while one of them is in flight", async () => {
    const { bench, runId, step } = await began("create", 5);
    bench.farEnd.script("a~", "slow");
    bench.start();
    await bench.pass(5_000);
    await bench.cancel(runId);
    await bench.pass(10);
    expect([(await bench.state(runId)).status, (await step())?.status]).toEqual(["cancelled", "cancelled"]);
  });
});

test("a ticket is not held by a step that waits for something else before its first call", async () => {
  const bench = new Bench();
  bench.secrets.set(credential, token(1));
  const patient: NodeRunner = {
    type: "put",
    run: async (_params, { http }) => {
      await new Promise<void>((resolve) => void bench.clock.after(20_000, resolve));
      await http({ method: "POST", url: "https://far.example/patient", headers: {} });
      return { kind: "done", output: null };
    },
  };
  await bench.accept(graph("in:trigger a:put", "in>a", { a: { credential } }));
  bench.start({ parts: { runners: new Map([...tinyRunners, ["put", patient]]) } });
  await bench.pass(2_000);
  await bench.accept(graph("in:trigger b:create", "in>b", { b: { credential } }));
  await bench.pass(5_000);
  expect(bench.farEnd.arrivals.map(({ key }) => key)).toEqual(["b"]);
  await bench.pass(120_000);
  expect(bench.farEnd.arrivals.map(({ key }) => key)).toEqual(["b", "patient"]);
});

test("an id that a step before knows as another thing's is not sent", async () => {
  const id = (digit: string) => digit.repeat(24);
  const [read, create] = [runnableCatalogue.get("read"), runnableCatalogue.get("create")];
  if (!read || !create) throw new Error("the tiny world has changed");
  const title = { en: "", uk: "", ru: "" };
  const catalogue = new Map(runnableCatalogue)
    .set("read", { ...read, ids: { "said.id": { idKind: "account" }, "said.person": { idKind: "person" } } })
    .set("create", { ...create, params: [{ name: "person_id", kind: "id", idKind: "person", title }] });
  const bench = new Bench();
  const of = (path: string) =>
    bench.accept(
      graph("in:trigger find:read add:create", "in>find find>add", {
        find: { params: { say: { id: id("a"), person: id("b") } } },
        add: { params: { person_id: `{{ steps.find.said.${path} | trim }}` } },
      }),
    );
  const [wrong, right] = [await of("id"), await of("person")];
  bench.start({ parts: { catalogue } });
  await bench.pass(10_000);
  expect((await bench.state(wrong)).error).toMatchObject({
    code: "id.wrongKind",
    nodeId: "add",
    param: "person_id",
    values: { value: id("a"), found: "account", idKind: "person", fits: "said.person" },
  });
  expect((await bench.state(right)).status).toBe("succeeded");
  expect(bench.farEnd.to("add")).toHaveLength(1);
});

describe("a create that reads first", () => {
  test.each<Manner>(["broken", "cut", "slow", "later", "refused"])(
    "has sent nothing and is no doubt when that fails (%s), and is tried again",
    async (manner) => {
      const { bench, step } = await began("create", 1, undefined, { timeoutSeconds: 5 });
      bench.farEnd.script("a~", manner, manner, "ok");
      bench.start();
      await bench.pass(60_000);
      expect(await step()).toMatchObject({ status: "succeeded", attempts: 3 });
      expect(bench.farEnd.to("a")).toHaveLength(1);
    },
  );

  test.each<Manner>(["broken", "cut", "slow"])("fails in the end, without a call and a doubt (%s)", async (manner) => {
    const { bench, runId, step } = await began("create", 1, undefined, { timeoutSeconds: 5 });
    bench.farEnd.script("a~", manner);
    bench.start();
    await bench.pass(120_000);
    expect(await step()).toMatchObject({ status: "failed", attempts: 3, input: { reads: 1 } });
    expect([(await bench.state(runId)).status, bench.farEnd.to("a"), bench.farEnd.to("a~").length]).toEqual([
      "failed",
      [],
      3,
    ]);
  });

  test("is in doubt when its own call is cut off, as ever", async () => {
    const { bench, step } = await began("create", 2);
    bench.farEnd.script("a", "cut");
    bench.start();
    await bench.pass(60_000);
    expect((await step())?.status).toBe("unknown");
  });

  test("that a person has sent again reads anew, tells how far it is, and has its intent before its call", async () => {
    const { bench, runId, step } = await began("create", 2);
    bench.farEnd.script("a", "cut", "ok");
    bench.farEnd.script("a~", "ok", "ok", "lagging", "ok");
    bench.start();
    await bench.pass(1_000);
    await bench.resolve(runId, "a", "retry");
    await bench.pass(60_000);
    const story = await bench.story(runId);
    expect(story.slice(story.indexOf("resolved a"), -1)).toEqual([
      "resolved a",
      "progressed a",
      "started a",
      "succeeded a",
    ]);
    expect([(await step())?.attempts, bench.farEnd.to("a").length, bench.farEnd.to("a~").length]).toEqual([2, 2, 4]);
  });

  test("has done nothing where its server dies before its own call", async () => {
    const { bench, step } = await began("create", 2);
    bench.start({ crash: { at: "call", number: 2, when: "after" } });
    await bench.pass(1_000);
    bench.kept.voidLeases();
    bench.start();
    await bench.pass(60_000);
    expect((await step())?.status).toBe("succeeded");
    expect(bench.farEnd.to("a")).toHaveLength(1);
  });

  test("waits in place for the ticket of its own call", async () => {
    const { bench, step } = await began("create", 1, 1);
    bench.start();
    await bench.pass(30_000);
    expect(await step()).toMatchObject({ waitingFor: "limit", attempts: 0 });
    await bench.pass(60_000);
    expect([(await step())?.status, bench.farEnd.to("a~").length, bench.farEnd.to("a").length]).toEqual([
      "succeeded",
      1,
      1,
    ]);
  });
});
