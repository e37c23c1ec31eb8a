import type { Json, JsonObject } from "../json.js";
import type { StepError } from "../failures.js";
import type { Cancellation } from "./http.js";

/** Runs other people's JavaScript away from everything: no network, files, environment, secrets. */
export interface CodeHost {
  /** Once `cancellation` asks for it nothing of it is computed any more, and it fails. */
  run(
    job: {
      /** Whose code it is: that of one workflow does not keep another's waiting until it has ended, and workspaces take turns. */
      workspaceId: string;
      workflowId: string;
      source: string;
      input: Json;
      timeoutMs: number;
      memoryMb: number;
      /** Characters that the result may have as JSON. */
      mostOutput: number;
    },
    cancellation?: Cancellation,
  ): Promise<{ ok: true; output: Json; logs: string[] } | { ok: false; error: StepError }>;
}

/** The step that starts a run. `round`: of an item that a person had done again, which time it is. */
export interface Caller {
  runId: string;
  key: string;
  round?: string | undefined;
}

/** Runs of other workflows that a step starts. */
export interface ChildRuns {
  /** Makes it under (run, step, round), so never twice; resolves once committed. */
  start(child: {
    workspaceId: string;
    workflowId: string;
    input: JsonObject;
    rehearsal: boolean;
    /** Whether the step waits for its end. */
    waits: boolean;
    /** With the workflows of the runs above, nearest first. */
    parent: Caller & { depth: number; workflows: string[] };
  }): Promise<{ runId: string } | { error: StepError }>;
  /** Undefined while it has not ended. */
  outcome(
    runId: string,
  ): Promise<{ status: "succeeded" | "failed" | "cancelled"; output: Json; error?: StepError } | undefined>;
  /** The run that this step has started, of which its own log may know nothing yet. */
  find(caller: Caller): Promise<string | undefined>;
  /** The run above was cancelled. */
  cancel(runId: string): Promise<void>;
}
