import { describe, expect, test } from "vitest";
import { Bench, token } from "../testing/bench.js";
import type { Manner } from "../testing/far-end.js";
import { graph } from "../testing/tiny-world.js";

const one = graph("in:trigger send:post after:set", "in>send send>after", { send: { params: { say: "hello" } } });

async function doubtful(...manners: Manner[]) {
  const bench = new Bench();
  bench.farEnd.script("send", ...manners);
  const runId = await bench.accept(one);
  const life = bench.start();
  await bench.pass(1_000);
  return { bench, runId, life };
}
const looks = (bench: Bench) => bench.farEnd.to("entries?").length;

describe("a step that nobody knows the outcome of", () => {
  test("is settled by the one entry that it must have made, and the run goes on by itself", async () => {
    const { bench, runId, life } = await doubtful("cut");
    expect([(await bench.state(runId)).status, life.worker.holding]).toEqual(["needs_attention", 0]);
    await bench.pass(6_000);
    const { status, steps } = await bench.state(runId);
    expect([status, steps.get("send")?.status, steps.get("send")?.output]).toEqual([
      "succeeded",
      "succeeded",
      { found: "entry 0" },
    ]);
    const resolved = (await bench.log(runId)).find(({ type }) => type === "step.resolved");
    expect(resolved).toMatchObject({ as: "done", by: "check", match: "entry 0" });
    expect([bench.farEnd.to("send").length, steps.get("send")?.attempts]).toEqual([1, 1]);
  });

  test("is looked for three times with growing pauses, and stays when nothing is there", async () => {
    const bench = new Bench();
    const cut = { kind: "cutOff" as const, error: { code: "request.cutOff" as const, values: {} } };
    // The connection breaks before anything is done.
    const send = bench.farEnd.send.bind(bench.farEnd);
    bench.farEnd.send = (call) =>
      call.url.endsWith("/send") && call.beforeWrite() ? Promise.resolve(cut) : send(call);
    const runId = await bench.accept(one);
    const life = bench.start();
    await bench.pass(4_000);
    expect(looks(bench)).toBe(0);
    const since = (await bench.state(runId)).steps.get("send")?.doubt?.since;
    await bench.pass(3_000);
    expect(looks(bench)).toBe(1);
    await bench.pass(27_000);
    expect(looks(bench)).toBe(1);
    await bench.pass(6_000);
    expect(looks(bench)).toBe(2);
    await bench.pass(LONG);
    expect([looks(bench), (await bench.state(runId)).status, life.worker.holding]).toEqual([3, "needs_attention", 0]);
    expect(await bench.kept.due(bench.clock.now(), 10)).toEqual([]);
    expect((await bench.state(runId)).steps.get("send")).toMatchObject({
      status: "unknown",
      found: [],
      doubt: { checks: 3, since },
    });
  });

  test("is settled by what arrives late", async () => {
    const { bench, runId } = await doubtful("stray");
    await bench.pass(15_000);
    expect((await bench.state(runId)).status).toBe("needs_attention");
    await bench.pass(30_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
  });

  test("is looked for after the death of its server as well, as often as before", async () => {
    const { bench, runId, life } = await doubtful("cut");
    life.crash();
    await bench.pass(60_000);
    bench.kept.voidLeases();
    bench.start();
    await bench.pass(4_000);
    expect([(await bench.state(runId)).status, looks(bench)]).toEqual(["succeeded", 1]);
  });

  test("found at a recovery is looked for, too", async () => {
    const bench = new Bench();
    const runId = await bench.accept(one);
    bench.start({ crash: { at: "call", number: 1, when: "after" } });
    await bench.pass(1_000);
    bench.kept.voidLeases();
    bench.start();
    await bench.pass(2_000);
    expect((await bench.state(runId)).status).toBe("needs_attention");
    await bench.pass(6_000);
    expect([(await bench.state(runId)).status, bench.farEnd.to("send").length]).toEqual(["succeeded", 1]);
  });

  test("says why nobody could look", async () => {
    const bench = new Bench();
    bench.farEnd.script("entries?", "bad");
    bench.farEnd.script("send", "cut");
    const runId = await bench.accept(one);
    bench.start();
    await bench.pass(10_000);
    expect((await bench.state(runId)).steps.get("send")).toMatchObject({
      status: "unknown",
      doubt: { checks: 1, error: { code: "service.rejected" } },
    });
  });

  test("is left to the person who speaks first", async () => {
    const { bench, runId } = await doubtful("cut", "ok");
    bench.farEnd.script("entries?", "lagging");
    await bench.pass(6_000);
    await bench.resolve(runId, "send", "fail");
    await bench.pass(60_000);
    const story = await bench.story(runId);
    expect(story.filter((word) => /resolved|checked/.test(word))).toEqual(["resolved send"]);
    expect((await bench.state(runId)).status).toBe("failed");
  });

  test("is not looked for any more once its run was cancelled", async () => {
    const { bench, runId, life } = await doubtful("cut");
    await bench.cancel(runId);
    await bench.pass(LONG);
    const { status, steps } = await bench.state(runId);
    expect([status, steps.get("send")?.status, looks(bench), life.worker.holding]).toEqual([
      "cancelled",
      "unknown",
      0,
      0,
    ]);
  });

  test("keeps no other branch waiting while somebody looks", async () => {
    const bench = new Bench();
    bench.farEnd.script("send", "cut");
    bench.farEnd.script("entries?", "slow");
    const both = graph("in:trigger send:post nap:sleep after:set", "in>send in>nap nap>after", {
      send: { params: { say: "hello" } },
      nap: { params: { for: "time", ms: 6_000 } },
    });
    const runId = await bench.accept(both);
    bench.start();
    await bench.pass(7_000);
    expect((await bench.state(runId)).steps.get("after")?.status).toBe("succeeded");
  });
});

const LONG = 3_600_000;

/** A person says something to the same service, by hand. */
const byHand = (bench: Bench, text: string) =>
  bench.farEnd.send({
    method: "POST",
    url: "https://far.example/hand",
    headers: {},
    body: JSON.stringify(text),
    timeoutMs: 1_000,
    fresh: false,
    allowedHosts: undefined,
    cancellation: { requested: false, onRequest: () => () => {} },
    beforeWrite: () => true,
  });

describe("what is found at the service", () => {
  test("is shown to a person where two entries could be it", async () => {
    const { bench, runId } = await doubtful("cut");
    await byHand(bench, "hello");
    await bench.pass(LONG);
    const { status, steps } = await bench.state(runId);
    expect([status, steps.get("send")?.status, steps.get("send")?.found]).toEqual([
      "needs_attention",
      "unknown",
      ["entry 0", "entry 1"],
    ]);
  });

  test("from before the intent settles nothing", async () => {
    const bench = new Bench();
    await byHand(bench, "hello");
    await bench.pass(1_000);
    bench.farEnd.script("send", "lost");
    const runId = await bench.accept(one);
    bench.start();
    await bench.pass(LONG);
    expect((await bench.state(runId)).steps.get("send")).toMatchObject({ status: "unknown", found: [] });
  });

  test("of a first sending settles nothing of the second", async () => {
    const { bench, runId } = await doubtful("cut", "lost");
    await bench.resolve(runId, "send", "retry");
    await bench.pass(LONG);
    expect((await bench.state(runId)).steps.get("send")).toMatchObject({ status: "unknown", found: [] });
    expect(bench.farEnd.to("send").map(({ effect }) => effect)).toEqual([true, false]);
  });

  test("by a look that began before a person had it sent again settles nothing", async () => {
    const { bench, runId } = await doubtful("cut", "lost");
    bench.farEnd.script("entries?", "lagging");
    await bench.pass(6_000);
    expect(looks(bench)).toBe(1);
    await bench.resolve(runId, "send", "retry");
    await bench.pass(LONG);
    expect((await bench.state(runId)).steps.get("send")).toMatchObject({ status: "unknown", found: [] });
  });
});

describe("two steps that said the same", () => {
  test("of two runs at the same time: nobody can tell whose entry it is, even when only one arrived", async () => {
    const bench = new Bench();
    bench.farEnd.script("send", "cut", "ok");
    const [a, b] = [await bench.accept(one), await bench.accept(one)];
    bench.start();
    await bench.pass(300_000);
    const statuses = [(await bench.state(a)).status, (await bench.state(b)).status];
    expect(statuses.sort()).toEqual(["needs_attention", "succeeded"]);
    expect(bench.farEnd.to("send")).toHaveLength(2);
  });

  test("both unknown, both arrived: both are left to people, who see both entries", async () => {
    const bench = new Bench();
    bench.farEnd.script("send", "cut");
    const [a, b] = [await bench.accept(one), await bench.accept(one)];
    bench.start();
    await bench.pass(300_000);
    for (const run of [a, b])
      expect((await bench.state(run)).steps.get("send")).toMatchObject({
        status: "unknown",
        found: ["entry 0", "entry 1"],
      });
  });

  test("long one after the other: each is settled by its own", async () => {
    const bench = new Bench();
    bench.farEnd.script("send", "cut");
    bench.start();
    const runs: string[] = [];
    for (let turn = 0; turn < 2; turn++) {
      runs.push(await bench.accept(one));
      await bench.pass(600_000);
    }
    for (const run of runs) expect((await bench.state(run)).status).toBe("succeeded");
  });
});

describe("in a loop", () => {
  const loop = (say: string) =>
    graph("in:trigger all:each send:post after:set", "in>all all-item>send all-done>after", {
      all: { params: { items: Array.from({ length: 100 }, (_, index) => index), concurrency: 10 } },
      send: { parent: "all", params: { say }, credential: "cred" },
    });

  test("a hundred doubts settle by themselves, through the limiter", async () => {
    const bench = new Bench();
    bench.secrets.set("cred", token(50));
    for (let index = 0; index < 100; index++) bench.farEnd.script(`send[${index}]`, "cut");
    const runId = await bench.accept(loop("to {{ item }}"));
    const life = bench.start();
    await bench.pass(900_000);
    const { status, steps } = await bench.state(runId);
    expect([status, steps.get("all")?.loop?.succeeded, life.worker.holding]).toEqual(["succeeded", 100, 0]);
    const effects = bench.farEnd.arrivals.filter(({ key }) => key.startsWith("send"));
    expect(effects).toHaveLength(100);
    const times = bench.farEnd.arrivals.map(({ at }) => at);
    expect(times.filter((at, index) => index >= 50 && at - (times[index - 50] ?? 0) < 60_000)).toEqual([]);
  });

  test("a hundred doubts that nobody can tell apart wait for people, item by item", async () => {
    const bench = new Bench();
    bench.secrets.set("cred", token());
    for (let index = 0; index < 100; index++) bench.farEnd.script(`send[${index}]`, "cut");
    const runId = await bench.accept(loop("the same"));
    bench.start();
    await bench.pass(400_000);
    const unknown = async () =>
      [...(await bench.state(runId)).steps.values()].filter((step) => step.status === "unknown");
    expect([(await bench.state(runId)).status, (await unknown()).length]).toEqual(["needs_attention", 100]);
    await bench.resolve(runId, "send[12]", "done");
    await bench.pass(5_000);
    expect([(await bench.state(runId)).status, (await unknown()).length]).toEqual(["needs_attention", 99]);
    for (const { key } of await unknown()) await bench.resolve(runId, key, key === "send[13]" ? "retry" : "done");
    bench.farEnd.script("send[13]", "ok");
    await bench.pass(60_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
    expect(bench.farEnd.to("send[13]")).toHaveLength(2);
  });
});
