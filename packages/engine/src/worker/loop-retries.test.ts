import { describe, expect, test } from "vitest";
import type { Json } from "../json.js";
import type { RunEventBody } from "../run/events.js";
import { fold } from "../run/fold.js";
import { Bench, token } from "../testing/bench.js";
import { graph, PaperRun } from "../testing/tiny-world.js";

const inside = { parent: "each" };
const change = (action: "retry" | "skip", indexes: number[], data?: Json): RunEventBody => ({
  ...({ type: "items.changed", at: 5_000, key: "each", nodeId: "each" } as const),
  action,
  indexes,
  ...(data !== undefined && { data }),
});

describe("an item that is done again", () => {
  test("begins anew what its failure cut off in a loop inside", async () => {
    const bench = new Bench();
    bench.farEnd.script("bad[0]", "bad", "ok");
    for (const key of ["first[0][0]", "hold[1]", "hold[2]"]) bench.farEnd.script(key, "lagging", "lagging");
    const runId = await bench.accept(
      graph(
        "in:trigger each:each bad:read inner:each first:read second:create pick:if hold:create",
        ["in>each each-item>pick pick-true>bad pick-true>inner inner-item>first first>second pick-false>hold"].join(
          " ",
        ),
        {
          each: { params: { items: ["a", "b", "c"], concurrency: 2, onItemError: "continue" } },
          pick: { ...inside, params: { port: "{{ index == 0 ? 'true' : 'false' }}" } },
          bad: { ...inside, retry: { maxAttempts: 1, backoffSeconds: 1 } },
          hold: inside,
          inner: { ...inside, params: { items: ["{{ item }}"] } },
          first: { parent: "inner", params: { say: "{{ item }}" } },
          second: { parent: "inner", params: { say: "{{ item }}" } },
        },
      ),
    );
    bench.start();
    await bench.pass(6_000);
    expect((await bench.state(runId)).steps.get("each")?.loop).toMatchObject({ failed: 1 });
    await bench.signal(runId, change("retry", [0], "new"));
    await bench.pass(600_000);
    const state = await bench.state(runId);
    expect(bench.farEnd.to("second[0][0]").map(({ body }) => body)).toEqual(['"new"']);
    expect(state).toMatchObject({ status: "succeeded" });
    expect([...state.steps.keys()]).toEqual(["in", "each"]);
  });
});

/** A run on paper whose loop has begun, with steps `s` inside. */
function begun(count: number, params: Record<string, Json> = {}) {
  const run = new PaperRun(
    graph("in:trigger each:each s:sleep", "in>each each-item>s", { each: { params }, s: inside }),
  );
  const loop = { count, concurrency: count, onItemError: "continue" as const, body: ["s"] };
  run.inFlight.clear();
  run.log({ type: "step.started", at: 1, key: "each", nodeId: "each", attempt: 1, input: {}, loop });
  return run;
}
const settled = (index: number, as: "succeeded" | "failed" | "skipped", more: object = {}): RunEventBody => ({
  ...({ type: "item.settled", at: 2, key: "each", nodeId: "each" } as const),
  index,
  as,
  ...more,
});

test("what an item's wait was told counts for that time, and not when it is done again", () => {
  const run = begun(2);
  const word = { type: "step.answered" as const, at: 2, nodeId: "s", as: "approval" as const, approved: true };
  run.log({ ...word, key: "s[0]" }, { ...word, key: "s[1]" }, settled(0, "failed"), change("retry", [0]));
  expect([...run.state.answers.keys()]).toEqual(["s[1]"]);
});

test("words that were given to items are not kept beyond them, however they end", () => {
  const run = begun(5_000);
  const word = { type: "step.answered" as const, at: 2, nodeId: "s", as: "callback" as const, data: "x" };
  for (let index = 0; index < 5_000; index += 2)
    run.log(
      { ...word, key: `s[${index}]` },
      { ...word, key: `s[${index + 1}]` },
      settled(index, "succeeded"),
      change("skip", [index + 1]),
    );
  expect(run.state.answers.size).toBe(0);
});

test("a loop that fails names an item that failed, and none that was done again since", () => {
  const run = begun(3);
  const error = { code: "service.down" as const, values: {} };
  run.log(settled(1, "failed", { error }), settled(2, "failed"), change("skip", [1]));
  expect(run.state.steps.get("each")?.loop?.firstError).toEqual({ index: 2 });
  run.log(change("skip", [2]));
  expect(run.state.steps.get("each")?.loop?.firstError).toBeUndefined();
});

test("a result that was never stored is none of an item that a person left out instead", () => {
  const run = begun(2, { collect: "{{ item }}" });
  run.log(settled(0, "succeeded", { result: "kept" }));
  fold(run.state, [{ ...settled(1, "succeeded", { result: "never stored" }), seq: run.state.seq + 1 }]);
  run.signal(change("skip", [1]));
  expect(run.state.steps.get("each")?.output).toMatchObject({ skipped: 1, results: ["kept", null] });
});

test("a word that comes before the loop's end is stored counts, though steps behind it could begin already", async () => {
  const bench = new Bench();
  bench.farEnd.script("s[0]", "bad", "ok");
  bench.farEnd.script("s[1]", "lagging");
  await bench.accept(
    graph("in:trigger each:each s:read after:set last:create", "in>each each-item>s each-done>after after>last", {
      each: { params: { items: [1, 2], onItemError: "continue" } },
      s: inside,
      last: { params: { say: "{{ steps.each.failed }}" } },
    }),
  );
  let said = false;
  bench.store = bench.storeWith(async (id, request) => {
    const ends = request.events.some((event) => event.type === "step.succeeded" && event.key === "each");
    if (ends && !said) {
      said = true;
      const summary = { ...request.summary, finishedAt: null, status: "running" as const };
      await bench.kept.append(id, { after: request.after, events: [change("retry", [0])], summary });
    }
    return bench.kept.append(id, request);
  });
  bench.start();
  await bench.pass(60_000);
  expect(said).toBe(true);
  expect(bench.farEnd.to("s[0]")).toHaveLength(2);
  expect(bench.farEnd.to("last").map(({ body }) => body)).toEqual(["0"]);
});

