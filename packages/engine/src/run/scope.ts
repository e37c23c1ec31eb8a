import type { ExpressionScope } from "../expressions/scope.js";
import { newObject, put } from "../expressions/values.js";
import type { Json, JsonObject } from "../json.js";
import { nearestFirst, type Plan } from "../plan/plan.js";
import type { WorkspaceScope } from "../ports.js";
import type { StepError } from "../failures.js";
import type { KnownOutput } from "../params/id-kinds.js";
import { namedBy, type Named } from "./named.js";
import { customFieldsOf, personStep, type PersonStep } from "./person.js";
import type { RunState } from "./state.js";

export { customFieldsOf, personStep, type PersonStep } from "./person.js";

/** What a step's scope is made of besides the log. */
export interface ScopeFacts {
  workspace: WorkspaceScope;
  run: { id: string; startedAt: number; url: string };
  workflow: { id: string; name: string };
  /** Milliseconds since 1970; fixed once per step. */
  now: number;
  /** IANA zone of the workflow. */
  timezone: string;
  /** A failure as a sentence for people, for `steps.<id>.error.message`. */
  sayError: (error: StepError) => string;
}

/** What a step's params are made with. */
export interface StepScope {
  /** What they name, which is as good as the whole wherever they can be made. */
  named: ExpressionScope;
  /** As of the moment in which it is asked for; a sentence about a mistake needs all that could have been meant. */
  whole: () => ExpressionScope;
}

/** Most steps name a step or two of the hundreds that may come before them: only these are looked up. */
export function stepScope(plan: Plan, state: RunState, nodeId: string, facts: ScopeFacts): StepScope {
  return {
    named: scopeOf(plan, state, nodeId, facts, namedBy(plan, nodeId)),
    whole: () => scopeOf(plan, state, nodeId, facts),
  };
}

/**
 * What expressions of a step may name. A step that was skipped, or did not come before, is absent: missing. `only` leaves
 * out what is not named there.
 */
export function scopeOf(plan: Plan, state: RunState, nodeId: string, facts: ScopeFacts, only?: Named): ExpressionScope {
  const { workspace, run, workflow, now, timezone, sayError } = facts;
  const shown = only?.steps ?? "all";
  const wants = (root: string) => !only || only.roots.has(root);
  const values = newObject();
  if (wants("trigger")) values["trigger"] = state.steps.get(state.trigger)?.output ?? null;
  if (wants("steps")) values["steps"] = stepsIn(state, shown === "all" ? plan.ancestors(nodeId) : shown, sayError);
  if (wants("vars")) values["vars"] = own(Object.entries(workspace.vars));
  if (wants("fields")) values["fields"] = fieldsOf(plan, state, nodeId, workspace);
  if (wants("run")) values["run"] = { id: run.id, startedAt: new Date(run.startedAt).toISOString(), url: run.url };
  if (wants("workflow")) values["workflow"] = { id: workflow.id, name: workflow.name };
  if (wants("now")) values["now"] = new Date(now).toISOString();
  return { values, now, timezone };
}

function stepsIn(state: RunState, ids: readonly string[], sayError: ScopeFacts["sayError"]): JsonObject {
  const steps = newObject();
  for (const id of ids) {
    const step = state.steps.get(id);
    if (step?.status === "succeeded") put(steps, id, step.output ?? null);
    else if (step?.status === "failed" && step.handled !== "stop" && step.error)
      put(steps, id, { error: errorInScope(step.error, sayError(step.error)) });
  }
  return steps;
}

/** An object without a prototype: a name that is not in it is not there, whatever it is. */
function own(entries: Iterable<readonly [string, Json]>): JsonObject {
  const object = newObject();
  for (const [key, value] of entries) put(object, key, value);
  return object;
}

/** Values first, so that nothing of the far end's can pass for the code. */
function errorInScope({ code, values }: StepError, message: string): JsonObject {
  return own([...Object.entries(values), ["code", code], ["message", message]]);
}

/** Custom fields of the run's person over the fields' defaults. */
function fieldsOf(plan: Plan, state: RunState, nodeId: string, workspace: WorkspaceScope): JsonObject {
  const defaults = Object.entries(workspace.fields).filter(([, value]) => value !== null);
  return own([...defaults, ...customFieldsOf(personSteps(plan, state, nodeId))]);
}

/** As far back as is asked for. */
function* personSteps(plan: Plan, state: RunState, nodeId: string): Iterable<PersonStep> {
  for (const id of nearestFirst(plan.nodes, nodeId)) {
    const step = state.steps.get(id);
    if (step?.status !== "succeeded") continue;
    const told = personStep(plan.nodes.get(id)?.definition, step.input ?? null, step.output ?? null);
    if (told) yield told;
  }
}

/** What the steps before this one have answered, as far as ids stand in it. */
export function* outputsBefore(plan: Plan, state: RunState, nodeId: string): Iterable<KnownOutput> {
  for (const id of new Set([state.trigger, ...plan.ancestors(nodeId)])) {
    const ids = plan.nodes.get(id)?.definition?.ids;
    const step = ids && state.steps.get(id);
    if (ids && step?.status === "succeeded") yield { nodeId: id, ids, output: step.output ?? null };
  }
}
