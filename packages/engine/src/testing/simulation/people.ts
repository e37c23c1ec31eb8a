import type { Plan } from "../../plan/plan.js";
import { makePlan } from "../../plan/plan.js";
import type { RunEvent, RunEventBody } from "../../run/events.js";
import { emptyRunState, fold } from "../../run/fold.js";
import { pathOf } from "../../run/keys.js";
import type { RunState } from "../../run/state.js";
import { approvalWord, callWord, cancelWord, itemsWord, settlingWord, type Word } from "../../run/words.js";
import { signal } from "../../worker/signal.js";
import type { Bench } from "../bench.js";
import { runnableCatalogue } from "../tiny-runners.js";

/** When somebody says something: as a server is about to write for the nth time, so that they come before it. */
export interface Moment {
  append: number;
  /** Which of all that could be said then. */
  choice: number;
  /** The wake-up is lost: the server finds out by its write alone. */
  unheard: boolean;
}

/** What was said, and taken. */
export interface Spoken {
  events: RunEvent[];
  /** What was stored of the run when it was said. */
  before: RunState;
}

/** What an item is given in the place of its own data. */
export const EDITED = "edited";

type Say = (state: RunState, plan: Plan) => Word<unknown>;

/** Everything that somebody could say of the run as it is stored, as far as it would be taken. */
function sayings(state: RunState, plan: Plan, at: number): Say[] {
  const said = { at, by: "somebody" };
  const says: Say[] = [];
  for (const { key, status, waitingFor, loop } of state.steps.values()) {
    if (loop) {
      const [failed] = loop.items.all("failed");
      const items = (wish: Parameters<typeof itemsWord>[3]) => (now: RunState) => itemsWord(now, plan, key, wish, at);
      says.push(items({ items: "failed", action: "retry" }));
      if (failed !== undefined) {
        says.push(items({ items: [failed], action: "retry", data: EDITED }));
        says.push(items({ items: [failed], action: "skip" }));
      }
      says.push(items({ items: "rest", action: "skip" }));
    }
    if (status === "waiting" && waitingFor === "approval")
      for (const approved of [true, false]) says.push((now) => approvalWord(now, plan, key, { approved }, said));
    if (status === "waiting" && waitingFor === "callback") says.push((now) => callWord(now, plan, key, "called", at));
    if (status === "unknown")
      for (const as of ["retry", "done", "fail"] as const) says.push((now) => settlingWord(now, key, { as }, said));
  }
  for (const key of earlyKeys(state, plan)) says.push((now) => callWord(now, plan, key, "called early", at));
  says.push((now) => cancelWord(now, said));
  return says.filter((say) => eventsOf(say(state, plan)).length > 0);
}

/** Steps that will wait for a call and do not yet: their address may be known already. */
function earlyKeys({ steps }: RunState, plan: Plan): string[] {
  const around = (nodeId: string) => plan.nodes.get(nodeId)?.loops.join() ?? "";
  return [...plan.nodes].flatMap(([id, { node }]) => {
    if (node.type !== "sleep" || node.params["for"] !== "callback") return [];
    const beside = [...steps.values()].filter(({ nodeId }) => around(nodeId) === around(id));
    const keys = new Set(beside.map(({ key }) => id + pathOf(key)));
    return [...keys].filter((key) => !steps.has(key));
  });
}

const eventsOf = (word: Word<unknown>): RunEventBody[] => ("events" in word ? word.events : []);

/** Lets people speak at their moments, as the server's services do; answers what of it was taken. */
export function letSpeak(bench: Bench, moments: readonly Moment[]): Spoken[] {
  const spoken: Spoken[] = [];
  if (moments.length === 0) return spoken;
  let appends = 0;
  bench.store = bench.storeWith(async (runId, request) => {
    if (request.fence !== undefined) {
      appends += 1;
      for (const moment of moments) if (moment.append === appends) await speak(bench, runId, moment, spoken);
    }
    return bench.kept.append(runId, request);
  });
  return spoken;
}

async function speak(bench: Bench, runId: string, { choice, unheard }: Moment, spoken: Spoken[]): Promise<void> {
  const record = await bench.kept.load(runId);
  if (!record) return;
  const before = fold(emptyRunState, record.events);
  const says = sayings(before, makePlan(record.document, runnableCatalogue), bench.clock.now());
  const say = says[choice % says.length];
  if (!say) return;
  const wakeups = unheard ? { nudge: () => {}, onNudge: () => () => {}, full: false } : bench.wakeups;
  const parts = { store: bench.kept, feed: bench.feed, wakeups, catalogue: runnableCatalogue };
  await signal(parts, runId, (state, plan) => say(state, plan) as { events: RunEventBody[] });
  const events = await bench.kept.eventsAfter(runId, before.seq, Infinity);
  spoken.push({ events, before });
}
