import type { StepError } from "../failures.js";
import type { Plan } from "../plan/plan.js";
import type { RunEventBody } from "./events.js";
import type { RunState } from "./state.js";

/** What happens next; a thin shell does it. */
export interface Decision {
  /** What follows from the log alone. When there are any, append them, fold, and decide again before starting anything. */
  events: RunEventBody[];
  /** Steps to perform now, with the number of their attempt. */
  start: { key: string; nodeId: string; attempt: number }[];
  /** Items that have come through, whose result is to be made before they are settled. */
  collect: { key: string; nodeId: string; index: number }[];
  /** Steps in flight that should be told to stop: reads, after a cancel or a failure that ends the run. */
  abort: string[];
  /** The earliest time at which a waiting step goes on; Infinity: only when somebody says so; absent: nothing waits. */
  wakeAt?: number;
}

/** A set of keys, or a map by them. */
type InFlight = Pick<ReadonlySet<string>, "has" | "size" | "keys">;

export interface Surroundings {
  /** Milliseconds since 1970. */
  now: number;
  /** Keys of the steps that this process performs right now. */
  inFlight: InFlight;
  /** A wake-up came: steps that wait for the limiter ask it again, whatever time they were told. */
  woken?: boolean;
  /** Characters that the output of a step may have; absent: as many as there are. */
  outputSize?: number;
}

export type Ending = { status: "succeeded" | "failed" | "cancelled"; error?: StepError };

/** One turn of deciding: what is known, and what has come of it so far. */
export class Turn {
  readonly decision: Decision = { events: [], start: [], collect: [], abort: [] };
  readonly now: number;
  readonly inFlight: InFlight;
  readonly woken: boolean;
  readonly outputSize: number;
  /** Steps seen that are in flight or wait. */
  moving = 0;

  constructor(
    readonly plan: Plan,
    readonly state: RunState,
    { now, inFlight, woken = false, outputSize = Infinity }: Surroundings,
  ) {
    this.now = now;
    this.inFlight = inFlight;
    this.woken = woken;
    this.outputSize = outputSize;
  }

  /** Changes whenever anything is found to do or to wait for. */
  get stirred(): number {
    const { events, start, collect } = this.decision;
    return events.length + start.length + collect.length + this.moving;
  }
}
