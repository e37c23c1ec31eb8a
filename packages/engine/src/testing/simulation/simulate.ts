import type { RunEvent } from "../../run/events.js";
import type { RunState } from "../../run/state.js";
import { Bench, token } from "../bench.js";
import type { CrashPoint, ServerLife } from "../server-life.js";
import { letSpeak, type Moment, type Spoken } from "./people.js";
import type { Scenario } from "./scenario.js";

/** What a history came to. */
export interface History {
  bench: Bench;
  runId: string;
  lives: ServerLife[];
  log: RunEvent[];
  state: RunState;
  /** What people have said, as far as it was taken. */
  spoken: Spoken[];
}

const SLICE_MS = 5_000;
/** Longer than every wait of a scenario together. */
const LONGEST_MS = 2 * 3_600_000;
/** Until every server has heard whose the run is: a call that only reads goes on so long. */
const LAST_MS = 10_000;
/** A paused server goes on when its lease has long run out. */
const PAUSE_MS = 60_000;
const lifeSettings = { leaseMs: 20_000, renewMs: 8_000, sweepMs: 10_000 };

/**
 * Lets a scenario happen, with deaths of the server at the given points of its lives and people who speak at theirs, until
 * the run has ended.
 */
export async function simulate(
  scenario: Scenario,
  crashes: readonly CrashPoint[] = [],
  moments: readonly Moment[] = [],
): Promise<History> {
  const bench = new Bench();
  const spoken = letSpeak(bench, moments);
  bench.turnMs = scenario.turnMs;
  bench.openMs = scenario.openMs ?? 0;
  for (const [key, script] of Object.entries(scenario.scripts)) bench.farEnd.script(key, ...script);
  bench.secrets.set("cred", token(scenario.tickets));
  let runId = scenario.begun ? undefined : await bench.accept(scenario.document);
  const begin = bench.clock.now();
  const lives: ServerLife[] = [];
  let settled = 0;
  let state = await stateOf(bench, runId);
  const live = () => {
    // As the server does at its start. Every third life is one of several instances instead, and waits for the lease.
    if (lives.length % 3 !== 2) bench.kept.voidLeases();
    const life = bench.start({ ...lifeSettings, crash: crashes[lives.length] });
    lives.push(life);
    // Who was not answered sends again, and the key tells whether it is the same.
    if (runId === undefined) void beginIn(life, bench, scenario).then((made) => (runId ??= made));
  };
  live();
  const cancel = () => runId !== undefined && void bench.cancel(runId);
  if (scenario.cancelAfter !== undefined) bench.clock.after(scenario.cancelAfter, cancel);
  while (state.finishedAt === undefined) {
    const passed = bench.clock.now() - begin;
    if (passed > LONGEST_MS) throw new Error(`the run never ends: ${JSON.stringify(await bench.story(runId ?? ""))}`);
    if (lives.at(-1)?.alive === false) live();
    if (passed > PAUSE_MS) resumePaused(lives, crashes);
    await bench.pass(SLICE_MS);
    state = await stateOf(bench, runId);
    if (runId === undefined || state.status !== "needs_attention") continue;
    const doubt = [...state.steps.values()].find(({ status }) => status === "unknown");
    if (!doubt) throw new Error("needs attention for no doubt");
    if (bench.clock.now() - (doubt.doubt?.since ?? 0) < (scenario.patienceMs ?? 0)) continue;
    // After a few repeats the person has had enough: else a far end that always breaks keeps the run open for ever.
    const as = settled > 3 ? "done" : (scenario.settles[settled % scenario.settles.length] ?? "done");
    settled += 1;
    await bench.resolve(runId, doubt.key, as);
  }
  const last = lives.at(-1);
  // A last commit may have killed the last server.
  if (last?.alive === false) live();
  resumePaused(lives, crashes);
  await bench.pass(LAST_MS);
  return { bench, runId: runId ?? "", lives, log: await bench.log(runId ?? ""), state, spoken };
}

const stateOf = (bench: Bench, runId: string | undefined): Promise<RunState> => bench.state(runId ?? "");

/** A webhook comes: the server makes the run and drives it. Never resolves where the server dies before it can answer. */
async function beginIn({ worker }: ServerLife, bench: Bench, { document }: Scenario): Promise<string> {
  const run = { ...bench.newRun(document), dedupeKey: "the one event" };
  return (await worker.begin(run, document)).runId;
}

function resumePaused(lives: readonly ServerLife[], crashes: readonly CrashPoint[]): void {
  for (const [index, life] of lives.entries()) if (crashes[index]?.pauses && !life.alive) life.resume();
}

/** Every point at which the first server of a history could have died. */
export function crashPoints({ lives }: Pick<History, "lives">): CrashPoint[] {
  const { create = 0, append = 0, call = 0, once = 0 } = lives[0]?.count ?? {};
  const points: CrashPoint[] = [];
  for (const [at, count] of [
    ["create", create],
    ["append", append],
    ["call", call],
    ["once", once],
  ] as const)
    for (let number = 1; number <= count; number++)
      points.push({ at, number, when: "before" }, { at, number, when: "after" });
  return points;
}
