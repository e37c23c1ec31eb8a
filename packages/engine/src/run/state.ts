import type { Json } from "../json.js";
import type { StepError } from "../failures.js";
import type { Lane, OnError } from "../document/document.js";
import type { LoopFacts, Rehearsed, RunStatus, StepStatus, WaitsFor } from "./events.js";
import type { ItemTable } from "./items.js";

/** Where a loop stands; items that are under way have their steps in the run's own map. */
export interface LoopState extends LoopFacts {
  /** How each item ended, as far as it has. */
  items: ItemTable;
  succeeded: number;
  failed: number;
  skipped: number;
  /** Of those that succeeded: how many have errors inside of them that were handled there. */
  flawed: number;
  /** Of a loop that collects, by index. */
  results?: ReadonlyMap<number, Json>;
  /** What they come to; see `sizeOf`. */
  resultSize?: number;
  /** Items that a person has changed, by index. */
  data?: ReadonlyMap<number, Json>;
  /** How often a person had items done again, by index. */
  rounds?: ReadonlyMap<number, number>;
  /** Errors inside of items that have ended, and were handled there: all, and by index of those that have any. */
  handled?: number;
  handledBy?: ReadonlyMap<number, number>;
  /** The first failure: why the loop fails, where it does. */
  firstError?: { index: number; error?: StepError };
}

/** The word that a step waits for, whenever it came. */
export interface Answer {
  as: "callback" | "approval";
  approved?: boolean;
  data?: Json;
  by?: string;
  at: number;
}

/** What the log says of one step. */
export interface StepState {
  key: string;
  nodeId: string;
  status: StepStatus;
  /** Attempts begun, across crashes; limiter waits are none. */
  attempts: number;
  input?: Json;
  /** Censoring changed `input`; see events.ts. */
  censored?: boolean;
  output?: Json;
  /** The port it took. */
  port?: string;
  error?: StepError;
  handled?: OnError;
  startedAt?: number;
  finishedAt?: number;
  /** While it waits: when it goes on at the latest, null = whenever. A step of many calls may wait between two of them, `running`. */
  until?: number | null;
  waitingFor?: WaitsFor | "retry";
  /** Of a wait for a time: it begins anew then, and may wait on. */
  asksAgain?: true | undefined;
  /** The run that it has started. */
  childRunId?: string;
  /** Of a loop. */
  loop?: LoopState;
  /** When the last attempt's call was about to leave. */
  sentAt?: number;
  /** Since when nobody knows the outcome, how often it was looked for, and when last; `error`: why it could not be. */
  doubt?: { since: number; checks: number; at: number; error?: StepError };
  /** What a look at the service found, while nobody knows the outcome. */
  found?: readonly Json[];
  /** The run from which a replay has taken it. */
  takenFrom?: string;
  /** A person settled it; `fail` leaves the rest to onError. */
  resolved?: "done" | "retry" | "fail";
  /** Who; `check`: nobody had to. */
  resolvedBy?: string;
  note?: "responseIgnored" | "sample" | "unneeded";
  /** How far a step of many calls has come. */
  progress?: { done: number; total?: number };
  /** In a rehearsal: the call that a real run would have made. */
  rehearsed?: Rehearsed;
}

/**
 * The step of another run that started this one. `depth` counts the runs above, `workflows` are theirs, nearest first;
 * `waits` is false where that step goes on without it.
 */
export interface ParentOfRun {
  runId: string;
  key: string;
  depth: number;
  workflows?: string[] | undefined;
  waits?: boolean | undefined;
}

/** What the log says of a run: the value of `fold(events)`. */
export interface RunState {
  /** The last event's number; 0 before the first. */
  seq: number;
  status: RunStatus;
  workflowId: string;
  version: number | "draft";
  trigger: string;
  rehearsal: boolean;
  replayOf?: string;
  /** Where that one is a replay as well: the run with which it began. */
  origin?: string;
  parent?: ParentOfRun;
  /** Why it went without the key of its workflow's concurrency. */
  keyError?: StepError;
  /** Another lane of the limiter than its workflow's. */
  lane?: Lane;
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  /** By key. Of loops, those of items that have not ended. */
  steps: ReadonlyMap<string, StepState>;
  /** What waits were given, by key; it may come before the step has begun to wait. */
  answers: ReadonlyMap<string, Answer>;
  cancelRequested: boolean;
  /** Set by `logic.stop`: how the run ends once what is in flight is settled. */
  ending?: { status: "succeeded" | "failed"; error?: StepError };
  /** The key of the step whose output answers the webhook. */
  respondedBy?: string;
  error?: StepError;
  handledErrors: number;
}
