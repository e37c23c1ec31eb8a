import { expect, test } from "vitest";
import fc from "fast-check";
import type { AppendRequest, AppendResult } from "../ports.js";
import type { RunEventBody } from "../run/events.js";
import { emptyRunState, fold } from "../run/fold.js";
import { holds, patience } from "../testing/histories.js";
import { Bench } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";
import { RunLog } from "./run-log.js";

type Fault = "none" | "before" | "after";

async function openLog() {
  const bench = new Bench();
  const runId = await bench.accept(graph("in:trigger a b", "in>a a>b"));
  const claim = await bench.kept.claim(runId, "w", 30_000);
  const record = await bench.kept.load(runId);
  if (!claim || !record) throw new Error("no run");
  let fault: Fault = "none";
  const append = async (id: string, request: AppendRequest): Promise<AppendResult> => {
    if (fault === "before") throw new Error("not stored");
    const result = await bench.kept.append(id, request);
    if (fault === "after") throw new Error("stored, and told as failed");
    return result;
  };
  const store = Object.assign(Object.create(bench.kept) as typeof bench.kept, {
    append,
    eventsAfter: (...args: Parameters<typeof bench.kept.eventsAfter>) => bench.kept.eventsAfter(...args),
  });
  const log = new RunLog(record, claim, store, bench.feed);
  const flush = async (next: Fault) => {
    fault = next;
    await log.flush(0, false).catch(() => {});
    fault = "none";
  };
  return { bench, runId, log, flush };
}

const fact = (number: number): RunEventBody => ({
  type: "step.failed",
  at: number,
  key: `f${number}`,
  nodeId: "a",
  error: { code: "service.down", values: {} },
  handled: "continue",
});
const guess = (number: number): RunEventBody => ({
  type: "step.skipped",
  at: number,
  key: `g${number}`,
  nodeId: "a",
  because: "dead",
});

/** What has to be stored before anything comes of it. */
const intent = (number: number): RunEventBody => ({
  type: "step.retrying",
  at: number,
  key: `i${number}`,
  nodeId: "a",
  error: { code: "service.down", values: {} },
  until: number,
});

const draws = { seed: 1, short: 600, long: 30_000 };
const writes = ["flush", "flushBefore", "flushAfter"] as const;
const step = fc.constantFrom("fact", "fact", "intent", "guess", "hold", "signal", "catchUp", ...writes);

test(
  "whatever fails and whoever signals, what the holder holds is what the log folds to, and no fact is lost or doubled",
  async () => {
    await holds(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { bench, runId, log, flush } = await openLog();
        const facts: string[] = [];
        const told = new Map<string, boolean[]>();
        for (const [number, one] of steps.entries()) {
          if (one === "fact") {
            log.add(fact(number));
            facts.push(`f${number}`);
          } else if (one === "intent") {
            const heard: boolean[] = [];
            told.set(`i${number}`, heard);
            log.add(intent(number), { settled: (kept) => heard.push(kept) });
          } else if (one === "guess") log.add(guess(number), { redo: true });
          else if (one === "hold") log.hold();
          else if (one === "signal") await bench.cancel(runId);
          else if (one === "catchUp") await log.catchUp();
          else await flush(one === "flush" ? "none" : one === "flushBefore" ? "before" : "after");
        }
        // The first may find that it is behind.
        for (let turn = 0; turn < 3; turn++) await flush("none");
        const stored = await bench.log(runId);
        expect(log.state).toEqual(fold(emptyRunState, stored));
        expect(stored.flatMap((event) => (event.type === "step.failed" ? [event.key] : []))).toEqual(facts);
        expect(log.state.handledErrors).toBe(facts.length);
        const guesses = stored.flatMap((event) => (event.type === "step.skipped" ? [event.key] : []));
        expect(new Set(guesses).size).toBe(guesses.length);
        // Who waits for what it says to be stored hears once whether it is, and that is so.
        const intents = stored.flatMap((event) => (event.type === "step.retrying" ? [event.key] : []));
        expect([...told]).toEqual([...told.keys()].map((key) => [key, [intents.includes(key)]]));
      }),
      draws,
    );
  },
  patience(draws),
);

test("what was only decided is dropped when somebody speaks first, wherever it stands among what has happened", async () => {
  const { bench, runId, log, flush } = await openLog();
  log.add(guess(1), { redo: true });
  log.add(fact(2));
  log.add(guess(3), { redo: true });
  log.add(fact(4));
  await bench.cancel(runId);
  await flush("none");
  expect(log.presses).toBe(true);
  await flush("none");
  expect(await bench.story(runId)).toEqual(["run.created", "run.cancelRequested", "failed f2", "failed f4"]);
  expect(log.presses).toBe(false);
});

test("what steps have begun upon is kept", async () => {
  const { bench, runId, log, flush } = await openLog();
  log.add(guess(1), { redo: true });
  log.hold();
  log.add(guess(2), { redo: true });
  await bench.cancel(runId);
  await flush("none");
  await flush("none");
  expect(await bench.story(runId)).toEqual(["run.created", "run.cancelRequested", "skipped g1"]);
});

test("what somebody waits for to be stored is not, when another speaks first, whatever has begun since", async () => {
  const { bench, runId, log, flush } = await openLog();
  const kept: boolean[] = [];
  log.add(fact(1), { settled: (stored) => kept.push(stored) });
  log.hold();
  log.add(fact(2));
  await bench.cancel(runId);
  await flush("none");
  await flush("none");
  expect(await bench.story(runId)).toEqual(["run.created", "run.cancelRequested", "failed f2"]);
  expect(kept).toEqual([false]);
});

test("more than one page of what others have said is read at once", async () => {
  const { bench, runId, log } = await openLog();
  for (let said = 0; said < 3; said++) await bench.cancel(runId);
  const all = await bench.log(runId);
  bench.kept.eventsAfter = (_, seq) => Promise.resolve(all.slice(seq, seq + 1));
  await log.catchUp();
  expect(log.stored.seq).toBe(4);
});

test("who waits for what no store can write down, or for what follows it, hears that it is not stored as it stood", async () => {
  const { log, runId, bench, flush } = await openLog();
  const kept: Promise<boolean>[] = [];
  log.add(fact(1));
  kept.push(Promise.resolve(log.whenStored()));
  log.add({ type: "step.succeeded", at: 2, key: "a", nodeId: "a", output: 1n as never, port: "main" });
  kept.push(Promise.resolve(log.whenStored()));
  log.add(fact(3));
  kept.push(Promise.resolve(log.whenStored()));
  for (let turn = 0; turn < 3; turn++) await flush("before");
  await flush("none");
  expect(await bench.story(runId)).toEqual(["run.created", "failed f1", "failed a", "failed f3"]);
  expect(await Promise.all(kept)).toEqual([true, false, false]);
});
