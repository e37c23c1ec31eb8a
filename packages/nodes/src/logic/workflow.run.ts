import { isObject, type JsonObject, type NodeRunner, type StepError, type StepOutcome, textOf } from "@leeway/engine";
import { failed } from "../outcomes.js";

export const workflowRunner: NodeRunner = {
  type: "logic.workflow",
  async run({ workflowId, input, wait }, { child }) {
    let { runId } = child;
    if (runId === undefined) {
      const started = await child.start(textOf(workflowId ?? null), isObject(input) ? input : {}, wait !== false);
      if ("error" in started) return failed(started.error);
      ({ runId } = started);
    }
    if (wait === false) return { kind: "done", output: { runId } };
    const ended = await child.outcome(runId);
    if (!ended) return { kind: "wait", for: "run", until: null, childRunId: runId };
    return ended.status === "succeeded" ? { kind: "done", output: ended.output } : failedWith(runId, ended);
  },
};

/** Carries why; a run that a person cancelled has no reason of its own. */
function failedWith(runId: string, { status, error }: { status: string; error?: StepError }): StepOutcome {
  const values: JsonObject = { runId, ended: status };
  if (error) values["cause"] = { code: error.code, values: error.values };
  return failed({ code: "workflow.failed", values });
}
