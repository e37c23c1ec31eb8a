import { describe, expect, test } from "vitest";
import type { RunStore } from "../ports.js";
import { Bench } from "../testing/bench.js";
import { tinyRunners } from "../testing/tiny-runners.js";
import type { StepOutcome } from "../run/outcome.js";
import { graph } from "../testing/tiny-world.js";

const document = graph("in:trigger a:create b:read", "in>a a>b");
const settings = { sweepMs: 10_000, leaseMs: 20_000, renewMs: 8_000 };

describe("a worker that makes a run", () => {
  test("drives it at once, with no claim of its own and before any sweep", async () => {
    const bench = new Bench();
    const { worker } = bench.start(settings);
    await bench.pass();
    const run = bench.newRun(document);
    expect(await worker.begin(run, document)).toMatchObject({ duplicate: false, claim: { fence: 1 } });
    expect(worker.holding).toBe(1);
    await bench.pass(1_000);
    expect(bench.farEnd.arrivals.map(({ key }) => key)).toEqual(["a", "b"]);
    expect((await bench.state(run.id)).status).toBe("succeeded");
    expect(worker.holding).toBe(0);
  });

  test("leaves it to others when it holds as many as it may", async () => {
    const bench = new Bench();
    const { worker } = bench.start({ ...settings, most: 1 });
    await bench.pass();
    bench.farEnd.script("a", "lagging");
    const [first, second] = [bench.newRun(document), bench.newRun(document)];
    await worker.begin(first, document);
    expect((await worker.begin(second, document)).claim).toBeUndefined();
    await bench.pass(60_000);
    expect((await bench.state(first.id)).status).toBe("succeeded");
    expect((await bench.state(second.id)).status).toBe("succeeded");
    expect(bench.farEnd.arrivals).toHaveLength(4);
  });

  test("does not drive the run that a repeated key found", async () => {
    const bench = new Bench();
    const { worker } = bench.start(settings);
    await bench.pass();
    const first = { ...bench.newRun(document), dedupeKey: "1042" };
    const again = { ...bench.newRun(document), dedupeKey: "1042" };
    await worker.begin(first, document);
    expect(await worker.begin(again, document)).toEqual({ runId: first.id, duplicate: true });
    await bench.pass(60_000);
    expect(bench.farEnd.arrivals).toHaveLength(2);
    expect(worker.holding).toBe(0);
  });

  test("that dies before its first append loses nothing: the next server takes it", async () => {
    const bench = new Bench();
    const first = bench.start({ ...settings, crash: { at: "append", number: 1, when: "before" } });
    await bench.pass();
    const run = bench.newRun(document);
    await first.worker.begin(run, document);
    await bench.pass(1_000);
    expect(first.alive).toBe(false);
    bench.start(settings);
    await bench.pass(60_000);
    expect((await bench.state(run.id)).status).toBe("succeeded");
    expect(bench.farEnd.arrivals.map(({ key }) => key)).toEqual(["a", "b"]);
  });

  test("takes part in the stop: a run made at the last moment is let go, not forgotten", async () => {
    const bench = new Bench();
    const { worker } = bench.start(settings);
    await bench.pass();
    const run = bench.newRun(document);
    const begun = worker.begin(run, document);
    const stopped = worker.stop(5_000);
    await begun;
    await bench.pass(10);
    await stopped;
    expect(await bench.store.due(bench.clock.now(), 10)).toEqual([run.id]);
    expect(bench.farEnd.arrivals).toEqual([]);
  });

  test("stores a run that needs no call in one write, with all its steps", async () => {
    const bench = new Bench();
    const { worker, count } = bench.start(settings);
    await bench.pass();
    const pure = graph("in:trigger a:set b:set", "in>a a>b", { b: { params: { say: "{{ steps.a }}!" } } });
    const run = bench.newRun(pure);
    const { state } = await worker.begin(run, pure);
    expect(state?.status).toBe("succeeded");
    expect(state).toEqual(await bench.state(run.id));
    expect(count).toEqual({ create: 1, append: 0, call: 0, once: 0 });
    await bench.pass(1_000);
    expect(worker.holding).toBe(0);
  });

  test.each(["read", "put", "create"])("calls nobody for a %s before the run is stored", async (kind) => {
    const bench = new Bench();
    const one = graph(`in:trigger a:${kind}`, "in>a");
    const life = bench.start({ ...settings, crash: { at: "create", number: 1, when: "before" } });
    await bench.pass();
    void life.worker.begin(bench.newRun(one), one);
    await bench.pass(60_000);
    expect(bench.farEnd.arrivals).toEqual([]);
  });

  test.each(["read", "put", "create"])("calls nobody for a %s while its run waits to be stored", async (kind) => {
    const bench = new Bench();
    bench.turnMs = 400;
    const one = graph(`in:trigger a:${kind}`, "in>a");
    const { worker } = bench.start(settings);
    await bench.pass();
    void worker.begin(bench.newRun(one), one);
    await bench.pass(399);
    expect(bench.farEnd.arrivals).toEqual([]);
    await bench.pass(2_000);
    expect(bench.farEnd.arrivals).toHaveLength(1);
  });

  test.each([
    ["", "in:trigger b:if", "in>b", ["run.created"]],
    [" behind another", "in:trigger a:set b:if", "in>a a>b", ["run.created", "succeeded a"]],
  ])("does not keep its maker waiting for a step%s that computes elsewhere", async (_, nodes, links, story) => {
    const bench = new Bench();
    let done = () => {};
    const computed = new Promise<StepOutcome>((resolve) => {
      done = () => resolve({ kind: "done", output: "computed", port: "true" });
    });
    const runners = new Map(tinyRunners).set("if", { type: "if", run: () => computed });
    const { worker } = bench.start({ ...settings, parts: { runners } });
    await bench.pass();
    const document = graph(nodes, links);
    const run = bench.newRun(document);
    let told: string | undefined;
    void worker.begin(run, document).then(({ runId }) => (told = runId));
    await bench.pass();
    expect([told, await bench.story(run.id)]).toEqual([run.id, story]);
    done();
    await bench.pass(1_000);
    expect([(await bench.state(run.id)).status, worker.holding]).toEqual(["succeeded", 0]);
  });

  test("tells its maker when it cannot be stored, and holds nothing", async () => {
    const bench = new Bench();
    const store: RunStore = Object.create(bench.store, {
      create: { value: () => Promise.reject(new Error("the disk is full")) },
    });
    const { worker } = bench.start({ ...settings, parts: { store } });
    await bench.pass();
    await expect(worker.begin(bench.newRun(document), document)).rejects.toThrow("the disk is full");
    await bench.pass(60_000);
    expect(worker.holding).toBe(0);
    expect(bench.farEnd.arrivals).toEqual([]);
  });

  test("is kept at once where a fault of our own comes before its first write", async () => {
    const bench = new Bench();
    const workspaces = { scope: () => Promise.reject(new Error("a fault of our own")) };
    const { worker } = bench.start({ ...settings, parts: { workspaces } });
    await bench.pass();
    const run = bench.newRun(document);
    const begun = worker.begin(run, document);
    await bench.pass(10);
    expect(await begun).toMatchObject({ runId: run.id, duplicate: false });
    expect((await bench.log(run.id))[0]?.type).toBe("run.created");
  });
});
