import type { OpenSecret } from "../ports.js";
import type { StepTools } from "../runner.js";
import type { StepParts } from "./parts.js";
import type { RunAround, StepToDo } from "./step-to-do.js";

/** What the runner of a step may use. */
export function toolsOf(
  todo: StepToDo,
  run: RunAround,
  secret: OpenSecret | undefined,
  parts: StepParts,
  { http, read, progress, stopped, lookedUp }: Pick<StepTools, "http" | "read" | "progress" | "stopped" | "lookedUp">,
): StepTools {
  const { now, timezone } = todo.scope.named;
  const { runId, origin, workspaceId, workflowId, rehearsal } = run;
  const { key: stepKey, node } = todo;
  return {
    once: (key, windowMs) =>
      parts.once
        .first({ workspaceId, workflowId, nodeId: node.id, key, windowMs, runId: origin, stepKey, rehearsal })
        .catch(outOfReach),
    code: (job) => parts.code.run(job),
    child: {
      start: (childId, input) =>
        parts.children
          .start({
            workspaceId,
            workflowId: childId,
            input,
            rehearsal,
            parent: {
              runId,
              key: stepKey,
              depth: run.depth + 1,
              workflows: [workflowId, ...run.above],
              round: todo.round,
            },
          })
          .catch(outOfReach),
      outcome: (childRunId) => parts.children.outcome(childRunId).catch(outOfReach),
      runId: todo.before?.childRunId,
    },
    http,
    read,
    progress,
    ...(stopped && { stopped }),
    ...(run.rehearsal && lookedUp && { lookedUp }),
    secret,
    now,
    timezone,
    runDays: parts.bounds.runDays,
    runId,
    stepKey,
  };
}

/** What the installation keeps could not be read or written (a full disk, say): no fault of the step, which is tried again. */
export class OutOfReach extends Error {}
/** For the `catch` of a port: makes its failure one that the step is tried again after. */
export const outOfReach = (cause: unknown): never => {
  throw new OutOfReach("what is kept is out of reach", { cause });
};

const refuse = () => Promise.reject(new Error("a step that only computes makes no call"));
export const noCall = { http: refuse, read: refuse, progress: () => {} };
