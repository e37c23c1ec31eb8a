import { describe, expect, test } from "vitest";
import { Bench, token } from "../testing/bench.js";
import type { RunStore } from "../ports.js";
import { graph } from "../testing/tiny-world.js";
import type { Manner } from "../testing/far-end.js";

/** Cancels so long after the start, and looks at once and much later. */
async function cancelled(type: string, manner: Manner, extra: object = {}, after = 1_000) {
  const bench = new Bench();
  bench.secrets.set("cred", token(1));
  bench.farEnd.script("a", manner);
  const runId = await bench.accept(graph(`in:trigger a:${type} b:create`, "in>a a>b", { a: extra }));
  bench.start();
  await bench.pass(after);
  await bench.cancel(runId);
  await bench.pass(100);
  const soon = await bench.state(runId);
  await bench.pass(120_000);
  return { bench, soon, state: await bench.state(runId) };
}

/** What a read of the log answers comes so many turns later. */
function lateBy(bench: Bench, turns: number): RunStore["eventsAfter"] {
  return async (...args) => {
    for (let turn = 0; turn < turns * 10; turn++) await Promise.resolve();
    return bench.kept.eventsAfter(...args);
  };
}

describe("a cancel", () => {
  test("aborts a read in flight, which is cancelled and not tried again", async () => {
    const { soon, bench } = await cancelled("read", "slow", { retry: { maxAttempts: 1 } });
    expect([soon.status, soon.steps.get("a")?.status, soon.steps.get("b")?.status]).toEqual([
      "cancelled",
      "cancelled",
      "cancelled",
    ]);
    expect(bench.farEnd.arrivals).toHaveLength(1);
  });

  test.each([
    ["create", "lagging", "succeeded"],
    ["put", "lagging", "succeeded"],
    ["create", "slow", "unknown"],
  ] as const)("lets a %s in flight (%s) end and logs it as %s", async (type, manner, status) => {
    const { soon, state, bench } = await cancelled(type, manner);
    expect([soon.finishedAt, soon.steps.get("b")?.status]).toEqual([undefined, "cancelled"]);
    expect([state.status, state.steps.get("a")?.status]).toEqual(["cancelled", status]);
    expect(bench.farEnd.arrivals).toHaveLength(1);
  });

  test("ends a run that waits for its next attempt at once", async () => {
    const { soon } = await cancelled("read", "later", { retry: { backoffSeconds: 100 } });
    expect([soon.status, soon.steps.get("a")?.status]).toEqual(["cancelled", "cancelled"]);
  });

  test("looks into no doubt while a call in flight ends: broken off, the look would be begun again until then", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "cut");
    bench.farEnd.script("b", "slow");
    const runId = await bench.accept(
      graph("in:trigger a:post b:create", "in>a in>b", { a: { params: { say: "hello" } }, b: { timeoutSeconds: 60 } }),
    );
    let asked = 0;
    const facts = { timezone: "UTC", publicUrl: "https://x", vars: {}, fields: {} };
    // A server takes breath between such looks; time stands here, and without an end this test would not fail but hang.
    const scope = () => (++asked > 100 ? Promise.reject(new Error("asked too often")) : Promise.resolve(facts));
    bench.start({ parts: { workspaces: { scope } } });
    await bench.pass(1_000);
    await bench.cancel(runId);
    const before = asked;
    await bench.pass(120_000);
    const { status, steps } = await bench.state(runId);
    expect([status, steps.get("a")?.status, steps.get("b")?.status]).toEqual(["cancelled", "unknown", "unknown"]);
    expect([bench.farEnd.to("entries?").length, asked - before]).toEqual([0, 0]);
  });

  test("ends a run that waits for a ticket at once, and the ticket goes to others", async () => {
    const bench = new Bench();
    const credential = "cred";
    bench.secrets.set(credential, token(1));
    const document = graph("in:trigger a:create", "in>a", { a: { credential } });
    const runs = [await bench.accept(document), await bench.accept(document), await bench.accept(document)];
    bench.start();
    await bench.pass(1_000);
    await bench.cancel(runs[1] ?? "");
    await bench.pass(100);
    expect((await bench.state(runs[1] ?? "")).status).toBe("cancelled");
    await bench.pass(130_000);
    expect((await bench.state(runs[2] ?? "")).status).toBe("succeeded");
    expect(bench.farEnd.arrivals).toHaveLength(2);
  });

  test("of fifty runs that wait for a ticket holds up nobody behind them", async () => {
    const bench = new Bench();
    const credential = "cred";
    bench.secrets.set(credential, token(1));
    const document = graph("in:trigger a:create", "in>a", { a: { credential } });
    await bench.accept(document);
    bench.start();
    await bench.pass(1_000);
    const waiting = await Promise.all(Array.from({ length: 50 }, () => bench.accept(document)));
    await bench.pass(3_000);
    const late = await bench.accept(document);
    await bench.pass(3_000);
    expect((await bench.state(late)).status).toBe("waiting");
    for (const runId of waiting) await bench.cancel(runId);
    await bench.pass(55_000);
    expect((await bench.state(late)).status).toBe("succeeded");
    expect(bench.farEnd.arrivals).toHaveLength(2);
  });

  test("before anything began starts nothing", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:create", "in>a"));
    await bench.cancel(runId);
    bench.start();
    await bench.pass(1_000);
    expect([(await bench.state(runId)).status, bench.farEnd.arrivals]).toEqual(["cancelled", []]);
  });

  test.each(["create", "put", "read"])("keeps back a %s that is not written yet", async (type) => {
    const { state, bench } = await cancelled(type, "distant", {}, 200);
    expect([state.status, state.steps.get("a")?.status]).toEqual(["cancelled", "cancelled"]);
    expect(bench.farEnd.arrivals).toEqual([]);
  });

  test.each([0, 1])(
    "that was acknowledged is followed by no call, whenever it comes (%i turns behind)",
    async (late) => {
      let kept = 0;
      for (let moment = 0; moment < 120; moment++) {
        const bench = new Bench();
        // Others are slow to be read: the disk is busy with something else.
        bench.store = { ...bench.storeWith((...args) => bench.kept.append(...args)), eventsAfter: lateBy(bench, late) };
        const document = graph("in:trigger a:create b:put c:create d:create", "in>a in>b a>c b>d");
        const runId = await bench.accept(document);
        bench.start();
        for (let turn = 0; turn < moment; turn++) await Promise.resolve();
        await bench.cancel(runId);
        const before = bench.farEnd.arrivals.length;
        await bench.pass(20_000);
        expect(bench.farEnd.arrivals).toHaveLength(before);
        const state = await bench.state(runId);
        expect(state.finishedAt).toBeDefined();
        expect([...state.steps.values()].filter(({ status }) => status === "unknown")).toEqual([]);
        if (state.status === "cancelled" && before < 4) kept += 1;
      }
      expect(kept).toBeGreaterThan(0);
    },
  );

  test("that comes at any moment while a step begins leaves no step begun before what it rests on", async () => {
    let begun = 0;
    for (let moment = 0; moment < 80; moment++) {
      const bench = new Bench();
      bench.secrets.set("cred", token(1));
      bench.farEnd.script("a", "cut");
      const document = graph("in:trigger a:create b:put", "in>a a-error>b", {
        a: { onError: "branch" },
        b: { credential: "cred" },
      });
      const runId = await bench.accept(document);
      bench.start();
      await bench.pass(1_000);
      await bench.resolve(runId, "a", "fail");
      for (let turn = 0; turn < moment; turn++) await Promise.resolve();
      await bench.cancel(runId);
      await bench.pass(60_000);
      const story = await bench.story(runId);
      const state = await bench.state(runId);
      expect(state.finishedAt).toBeDefined();
      if (!story.includes("started b")) continue;
      begun += 1;
      expect(story.indexOf("started b")).toBeGreaterThan(story.indexOf("failed a"));
      const arrived = bench.farEnd.to("b").length > 0;
      expect(state.steps.get("b")?.status).toBe(arrived ? "succeeded" : "cancelled");
    }
    expect(begun).toBeGreaterThan(0);
  });
});
