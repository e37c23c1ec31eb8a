import { isObject, type Json, type StepState } from "@leeway/engine";

const CALLS = "logic.workflow";

const idIn = (value: Json | undefined): string | undefined =>
  isObject(value) && typeof value["runId"] === "string" ? value["runId"] : undefined;

/** The run that a step of this type has started: known while it waits, and of one that did not wait or failed after it. */
export function childRunOf(step: StepState, type: string | undefined): string | undefined {
  if (type !== CALLS) return undefined;
  if (step.childRunId !== undefined) return step.childRunId;
  if (step.error?.code === "workflow.failed") return idIn(step.error.values);
  // Only a step that does not wait answers with the run itself; else it is the other workflow's own word.
  return isObject(step.input) && step.input["wait"] === false ? idIn(step.output) : undefined;
}