test("errors that were handled in an item count no more when it is done again, or left out", async () => {
  const bench = new Bench();
  // The first item fails for good at `last`, after two errors that were handled; then all goes well.
  for (const key of ["soft[0]", "call[0][0]", "last[0]"]) bench.farEnd.script(key, "bad", "ok");
  bench.farEnd.script("soft[1]", "bad");
  bench.farEnd.script("last[1]", "later", "ok");
  const runId = await bench.accept(
    graph(
      "in:trigger each:each soft:read inner:each call:read last:read",
      "in>each each-item>soft soft>inner inner-item>call inner-done>last",
      {
        each: { params: { items: [1, 2], concurrency: 2, onItemError: "continue" } },
        soft: { ...inside, onError: "continue" },
        inner: { ...inside, params: { items: [1], onItemError: "continue" } },
        call: { parent: "inner" },
        last: { ...inside, retry: { backoffSeconds: 60 } },
      },
    ),
  );
  bench.start();
  await bench.pass(1_000);
  expect((await bench.state(runId)).handledErrors).toBe(4);
  await bench.signal(runId, change("retry", [0]));
  await bench.pass(1_000);
  expect((await bench.state(runId)).handledErrors).toBe(1);
  expect(bench.farEnd.to("last[0]")).toHaveLength(2);
  await bench.pass(120_000);
  expect(await bench.state(runId)).toMatchObject({ status: "succeeded", handledErrors: 1 });
});

test("of several failed items that stop a loop the one that is to be done again is, and the loop fails for the others", async () => {
  const bench = new Bench();
  for (const key of ["s[0]", "s[1]"]) bench.farEnd.script(key, "bad", "ok");
  bench.farEnd.script("s[2]", "lagging");
  const runId = await bench.accept(
    graph("in:trigger each:each s:read", "in>each each-item>s", {
      each: { params: { items: [1, 2, 3, 4], concurrency: 3, onItemError: "stop" } },
      s: inside,
    }),
  );
  bench.start();
  await bench.pass(1_000);
  await bench.signal(runId, change("retry", [1]));
  await bench.pass(60_000);
  expect(["s[0]", "s[1]", "s[2]", "s[3]"].map((key) => bench.farEnd.to(key).length)).toEqual([1, 2, 1, 0]);
  expect((await bench.state(runId)).steps.get("each")?.loop).toMatchObject({ succeeded: 2, failed: 1 });
});

test("a step that begins is not told to stop for the end of a loop that a word can still overrule", async () => {
  const bench = new Bench();
  bench.farEnd.script("s[0]", "bad", "ok");
  bench.farEnd.script("s[1]", "lagging");
  bench.secrets.set("cred", token());
  bench.openMs = 8_000;
  const runId = await bench.accept(
    graph("in:trigger each:each s:read beside:read", "in>each in>beside each-item>s", {
      each: { params: { items: [1, 2], concurrency: 2, onItemError: "stop" } },
      s: inside,
      beside: { credential: "cred" },
    }),
  );
  let said = false;
  bench.store = bench.storeWith(async (id, request) => {
    if (!said && request.events.some((event) => event.type === "step.failed" && event.key === "each")) {
      said = true;
      const summary = { ...request.summary, finishedAt: null, status: "running" as const };
      await bench.kept.append(id, { after: request.after, events: [change("retry", [0])], summary });
    }
    return bench.kept.append(id, request);
  });
  bench.start();
  await bench.pass(120_000);
  const { status, steps } = await bench.state(runId);
  expect([said, status]).toEqual([true, "succeeded"]);
  expect(["each", "beside"].map((key) => steps.get(key)?.status)).toEqual(["succeeded", "succeeded"]);
});

test("a word counts that comes before the loop's end is stored, though another step has ended since", async () => {
  const bench = new Bench();
  bench.farEnd.script("s[0]", "bad", "ok");
  for (const key of ["s[1]", "beside"]) bench.farEnd.script(key, "lagging");
  // A little later than the loop, and before what nobody waits for is written.
  bench.secrets.set("cred", token());
  bench.openMs = 5;
  bench.turnMs = 30;
  const runId = await bench.accept(
    graph("in:trigger each:each s:read beside:put after:create", "in>each in>beside each-item>s each-done>after", {
      each: { params: { items: [1, 2], concurrency: 2, onItemError: "continue" } },
      s: inside,
      beside: { credential: "cred" },
      after: { params: { say: "{{ steps.each.failed }}" } },
    }),
  );
  let written: string[] = [];
  bench.store = bench.storeWith(async (id, request) => {
    const ends = request.events.flatMap((event) => (event.type === "step.succeeded" ? [event.key] : []));
    if (written.length === 0 && ends.includes("each")) {
      written = ends;
      const summary = { ...request.summary, finishedAt: null, status: "running" as const };
      await bench.kept.append(id, { after: request.after, events: [change("retry", [0])], summary });
    }
    return bench.kept.append(id, request);
  });
  bench.start();
  await bench.pass(120_000);
  expect(written).toEqual(["s[1]", "each", "beside"]);
  expect(bench.farEnd.to("s[0]")).toHaveLength(2);
  expect(bench.farEnd.to("after").map(({ body }) => body)).toEqual(["0"]);
  expect((await bench.state(runId)).status).toBe("succeeded");
});
