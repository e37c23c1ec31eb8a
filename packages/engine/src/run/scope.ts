import { rootNames, type ExpressionScope } from "../expressions/scope.js";
import { newObject, put } from "../expressions/values.js";
import { isObject, type Json, type JsonObject } from "../json.js";
import { nearestFirst, type Plan } from "../plan/plan.js";
import type { WorkspaceScope } from "../ports.js";
import type { StepError } from "../failures.js";
import type { KnownOutput } from "../params/id-kinds.js";
import { partsOfKey, pathOf, pathTo } from "./keys.js";
import { namedBy, type Named } from "./named.js";
import { customFieldsOf, personStep, type PersonStep } from "./person.js";
import type { RunState } from "./state.js";

export { customFieldsOf, personStep, type PersonStep } from "./person.js";

/** What a step's scope is made of besides the log. */
export interface ScopeFacts {
  workspace: WorkspaceScope;
  run: { id: string; startedAt: number; url: string; callbackUrl?: (key: string) => string };
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
  whole(): ExpressionScope;
}

class ScopeOfStep implements StepScope {
  readonly named: ExpressionScope;

  constructor(
    private readonly plan: Plan,
    private readonly state: RunState,
    private readonly key: string,
    private readonly facts: ScopeFacts,
  ) {
    const place = placeOf(plan, key);
    const named = namedBy(plan, place.nodeId);
    const steps = named.steps === "all" ? plan.ancestors(place.nodeId) : named.steps;
    this.named = scopeIn(plan, state, place, steps, facts, named);
  }

  whole(): ExpressionScope {
    return scopeOf(this.plan, this.state, this.key, this.facts);
  }
}

/** Most steps name a step or two of the hundreds that may come before them: only these are looked up. */
export const stepScope = (plan: Plan, state: RunState, key: string, facts: ScopeFacts): StepScope =>
  new ScopeOfStep(plan, state, key, facts);

/** What the result of a loop's item is made with: all of its steps, and what came before the loop. */
export function itemScope(
  plan: Plan,
  state: RunState,
  loopKey: string,
  index: number,
  facts: ScopeFacts,
): ExpressionScope {
  const { nodeId } = partsOfKey(loopKey);
  const path = `${pathOf(loopKey)}[${index}]`;
  const inside = plan.frames.get(nodeId)?.order ?? [];
  const frame = { nodeId, path, loops: [...(plan.nodes.get(nodeId)?.loops ?? []), nodeId] };
  return scopeIn(plan, state, frame, [...inside, nodeId, ...plan.ancestors(nodeId)], facts);
}

/** What expressions of a step may name. A step that was skipped, or did not come before, is absent: missing. */
export function scopeOf(plan: Plan, state: RunState, key: string, facts: ScopeFacts): ExpressionScope {
  const place = placeOf(plan, key);
  return scopeIn(plan, state, place, plan.ancestors(place.nodeId), facts);
}

/** A place in a run: a node, and which items of the loops around it. */
interface Place {
  nodeId: string;
  path: string;
  loops: readonly string[];
}

function placeOf(plan: Plan, key: string): Place {
  const { nodeId } = partsOfKey(key);
  return { nodeId, path: pathOf(key), loops: plan.nodes.get(nodeId)?.loops ?? [] };
}

/** `only` leaves out what is not named there. */
function scopeIn(
  plan: Plan,
  state: RunState,
  place: Place,
  shown: readonly string[],
  facts: ScopeFacts,
  only?: Named,
): ExpressionScope {
  const values = newObject();
  for (const root of only?.roots ?? rootNames) {
    const value = rootIn(root, plan, state, place, shown, facts);
    if (value !== undefined) values[root] = value;
  }
  return { values, now: facts.now, timezone: facts.timezone };
}

