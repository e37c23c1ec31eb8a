import type { Json } from "../json.js";
import type { StepError } from "../failures.js";

/**
 * Why an attempt failed, as a fact about the call; what follows from it (retry, fail, unknown) is decided
 * in retry.ts by the node's effect, never by a runner.
 */
export type FailureCause =
  /** Repeating cannot help: bad params, a plain refusal, an answer that makes no sense. */
  | { kind: "final" }
  /** The far end answered with this HTTP status. */
  | { kind: "status"; status: number; retryAfterMs?: number }
  /** Not one byte left: name not found, refused, connect time-out, TLS. */
  | { kind: "notSent" }
  /** Something left, no complete answer came. */
  | { kind: "cutOff" };

/** What a runner reports. */
export type StepOutcome =
  | {
      kind: "done";
      output: Json;
      /** The port taken; `main` when absent. */
      port?: string;
      /** Ends the run. */
      ends?: "succeeded" | "failed";
      error?: StepError;
    }
  /** It waits, without a worker, and goes on by itself: see `WaitsFor`. `until` null: for ever. */
  | {
      kind: "wait";
      for: "time" | "callback" | "approval" | "run";
      until: number | null;
      childRunId?: string;
      /** Of a wait for a time: whether it is over then is asked once more, for a server may come to it much later. */
      asksAgain?: true;
    }
  /** A 429 under a limiter's ticket is reported as status 429 like any other: the worker makes a wait of it. */
  | { kind: "failed"; error: StepError; cause: FailureCause };
