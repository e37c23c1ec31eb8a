import { expect, test } from "vitest";
import { Bench } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";
import type { Json } from "../json.js";
import { attentionOf, type AttentionChange } from "./attention.js";
import type { StepState } from "./state.js";

/** What a store keeps of what waits for people. */
function kept(bench: Bench) {
  const waiting = new Map<string, string>();
  const take = ({ put, drop }: AttentionChange) => {
    for (const key of drop) waiting.delete(key);
    for (const { key, kind, check } of put) waiting.set(key, `${kind}${check ? ` ${check.times}` : ""}`);
  };
  bench.store = bench.storeWith(async (runId, request) => {
    const result = await bench.kept.append(runId, request);
    if (result.kind === "appended" && request.attention) take(request.attention);
    if (result.kind === "appended" && request.summary.finishedAt !== null) waiting.clear();
    return result;
  });
  return waiting;
}

test("what waits for people is told as it comes, as it is looked into and as it goes", async () => {
  const bench = new Bench();
  const waiting = kept(bench);
  bench.farEnd.script("send", "cut");
  bench.farEnd.script("entries?", "bad");
  const document = graph("in:trigger send:post ok:sleep late:sleep after:set", "in>send in>ok in>late send>after", {
    send: { params: { say: "hello" } },
    ok: { params: { for: "approval" } },
    late: { params: { for: "approval", ms: 20_000 } },
  });
  const runId = await bench.accept(document);
  bench.start();
  const told = async () => {
    const state = await bench.state(runId);
    const log = [...state.steps.values()].flatMap((step) => {
      const one = attentionOf(step, state);
      return one ? [[one.key, `${one.kind}${one.check ? ` ${one.check.times}` : ""}`] as const] : [];
    });
    expect(Object.fromEntries(log)).toEqual(Object.fromEntries(waiting));
    return Object.fromEntries(waiting);
  };
  await bench.pass(1_000);
  expect(await told()).toEqual({ send: "unknown", ok: "approval", late: "approval" });
  await bench.pass(6_000);
  expect(await told()).toEqual({ send: "unknown 1", ok: "approval", late: "approval" });
  await bench.pass(20_000);
  expect(await told()).toEqual({ send: "unknown 1", ok: "approval" });
  await bench.resolve(runId, "send", "done");
  await bench.pass(1_000);
  expect(await told()).toEqual({ ok: "approval" });
  await bench.cancel(runId);
  await bench.pass(1_000);
  expect(await told()).toEqual({});
});

test("an item that a person leaves out asks nobody any more", async () => {
  const bench = new Bench();
  const waiting = kept(bench);
  for (const index of [0, 1]) bench.farEnd.script(`send[${index}]`, "cut");
  const document = graph("in:trigger all:each send:create", "in>all all-item>send", {
    all: { params: { items: [0, 1] } },
    send: { parent: "all" },
  });
  const runId = await bench.accept(document);
  bench.start();
  await bench.pass(1_000);
  expect([...waiting.keys()]).toEqual(["send[0]", "send[1]"]);
  const at = bench.clock.now();
  await bench.signal(runId, { type: "items.changed", at, key: "all", nodeId: "all", indexes: [1], action: "skip" });
  await bench.pass(1_000);
  expect([...waiting.keys()]).toEqual(["send[0]"]);
});

test("what ids in a doubt stand for is told with it, as far as its run knows", async () => {
  const [olena, older, stranger] = ["690000000000000000000010", "690000000000000000000011", "690000000000000000000012"];
  const payload = {
    people: [
      { id: olena, name: "Olena" },
      { id: older, name: "Old name" },
    ],
  };
  const answer = { data: { person_id: older, name: "Iryna" } };
  const state = (input: Json) => {
    const known = (key: string, output: Json): StepState => ({
      key,
      nodeId: key,
      status: "succeeded",
      attempts: 1,
      output,
    });
    const asked: StepState = { key: "send", nodeId: "send", status: "unknown", attempts: 1, input };
    const steps = new Map([known("in", payload), known("made", answer), asked].map((step) => [step.key, step]));
    return attentionOf(asked, { steps })?.names;
  };
  expect(state({ to: olena, from: older, cc: stranger, text: "Olena" })).toEqual({
    [olena]: "Olena",
    [older]: "Iryna",
  });
  expect([state({ to: stranger }), state({ text: "Olena" }), state([olena])]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
