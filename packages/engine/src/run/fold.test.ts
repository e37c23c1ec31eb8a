import { expect, test } from "vitest";
import type { RunEventBody } from "./events.js";
import { emptyRunState, fold, GrowingState } from "./fold.js";

const here = { at: 5, key: "a", nodeId: "a" };
const error = { code: "service.down" as const, values: {} };
const story: RunEventBody[] = [
  { type: "run.created", at: 1, workflowId: "w", version: 1, trigger: "in", payload: {}, rehearsal: false },
  { type: "step.waiting", ...here, waitingFor: "limit", until: 9 },
  { type: "step.started", ...here, attempt: 1, input: { said: 1 }, censored: true },
  { type: "step.waiting", ...here, waitingFor: "freeze", until: 9 },
  { type: "step.started", ...here, attempt: 1, input: { said: 1 } },
  { type: "step.retrying", ...here, error, until: 7 },
  { type: "step.started", ...here, attempt: 2, input: { said: 1 } },
  { type: "step.unknown", ...here, error },
  { type: "run.needsAttention", at: 8 },
  { type: "step.resolved", ...here, as: "retry" },
  { type: "step.started", ...here, attempt: 3, input: { said: 1 } },
  { type: "step.succeeded", ...here, at: 10, output: 1, port: "main", responds: true },
  { type: "run.finished", at: 11, status: "succeeded", handledErrors: 0 },
];
const events = story.map((body, index) => ({ ...body, seq: index + 1 }));

test("a run tells in what it is at every moment, and a step keeps nothing of what it was", () => {
  const seen = events.map((_, index) => {
    const { status, steps } = fold(emptyRunState, events.slice(0, index + 1));
    const { key: _key, nodeId: _id, status: step, ...rest } = steps.get("a") ?? { key: "", nodeId: "", status: "none" };
    const said = Object.entries(rest).filter(([, value]) => value !== undefined);
    const names = said.map(([name]) => name).sort();
    return [status, step, names.join(" "), "attempts" in rest ? rest.attempts : 0];
  });
  expect(seen).toEqual([
    ["queued", "none", "", 0],
    ["waiting", "waiting", "attempts startedAt until waitingFor", 0],
    ["running", "running", "attempts censored input sentAt startedAt", 1],
    ["waiting", "waiting", "attempts censored input sentAt startedAt until waitingFor", 0],
    ["running", "running", "attempts input sentAt startedAt", 1],
    ["waiting", "waiting", "attempts error input sentAt startedAt until waitingFor", 1],
    ["running", "running", "attempts input sentAt startedAt", 2],
    ["running", "unknown", "attempts doubt error input sentAt startedAt", 2],
    ["needs_attention", "unknown", "attempts doubt error input sentAt startedAt", 2],
    ["running", "pending", "attempts doubt error input resolved sentAt startedAt", 2],
    ["running", "running", "attempts input resolved sentAt startedAt", 3],
    ["running", "succeeded", "attempts finishedAt input output port resolved sentAt startedAt", 3],
    ["succeeded", "succeeded", "attempts finishedAt input output port resolved sentAt startedAt", 3],
  ]);
});

test("a state that grows in place is at every moment what the log folds to, and copies of it stay as they are", () => {
  const growing = new GrowingState(emptyRunState);
  const copies = events.map((event, index) => {
    growing.add(event, event.seq);
    expect(growing.state).toEqual(fold(emptyRunState, events.slice(0, index + 1)));
    return growing.copy();
  });
  expect(copies).toEqual(events.map((_, index) => fold(emptyRunState, events.slice(0, index + 1))));
  expect(emptyRunState.steps.size).toBe(0);
});

test("folding leaves the state before as it was, and steps that no event touches are the same objects", () => {
  const before = fold(emptyRunState, events.slice(0, 2));
  const text = JSON.stringify([before, [...before.steps]]);
  const after = fold(before, events.slice(2));
  expect(JSON.stringify([before, [...before.steps]])).toBe(text);
  expect(after.steps.get("in")).toBe(before.steps.get("in"));
  expect(after.steps.get("a")).not.toBe(before.steps.get("a"));
});

