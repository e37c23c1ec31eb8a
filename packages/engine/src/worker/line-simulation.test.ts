import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS } from "../bounds.js";
import type { HttpCall, NewRun } from "../ports.js";
import type { RunEvent } from "../run/events.js";
import { Bench } from "../testing/bench.js";
import type { Manner } from "../testing/far-end.js";
import { holds, patience, replaying } from "../testing/histories.js";
import { graph } from "../testing/tiny-world.js";

/** The same histories every time; `npm run test:long` draws others, and a failure says how to try it again. */
const draws = { seed: 20261123, short: 400, long: 20_000 };

const says = (key: string) => ({ params: { say: `${key} {{ run.id }}` } });
//      ┌ send ─── work
//  in ─┤
//      └ second ─ more
const document = graph(
  "in:trigger send:post work:put second:post more:create",
  "in>send send>work in>second second>more",
  { send: says("send"), work: says("work"), second: says("second"), more: says("more") },
);
const doubtful: Manner[] = ["cut", "cut", "stray", "lost", "slow", "ok", "broken"];
const histories = fc.record({
  limit: fc.constantFrom(1, 1, 2),
  runs: fc.integer({ min: 2, max: 6 }),
  send: fc.array(fc.constantFrom(...doubtful), { minLength: 1, maxLength: 6 }),
  second: fc.array(fc.constantFrom<Manner>("ok", "cut", "lagging", "lost"), { minLength: 1, maxLength: 6 }),
  work: fc.array(fc.constantFrom<Manner>("lagging", "slow", "ok", "cut"), { minLength: 1, maxLength: 6 }),
  entries: fc.array(fc.constantFrom<Manner>("ok", "lagging", "lagging", "later"), { minLength: 1, maxLength: 4 }),
  keyed: fc.boolean(),
  turnMs: fc.constantFrom(0, 30, 400),
  /** What people say to whichever run needs somebody then, and when. */
  words: fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 15_000 }),
      which: fc.nat(5),
      as: fc.constantFrom("done" as const, "retry" as const, "fail" as const, "cancel" as const),
    }),
    { maxLength: 12 },
  ),
  /** The run that is cancelled as it asks for its place: how many have asked before. */
  cancelled: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  dies: fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: undefined }),
  /** Writes of the worker that fail, before they are done or after. */
  faults: fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean()), { maxLength: 3 }),
});
type Given = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** What calls are made by runs without a place, how many run by themselves after a look, and what became of them all. */
async function live(given: Given) {
  const bench = new Bench();
  bench.turnMs = given.turnMs;
  for (const key of ["send", "second", "work"] as const) bench.farEnd.script(key, ...given[key]);
  bench.farEnd.script("entries?", ...given.entries);
  const wrong: string[] = [];
  const runs: NewRun[] = [];
  const going = () => runs.filter(({ id }) => bench.kept.placeOf(id) === "going").length;
  const send = bench.farEnd.send.bind(bench.farEnd);
  bench.farEnd.send = (call: HttpCall) => {
    const runId = /run_\d+/.exec(String(call.body ?? ""))?.[0];
    if (runId !== undefined && bench.kept.placeOf(runId) !== "going") wrong.push(`${call.url} of ${runId}`);
    if (going() > given.limit) wrong.push(`${going()} go`);
    return send(call);
  };
  let [writes, asked, cancelled] = [0, 0, ""];
  const faulty = async <T>(write: () => Promise<T>): Promise<T> => {
    writes += 1;
    const fault = given.faults.find(([number]) => number === writes);
    if (fault?.[1] === false) throw new Error("not written");
    const result = await write();
    if (fault) throw new Error("written, and nobody heard of it");
    return result;
  };
  bench.store = {
    ...bench.storeWith((id, request) => {
      const write = () => bench.kept.append(id, request);
      // People are told, and say it again.
      return request.fence === undefined ? write() : faulty(write);
    }),
    takePlace: async (claim, after) => {
      asked += 1;
      // Between the last look of the one who asks and the answer.
      if (asked === given.cancelled) {
        cancelled = claim.runId;
        await bench.cancel(cancelled);
      }
      return faulty(() => bench.kept.takePlace(claim, after));
    },
  };
  // As in one process, where what somebody holds is nobody else's: what is let go without a word stays where it is.
  const start = () => bench.start({ leaseMs: DAY_MS });
  let life = start();
  for (let index = 0; index < given.runs; index++) {
    const admission = {
      limit: given.limit,
      policy: "queue" as const,
      ...(given.keyed && { key: String(index % 2) }),
    };
    const run = { ...bench.newRun(document), admission };
    runs.push(run);
    await bench.kept.create(run);
    bench.wakeups.nudge(run.id);
  }
  const { dies } = given;
  if (dies !== undefined)
    bench.clock.after(dies, () => {
      life.crash();
      bench.kept.voidLeases();
      life = start();
    });
  const inDoubt = async () => {
    const states = await Promise.all(runs.map(async ({ id }) => ({ id, state: await bench.state(id) })));
    return states.filter(({ state }) => state.status === "needs_attention");
  };
  const say = async (which: number, as: Given["words"][number]["as"]) => {
    const open = await inDoubt();
    const one = open[which % Math.max(1, open.length)];
    if (!one) return;
    if (as === "cancel") return void (await bench.cancel(one.id));
    const key = [...one.state.steps.values()].find(({ status }) => status === "unknown")?.key;
    if (key !== undefined) await bench.resolve(one.id, key, as);
  };
  for (const { after, which, as } of given.words) {
    await bench.pass(after);
    await say(which, as);
  }
  // Whatever is still in doubt after every look is settled by somebody at last.
  for (let round = 0; round < 60; round++) {
    await bench.pass(60_000);
    for (const _ of runs) await say(0, "done");
  }
  const logs = await Promise.all(runs.map(({ id }) => bench.log(id)));
  const looked = logs.flat().filter((event) => event.type === "step.resolved" && event.by === "check").length;
  const ended = (log: RunEvent[]) => log.findLast(({ type }) => type === "run.finished")?.at ?? Infinity;
  const told = (log: RunEvent[]) => log.find(({ type }) => type === "run.cancelRequested")?.at ?? Infinity;
  // What is to end needs no place, and begins nothing: at most a few writes fail.
  for (const [index, { id }] of runs.entries()) {
    const log = logs[index] ?? [];
    if (id === cancelled && ended(log) - told(log) > 10_000) wrong.push("ends late");
  }
  const open = logs.filter((log) => log.at(-1)?.type !== "run.finished").length;
  return { wrong, open, looked, standing: runs.filter(({ id }) => bench.kept.placeOf(id)).length };
}

test(
  "no run begins anything without its place, whoever settles what became of its steps, and all come to their end",
  async () => {
    let looked = 0;
    await holds(
      fc.asyncProperty(histories, async (given) => {
        const { wrong, open, standing, ...more } = await live(given);
        expect({ wrong, open, standing }).toEqual({ wrong: [], open: 0, standing: 0 });
        looked += more.looked;
      }),
      draws,
    );
    if (replaying) return;
    expect(looked).toBeGreaterThan(200);
  },
  patience(draws),
);
