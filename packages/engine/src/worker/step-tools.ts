import { sizeOf } from "../params/size.js";
import type { Cancellation, OpenSecret } from "../ports.js";
import type { StepTools } from "../runner.js";
import type { StepParts } from "./parts.js";
import type { RunAround, StepToDo } from "./step-to-do.js";

/** What goes through the calls of an attempt. */
export type CallTools = Pick<StepTools, "http" | "mail" | "read" | "progress" | "stopped" | "lookedUp"> & {
  /** To be asked before a run is started; false: none is. */
  awaitRun: () => Promise<boolean>;
  /** The same before something is claimed. */
  awaitClaim: () => Promise<boolean>;
};

/**
 * What the runner of a step may use. What reaches beyond the step is made when it is asked for: most steps ask for none of
 * it, and making all of it for each was a twentieth of what a short run leaves to be collected.
 */
class Tools implements StepTools {
  constructor(
    private readonly todo: StepToDo,
    private readonly run: RunAround,
    readonly secret: OpenSecret | undefined,
    private readonly parts: StepParts,
    private readonly cancellation: Cancellation,
    private readonly calls: CallTools,
  ) {}

  get http(): StepTools["http"] {
    return this.calls.http;
  }

  get mail(): StepTools["mail"] {
    return this.calls.mail;
  }

  get read(): StepTools["read"] {
    return this.calls.read;
  }

  get progress(): StepTools["progress"] {
    return this.calls.progress;
  }

  get stopped(): (() => Promise<void>) | undefined {
    return this.calls.stopped;
  }

  get lookedUp(): StepTools["lookedUp"] {
    return this.calls.lookedUp;
  }

  get now(): number {
    return this.todo.scope.named.now;
  }

  get timezone(): string {
    return this.todo.scope.named.timezone;
  }

  get runDays(): number {
    return this.parts.bounds.runDays;
  }

  get runId(): string {
    return this.run.runId;
  }

  get stepKey(): string {
    return this.todo.key;
  }

  get once(): StepTools["once"] {
    const { workspaceId, workflowId, origin: runId, rehearsal } = this.run;
    const { key: stepKey, node } = this.todo;
    const here = { workspaceId, workflowId, nodeId: node.id, runId, stepKey, rehearsal };
    return async (key, windowMs) =>
      (await this.calls.awaitClaim()) ? this.parts.once.first({ ...here, key, windowMs }).catch(outOfReach) : unasked;
  }

  get code(): StepTools["code"] {
    const { workspaceId, workflowId } = this.run;
    const mostOutput = this.parts.bounds.outputSize;
    return (job) => this.parts.code.run({ ...job, workspaceId, workflowId, mostOutput }, this.cancellation);
  }

  get child(): StepTools["child"] {
    const { children, bounds } = this.parts;
    const { runId, workspaceId, workflowId, rehearsal, depth, above } = this.run;
    const { key, round, before } = this.todo;
    const parent = { runId, key, depth: depth + 1, workflows: [workflowId, ...above], round };
    return {
      start: async (childId, input, waits) => {
        // It becomes the output of a step: of the trigger there.
        const limit = bounds.outputSize;
        if (sizeOf(input, limit) > limit) return { error: { code: "workflow.inputTooLarge", values: { limit } } };
        return (await this.calls.awaitRun())
          ? children.start({ workspaceId, workflowId: childId, input, rehearsal, waits, parent }).catch(outOfReach)
          : { error: { code: "step.interrupted", values: { effect: "none" } } };
      },
      outcome: (childRunId) => children.outcome(childRunId).catch(outOfReach),
      runId: before?.childRunId,
    };
  }
}

/** What the runner of a step may use. */
export const toolsOf = (
  todo: StepToDo,
  run: RunAround,
  secret: OpenSecret | undefined,
  parts: StepParts,
  cancellation: Cancellation,
  calls: CallTools,
): StepTools => new Tools(todo, run, secret, parts, cancellation, calls);

/** What the installation keeps could not be read or written (a full disk, say): no fault of the step, which is tried again. */
export class OutOfReach extends Error {}
/** For the `catch` of a port: makes its failure one that the step is tried again after. */
export const outOfReach = (cause: unknown): never => {
  throw new OutOfReach("what is kept is out of reach", { cause });
};

const refuse = () => Promise.reject(new Error("a step that only computes makes no call"));
export const noCall = {
  http: refuse,
  mail: refuse,
  read: refuse,
  progress: () => {},
  awaitRun: refuse,
  awaitClaim: refuse,
};
/** The step begins anew, whatever it makes of this. */
const unasked = { first: false as const, runId: "", at: 0 };