/** What stands under a name at the root of an expression; undefined where nothing does. */
function rootIn(
  root: string,
  plan: Plan,
  state: RunState,
  place: Place,
  shown: readonly string[],
  { workspace, run, workflow, now, sayError }: ScopeFacts,
): Json | undefined {
  switch (root) {
    case "trigger":
      return state.steps.get(state.trigger)?.output ?? null;
    case "steps":
      return stepsIn(plan, state, place, shown, sayError);
    case "vars":
      return own(Object.entries(workspace.vars));
    case "fields":
      return fieldsOf(plan, state, place, workspace);
    case "item":
    case "index": {
      const innermost = place.loops.at(-1);
      return innermost === undefined ? undefined : itemOf(plan, state, innermost, place.path)[root];
    }
    case "run":
      return runIn(plan, place.path, run);
    case "workflow":
      return { id: workflow.id, name: workflow.name };
    case "now":
      return new Date(now).toISOString();
    default:
      return undefined;
  }
}

/** The key that a node has for somebody in these items: as much of the path as it is deep itself. */
const keyIn = (plan: Plan, nodeId: string, path: string) =>
  path === "" ? nodeId : nodeId + pathTo(path, plan.nodes.get(nodeId)?.loops.length ?? 0);

function stepsIn(
  plan: Plan,
  state: RunState,
  { path, loops }: Place,
  ids: readonly string[],
  sayError: ScopeFacts["sayError"],
): JsonObject {
  const steps = newObject();
  for (const id of ids) {
    const step = state.steps.get(keyIn(plan, id, path));
    if (loops.includes(id)) put(steps, id, itemOf(plan, state, id, path));
    else if (step?.status === "succeeded" && step.note !== "unneeded") put(steps, id, step.output ?? null);
    else if (step?.status === "failed" && step.handled !== "stop" && step.error)
      put(steps, id, { error: errorInScope(step.error, sayError(step.error)) });
  }
  return steps;
}

/** What a loop shows to the steps inside it. */
function itemOf(plan: Plan, state: RunState, loopId: string, path: string): { item: Json; index: number } {
  const depth = plan.nodes.get(loopId)?.loops.length ?? 0;
  const index = partsOfKey(path).indexes[depth] ?? 0;
  const step = state.steps.get(loopId + pathTo(path, depth));
  const items = isObject(step?.input) ? step.input["items"] : undefined;
  const item = step?.loop?.data?.has(index)
    ? step.loop.data.get(index)
    : Array.isArray(items)
      ? items[index]
      : undefined;
  return { item: item ?? null, index };
}

/** With the addresses of the steps that wait for a call, of these very items. */
function runIn(plan: Plan, path: string, { id, startedAt, url, callbackUrl }: ScopeFacts["run"]): JsonObject {
  const shown: JsonObject = { id, startedAt: new Date(startedAt).toISOString(), url };
  if (!callbackUrl) return shown;
  const urls = newObject();
  for (const { node, definition } of plan.nodes.values())
    if (definition?.callback) put(urls, node.id, callbackUrl(keyIn(plan, node.id, path)));
  return { ...shown, callbackUrls: urls };
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
function fieldsOf(plan: Plan, state: RunState, place: Place, workspace: WorkspaceScope): JsonObject {
  const defaults = Object.entries(workspace.fields).filter(([, value]) => value !== null);
  return own([...defaults, ...customFieldsOf(personSteps(plan, state, place))]);
}

/** As far back as is asked for. */
function* personSteps(plan: Plan, state: RunState, { nodeId, path }: Place): Iterable<PersonStep> {
  for (const id of nearestFirst(plan.nodes, nodeId)) {
    const step = state.steps.get(keyIn(plan, id, path));
    if (step?.status !== "succeeded" || step.note === "unneeded") continue;
    const told = personStep(plan.nodes.get(id)?.definition, step.input ?? null, step.output ?? null);
    if (told) yield told;
  }
}

/** What the steps before this one have answered, as far as ids stand in it. */
export function* outputsBefore(plan: Plan, state: RunState, key: string): Iterable<KnownOutput> {
  const { nodeId } = partsOfKey(key);
  for (const id of new Set([state.trigger, ...plan.ancestors(nodeId)])) {
    const ids = plan.nodes.get(id)?.definition?.ids;
    const step = ids && state.steps.get(keyIn(plan, id, pathOf(key)));
    if (ids && step?.status === "succeeded") yield { nodeId: id, ids, output: step.output ?? null };
  }
}
