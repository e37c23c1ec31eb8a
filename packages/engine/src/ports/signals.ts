import type { RunState } from "../run/state.js";
import type { RunStatus } from "../run/events.js";

/** When a run that was stopped by people is due: never by itself, only once it is resumed. */
export const PARKED_AT = 8_640_000_000_000_000;

/** What a stop is asked about: whoever stops a workflow stops what its runs have started as well. */
export interface StopScope {
  /** The run. */
  id: string;
  workspaceId: string;
  workflowId: string;
  parent?: { workflows?: readonly string[] | undefined } | undefined;
}

/** What people have stopped: nothing new begins there, and runs that want to go on are parked. */
export interface Brakes {
  on(run: StopScope): boolean;
  /** Calls back after something was stopped or resumed; answers a function that forgets the listener. */
  onChange(listener: () => void): () => void;
}

/**
 * Why a run is nudged that does not simply go on. `said`: somebody else has appended to its log, and its holder begins no call
 * before it has read that. `cancelled`: so too, and it is taken also by who has as many in hand as it may: it begins nothing
 * any more. `waits`: what it waits for has another reason now; very many may be told that at once, and keep nobody waiting.
 */
export type Nudge = "said" | "cancelled" | "waits";

/** Tells workers that a run wants attention. May lose anything: a sweep finds what it lost. */
export interface Wakeups {
  nudge(runId: string, why?: Nudge): void;
  /** `isFull`: the listener keeps as many in mind as it should; whoever has more of those that "waits" had better wait. */
  onNudge(listener: (runId: string, why?: Nudge) => void, isFull?: () => boolean): () => void;
  /** Whether a listener is full. */
  readonly full: boolean;
}

/** A run's log has grown to `seq`. */
export interface RunChange {
  runId: string;
  workflowId: string;
  workspaceId: string;
  seq: number;
  status: RunStatus;
  /** What the log folds to, where announcer and listener share a process; others read the log themselves. */
  state?: RunState;
}
/** Tells listeners that a run's log has grown. */
export interface RunFeed {
  announce(change: RunChange): void;
  listen(filter: { runId: string } | { workflowId: string }, listener: (change: RunChange) => void): () => void;
}
