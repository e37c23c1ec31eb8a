import { describe, expect, test } from "vitest";
import { Bench, token } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";
import { PARKED_AT } from "../ports.js";

const loop = (count: number, credential?: string) =>
  graph("in:trigger each:each s:create", "in>each each-item>s", {
    each: { params: { items: Array.from({ length: count }, (_, index) => index), concurrency: 10 } },
    s: { parent: "each", ...(credential !== undefined && { credential }) },
  });

describe("a workflow that was stopped", () => {
  test("sends nothing more but what is in flight, and each call arrives once after it goes on", async () => {
    const bench = new Bench();
    for (let index = 0; index < 60; index++) bench.farEnd.script(`s[${index}]`, "lagging");
    const runId = await bench.accept(loop(60));
    const life = bench.start();
    await bench.pass(12_000);
    const before = bench.farEnd.arrivals.length;
    bench.brakes.stop("wf");
    await bench.pass(600_000);
    expect([before, bench.farEnd.arrivals.length, life.worker.holding]).toEqual([30, 30, 0]);
    expect((await bench.state(runId)).status).toBe("running");
    bench.brakes.release("wf");
    await bench.kept.unpark({ workspaceId: "ws", workflowId: "wf" });
    await bench.pass(60_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
    expect(new Set(bench.farEnd.arrivals.map(({ key }) => key)).size).toBe(60);
    expect(bench.farEnd.arrivals).toHaveLength(60);
  });

  test("keeps back a call that is not written yet, until it goes on", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "distant");
    const runId = await bench.accept(graph("in:trigger a:create", "in>a"));
    bench.start();
    await bench.pass(200);
    bench.brakes.stop("wf");
    await bench.pass(60_000);
    expect(bench.farEnd.arrivals).toEqual([]);
    bench.brakes.release("wf");
    await bench.kept.unpark({ workspaceId: "ws" });
    await bench.pass(5_000);
    expect([(await bench.state(runId)).status, bench.farEnd.arrivals.length]).toEqual(["succeeded", 1]);
  });

  test("accepts runs and keeps them, of other workflows it stops none", async () => {
    const bench = new Bench();
    const life = bench.start();
    bench.brakes.stop("wf");
    const document = graph("in:trigger a:create", "in>a");
    const run = bench.newRun(document);
    const told: string[] = [];
    bench.feed.listen({ workflowId: "wf" }, ({ runId, status }) => told.push(`${runId} ${status}`));
    const other = { ...bench.newRun(document), workflowId: "other" };
    expect(await life.worker.begin(run, document)).toEqual({ runId: run.id, duplicate: false });
    expect(told).toEqual([`${run.id} queued`]);
    await life.worker.begin(other, document);
    await bench.pass(60_000);
    expect([(await bench.state(run.id)).status, (await bench.state(other.id)).status]).toEqual(["queued", "succeeded"]);
    expect(await bench.kept.due(PARKED_AT - 1, 10)).toEqual([]);
    bench.brakes.release("wf");
    expect(await bench.kept.unpark({ workspaceId: "ws" })).toBe(1);
    await bench.pass(2_000);
    expect((await bench.state(run.id)).status).toBe("succeeded");
  });

  test("is parked only where it would go on: a cancel is heard, a wait goes on waiting", async () => {
    const bench = new Bench();
    const life = bench.start();
    const sleeping = await bench.accept(
      graph("in:trigger wait:sleep b:create", "in>wait wait>b", { wait: { params: { ms: 60_000 } } }),
    );
    const cancelled = await bench.accept(loop(30));
    await bench.pass(10);
    bench.brakes.stop("ws");
    await bench.pass(120_000);
    await bench.cancel(cancelled);
    await bench.pass(1_000);
    expect((await bench.state(cancelled)).status).toBe("cancelled");
    expect((await bench.state(sleeping)).steps.get("b")?.status ?? "pending").toBe("pending");
    expect(life.worker.holding).toBe(0);
    bench.brakes.release("ws");
    await bench.kept.unpark({ workspaceId: "ws" });
    await bench.pass(3_600_000);
    expect((await bench.state(sleeping)).status).toBe("succeeded");
  });

  test("stays so over the death of the server, and takes no ticket from those who may go", async () => {
    const bench = new Bench();
    bench.secrets.set("cred", token(2));
    await bench.accept(loop(8, "cred"));
    const life = bench.start();
    await bench.pass(5_000);
    expect(bench.farEnd.arrivals).toHaveLength(2);
    bench.brakes.stop("wf");
    await bench.pass(10);
    life.crash();
    bench.kept.voidLeases();
    bench.start();
    const document = graph("in:trigger o:create", "in>o", { o: { credential: "cred" } });
    await bench.kept.create({ ...bench.newRun(document), workflowId: "other" });
    await bench.pass(90_000);
    expect(bench.farEnd.arrivals.map(({ key }) => key).slice(2)).toEqual(["o"]);
    bench.brakes.release("wf");
    await bench.kept.unpark({ workspaceId: "ws" });
    await bench.pass(600_000);
    expect(new Set(bench.farEnd.arrivals.map(({ key }) => key)).size).toBe(9);
    expect(bench.farEnd.arrivals).toHaveLength(9);
  });

  test("goes on at once when it is resumed before its last call has ended", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "lagging");
    const runId = await bench.accept(graph("in:trigger a:create b:create", "in>a a>b"));
    bench.start();
    await bench.pass(3_000);
    bench.brakes.stop("wf");
    await bench.pass(1_000);
    bench.brakes.release("wf");
    await bench.pass(5_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
  });
});

test("a worker that is told of very many runs says when it has enough in mind, and when it has room again", async () => {
  const bench = new Bench();
  bench.start();
  let told = 0;
  for (; !bench.wakeups.full && told < 5_000; told++) bench.wakeups.nudge(`none ${told}`, "waits");
  expect(told).toBeLessThan(2_000);
  await bench.pass(1_000);
  expect(bench.wakeups.full).toBe(false);
});