test("of two steps that end the run the first says how", () => {
  const ends = (key: string, how: "succeeded" | "failed"): RunEventBody => ({
    type: "step.succeeded",
    at: 5,
    key,
    nodeId: key,
    output: null,
    port: "main",
    ends: how,
    ...(how === "failed" && { error }),
  });
  const both = (...bodies: RunEventBody[]) =>
    fold(
      emptyRunState,
      bodies.map((body, index) => ({ ...body, seq: index + 1 })),
    ).ending;
  expect(both(ends("a", "failed"), ends("b", "succeeded"))).toEqual({ status: "failed", error });
  expect(both(ends("b", "succeeded"), ends("a", "failed"))).toEqual({ status: "succeeded" });
});

test("items are done again that failed, whatever else a word names", () => {
  const each = { at: 5, key: "each", nodeId: "each" };
  const loop = { count: 4, concurrency: 1, onItemError: "continue" as const, body: [] };
  const log: RunEventBody[] = [
    { type: "step.started", ...each, attempt: 1, input: {}, loop },
    { type: "item.settled", ...each, index: 0, as: "succeeded" },
    { type: "item.settled", ...each, index: 1, as: "failed" },
    { type: "items.changed", ...each, indexes: [3], action: "skip" },
    { type: "items.changed", ...each, indexes: [0, 1, 2, 3, 4], action: "retry" },
  ];
  const state = fold(
    emptyRunState,
    log.map((body, index) => ({ ...body, seq: index + 1 })),
  );
  const { items, succeeded, failed, skipped } = state.steps.get("each")?.loop ?? {};
  expect([0, 1, 2, 3].map((index) => items?.at(index))).toEqual(["succeeded", undefined, undefined, "skipped"]);
  expect({ succeeded, failed, skipped }).toEqual({ succeeded: 1, failed: 0, skipped: 1 });
});

test("errors inside of an item count once, whether its end says of them or only its steps, as in logs of before", () => {
  const each = { at: 5, key: "each", nodeId: "each" };
  const loop = { count: 2, concurrency: 1, onItemError: "continue" as const, body: ["a"] };
  const begun: RunEventBody = { type: "step.started", ...each, attempt: 1, input: {}, loop };
  const inside: RunEventBody = { type: "step.failed", at: 5, key: "a[1]", nodeId: "a", error, handled: "continue" };
  const end: RunEventBody = { type: "item.settled", ...each, index: 1, as: "succeeded" };
  const read = (...log: RunEventBody[]) => {
    const state = fold(
      emptyRunState,
      log.map((body, index) => ({ ...body, seq: index + 1 })),
    );
    const { flawed, handled, handledBy } = state.steps.get("each")?.loop ?? {};
    return { all: state.handledErrors, flawed, handled, by: [...(handledBy ?? [])] };
  };
  const known = { all: 1, flawed: 1, handled: 1, by: [[1, 1]] };
  expect(read(begun, inside, end)).toEqual(known);
  expect(read(begun, inside, { ...end, handledErrors: 1 })).toEqual(known);
  expect(read(begun, { ...end, handledErrors: 1 })).toEqual(known);
});

test("errors in what an item still had in flight when it was left out count nowhere, however deep they lie", () => {
  const begun = (key: string, nodeId: string, body: string[]): RunEventBody => {
    const loop = { count: 2, concurrency: 1, onItemError: "continue" as const, body };
    return { type: "step.started", at: 5, key, nodeId, attempt: 1, input: {}, loop };
  };
  const failed = (key: string, nodeId: string): RunEventBody => {
    return { type: "step.failed", at: 5, key, nodeId, error, handled: "continue" };
  };
  const log: RunEventBody[] = [
    begun("each", "each", ["a", "inner"]),
    { type: "items.changed", at: 5, key: "each", nodeId: "each", indexes: [1], action: "skip" },
    failed("a[1]", "a"),
    begun("inner[1]", "inner", ["deep"]),
    failed("deep[1][0]", "deep"),
    { type: "item.settled", at: 5, key: "inner[1]", nodeId: "inner", index: 0, as: "failed" },
    failed("a[0]", "a"),
  ];
  const state = fold(
    emptyRunState,
    log.map((body, index) => ({ ...body, seq: index + 1 })),
  );
  expect(state.handledErrors).toBe(1);
});
