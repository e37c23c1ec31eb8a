import type { NewRun, OnceKeeper } from "../../ports.js";
import type { RunEvent } from "../../run/events.js";
import type { RunState } from "../../run/state.js";
import { Bench } from "../bench.js";
import { Family } from "../family.js";
import type { CrashPoint, ServerLife } from "../server-life.js";
import type { Calling } from "./calling.js";

/** One of the runs of a history, and all that is kept of it. */
export interface Told {
  run: NewRun;
  log: RunEvent[];
  state: RunState;
}

type Claim = Parameters<OnceKeeper["first"]>[0];
/** What was answered to a step that asked whether it is the first, whether or not it lived to hear it. */
export interface Claimed extends Claim {
  at: number;
  first: boolean;
}

/** What workflows that call each other came to. */
export interface CallHistory {
  bench: Bench;
  lives: ServerLife[];
  runs: Told[];
  claims: Claimed[];
}

const SLICE_MS = 2_500;
const LONGEST_MS = 2 * 3_600_000;
const LAST_MS = 10_000;
const lifeSettings = { leaseMs: 20_000, renewMs: 8_000, sweepMs: 10_000 };

/** Under this key an event is one run, however often it is sent. */
export const eventKey = (index: number) => `event ${index}`;

/** Lets all of it happen, with deaths of the server at the given points of its lives, until every run has ended. */
export async function simulateCalls(calling: Calling, crashes: readonly CrashPoint[] = []): Promise<CallHistory> {
  const bench = new Bench();
  bench.turnMs = calling.turnMs;
  for (const [key, script] of Object.entries(calling.scripts)) bench.farEnd.script(key, ...script);
  const family = new Family(bench, calling.documents);
  bench.children = family;
  const claims = watched(bench);
  const lives: ServerLife[] = [];
  const begin = bench.clock.now();
  const answered = new Map<number, string>();
  const open = new Set<number>();
  const fire = (life: ServerLife, index: number) => {
    const run = {
      ...bench.newRun(calling.documents.wf, { who: calling.fired[index]?.who ?? "" }),
      dedupeKey: eventKey(index),
    };
    void life.worker.begin(run, calling.documents.wf).then(({ runId }) => answered.set(index, runId));
  };
  const live = () => {
    if (lives.length % 3 !== 2) bench.kept.voidLeases();
    const life = bench.start({ ...lifeSettings, crash: crashes[lives.length] });
    lives.push(life);
    family.beginWith((run, document) => life.worker.begin(run, document));
    // Who was not answered sends again, and the key tells whether it is the same.
    for (const index of open) if (!answered.has(index)) fire(life, index);
  };
  live();
  calling.fired.forEach(({ at, cancelAfter }, index) => {
    bench.clock.after(at, () => {
      open.add(index);
      const life = lives.at(-1);
      if (life?.alive) fire(life, index);
    });
    if (cancelAfter === undefined) return;
    bench.clock.after(at + cancelAfter, () => {
      const found = bench.kept.runs().find(({ dedupeKey }) => dedupeKey === eventKey(index));
      if (found) void bench.cancel(found.id);
    });
  });
  const settled = new Map<string, number>();
  const over = new Set<string>();
  for (let all = false; !all;) {
    if (bench.clock.now() - begin > LONGEST_MS) throw new Error("the runs never end");
    if (lives.at(-1)?.alive === false) live();
    await bench.pass(SLICE_MS);
    all = answered.size === calling.fired.length;
    for (const { id } of bench.kept.runs()) {
      if (over.has(id)) continue;
      const state = await bench.state(id);
      if (state.finishedAt === undefined) all = false;
      else over.add(id);
      if (state.status === "needs_attention") await settle(bench, id, state, settled, calling);
    }
  }
  if (lives.at(-1)?.alive === false) live();
  await bench.pass(LAST_MS);
  const runs: Told[] = [];
  for (const run of bench.kept.runs())
    runs.push({ run, log: await bench.log(run.id), state: await bench.state(run.id) });
  return { bench, lives, runs, claims };
}

/** A person decides what is not known, one step after another; after a few repeats they have had enough. */
async function settle(
  bench: Bench,
  id: string,
  state: RunState,
  settled: Map<string, number>,
  { settles }: Calling,
): Promise<void> {
  for (const { key, status } of state.steps.values()) {
    if (status !== "unknown") continue;
    const times = settled.get(`${id} ${key}`) ?? 0;
    settled.set(`${id} ${key}`, times + 1);
    await bench.resolve(id, key, times > 2 ? "done" : (settles[times % settles.length] ?? "done"));
  }
}

function watched(bench: Bench): Claimed[] {
  const { once } = bench;
  const claims: Claimed[] = [];
  bench.once = {
    first: async (claim) => {
      const at = bench.clock.now();
      const answer = await once.first(claim);
      claims.push({ ...claim, at, first: answer.first });
      return answer;
    },
  };
  return claims;
}
