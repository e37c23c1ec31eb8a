import type { Effect, NodeDefinition } from "../definition.js";
import type { WorkflowNode } from "../document/document.js";
import type { JsonObject } from "../json.js";
import type { Plan } from "../plan/plan.js";
import type { NodeRunner } from "../runner.js";
import type { RunEventBody } from "../run/events.js";
import type { StepScope } from "../run/scope.js";
import type { RunState, StepState } from "../run/state.js";

/** One attempt of one step, as `decide` asked for it. */
export interface StepToDo {
  key: string;
  node: WorkflowNode;
  definition: NodeDefinition | undefined;
  attempt: number;
  /** What the log says of it so far. */
  before: StepState | undefined;
  scope: StepScope;
  /** Of an item that is done again: which time; see `roundOf`. */
  round?: string | undefined;
  /** The run as it goes on, for what few steps ask for. */
  plan: Plan;
  state: RunState;
}

/** The run around a step. */
export interface RunAround {
  runId: string;
  /** The run that this one repeats, or it: what was done for somebody once was done for the same there. */
  origin: string;
  workspaceId: string;
  workflowId: string;
  /** Runs above it, and their workflows, nearest first. */
  depth: number;
  above: readonly string[];
  rehearsal: boolean;
  lane: "critical" | "normal" | "bulk";
  /** Nothing further is begun: the run is to end, or its steps begin anew elsewhere. */
  stopping: () => boolean;
  /** A person has left an item around the step out: nothing more of it begins. */
  leftOut: (key: string) => boolean;
  /** The run is to end. */
  cancelled: () => boolean;
  /** What others have said of the run is not read yet; resolves once it is. */
  unheard: () => Promise<void> | undefined;
  /** Calls back whenever a ticket may be there, or something else has happened; answers a function that forgets it. */
  onPoke: (waiter: () => void) => () => void;
  /** Whether some step has answered the webhook already. */
  responded: () => boolean;
  /** Appends in order, without waiting; false: the run belongs to somebody else now, nothing may be sent. */
  log: (event: RunEventBody) => boolean;
  /** Appends and waits for the commit; false: not stored, and somebody else has to say first what happens now. */
  commit: (event: RunEventBody) => Promise<boolean>;
  /** Waits until all that has come of the run so far is stored; false: it has not been, and the step begins anew. */
  stored: () => Promise<boolean> | boolean;
}

/** A step that can be performed: what performs it, with what. */
export type Prepared = { runner: NodeRunner; definition: NodeDefinition; params: JsonObject; effect: Effect };
