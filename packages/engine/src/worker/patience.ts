import { DAY_MS, type Bounds } from "../bounds.js";
import type { StepError } from "../failures.js";
import type { Claim } from "../ports.js";
import type { RunState } from "../run/state.js";
import { MOST_CLAIMS } from "./crashed.js";

/** A port that throws (a full disk, say) is asked again after this long. */
export const PORT_PAUSE_MS = 5_000;

/** The time at which a run has taken as long as it may. */
const longestUntil = ({ createdAt }: RunState, { runDays }: Bounds): number => createdAt + runDays * DAY_MS;

/** Why a run must not go on: it may be what brings its workers down, or it has taken too long. */
export function reasonToGiveUp(state: RunState, { claims }: Claim, bounds: Bounds, now: number): StepError | undefined {
  if (state.finishedAt !== undefined) return undefined;
  if (claims > MOST_CLAIMS) return { code: "run.crashed", values: {} };
  return now > longestUntil(state, bounds) ? { code: "run.tooLong", values: { days: bounds.runDays } } : undefined;
}

/** Until when a run rests, 0 for ever: who waits for a word alone is looked at when it has taken too long. */
export const restsUntil = (wakeAt: number | undefined, state: RunState, bounds: Bounds): number =>
  wakeAt === undefined ? 0 : Math.min(wakeAt, longestUntil(state, bounds) + 1);
