import type { Json } from "../json.js";
import type { StepError } from "../failures.js";
import type { OnError } from "../document/document.js";
import type { Rehearsed, RunStatus, StepStatus } from "./events.js";

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
  /** While it waits: when it goes on at the latest. A step of many calls may wait between two of them, `running`. */
  until?: number;
  waitingFor?: "limit" | "pause" | "freeze" | "retry";
  /** A person settled it; `fail` leaves the rest to onError. */
  resolved?: "done" | "retry" | "fail";
  note?: "responseIgnored";
  /** How far a step of many calls has come. */
  progress?: { done: number; total?: number };
  /** In a rehearsal: the call that a real run would have made. */
  rehearsed?: Rehearsed;
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
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  steps: ReadonlyMap<string, StepState>;
  cancelRequested: boolean;
  /** Set by `logic.stop`: how the run ends once what is in flight is settled. */
  ending?: { status: "succeeded" | "failed"; error?: StepError };
  /** The key of the step whose output answers the webhook. */
  respondedBy?: string;
  error?: StepError;
  handledErrors: number;
}
