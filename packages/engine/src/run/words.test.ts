import { describe, expect, test } from "vitest";
import { graph, PaperRun } from "../testing/tiny-world.js";
import { approvalWord, callWord, itemsWord, settlingAllWord, settlingWord } from "./words.js";

const said = { at: 1_500, by: "somebody" };
const failed = { type: "step.failed" as const, at: 1_200, error: { code: "service.down" as const, values: {} } };

/** A loop of three items of which the first has failed, beside a step; another step asks. */
function going() {
  const run = new PaperRun(
    graph("in:trigger each:each s:put beside:create ask:sleep", "in>each each-item>s in>beside in>ask", {
      s: { parent: "each" },
    }),
  );
  run.inFlight.clear();
  run.inFlight.add("beside");
  const loop = { count: 3, concurrency: 1, onItemError: "continue" as const, body: ["s"] };
  run.log(
    { type: "step.started", at: 1_100, key: "each", nodeId: "each", attempt: 1, input: {}, loop },
    { type: "item.settled", at: 1_150, key: "each", nodeId: "each", index: 0, as: "failed" },
    { type: "step.waiting", at: 1_150, key: "ask", nodeId: "ask", waitingFor: "approval", until: null },
  );
  return run;
}
const itemsOf = ({ state, plan }: PaperRun) =>
  itemsWord(state, plan, "each", { items: "failed", action: "retry" }, 2_000);
const yesTo = ({ state, plan }: PaperRun) => approvalWord(state, plan, "ask", { approved: true }, said);

describe("somebody is told that their word comes too late", () => {
  test("once the run has failed, though what is in flight keeps it going", () => {
    const run = going();
    expect([itemsOf(run), yesTo(run)]).toMatchObject([
      { events: [{ indexes: [0] }] },
      { events: [{ approved: true }] },
    ]);
    run.log({ ...failed, key: "beside", nodeId: "beside", handled: "stop" });
    expect([itemsOf(run), yesTo(run)]).toEqual([{ refuse: { code: "loopEnded" } }, { refuse: "notAsking" }]);
    expect(callWord(run.state, run.plan, "ask", null, 2_000)).toEqual({ refuse: "late" });
  });

  test("and not where the failure is handled", () => {
    const run = going();
    run.log({ ...failed, key: "beside", nodeId: "beside", handled: "continue" });
    expect([itemsOf(run), yesTo(run)]).toMatchObject([{ events: [{}] }, { events: [{}] }]);
  });

  test("once a stop step has ended the run", () => {
    const run = going();
    run.log({
      type: "step.succeeded",
      at: 1_200,
      key: "beside",
      nodeId: "beside",
      output: 1,
      port: "main",
      ends: "failed",
    });
    expect([itemsOf(run), yesTo(run)]).toEqual([{ refuse: { code: "loopEnded" } }, { refuse: "notAsking" }]);
  });

  test("who has asked for all doubts of a run before one of them was there", () => {
    const run = going();
    run.log({ type: "step.unknown", at: 1_200, key: "beside", nodeId: "beside", error: failed.error });
    const settle = (asked: number) => settlingAllWord(run.state, { as: "retry" }, { at: 2_000, by: null }, asked);
    expect(settle(1_199)).toEqual({ refuse: "nothing" });
    expect(settle(1_200)).toMatchObject({ events: [{ key: "beside", as: "retry", at: 2_000 }] });
  });

  test("who wants a doubt sent again after a cancel; what became of it can still be said", () => {
    const run = going();
    run.log(
      { type: "step.unknown", at: 1_200, key: "beside", nodeId: "beside", error: failed.error },
      { type: "run.cancelRequested", at: 1_300 },
    );
    const settle = (as: "retry" | "done" | "fail") => settlingWord(run.state, "beside", { as }, said);
    expect(settle("retry")).toEqual({ refuse: "finished" });
    expect(settlingAllWord(run.state, { as: "retry" }, said)).toEqual({ refuse: "nothing" });
    expect([settle("done"), settle("fail")]).toMatchObject([
      { events: [{ as: "done" }] },
      { events: [{ as: "fail" }] },
    ]);
  });
});

test("a call of an address in an item that has ended is too late, though the state knows its steps no more", () => {
  const run = going();
  expect(callWord(run.state, run.plan, "s[0]", null, 2_000)).toEqual({ refuse: "late" });
  expect(callWord(run.state, run.plan, "s[1]", null, 2_000)).toMatchObject({ events: [{ key: "s[1]" }] });
});

test("of several calls of an address the first is taken, whether the step waits yet or not", () => {
  const run = new PaperRun(graph("in:trigger ask:sleep", "in>ask"));
  const call = (data: string) => callWord(run.state, run.plan, "ask", data, 2_000);
  const first = call("first");
  if ("refuse" in first) throw new Error(first.refuse);
  run.log(...first.events);
  expect(call("second")).toEqual({ refuse: "duplicate" });
});
