import { describe, expect, test } from "@jest/globals";
import { Bench } from "../testing/bench.js";
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
});
