import { sayStepError } from "@leeway/api";
import {
  ownOf,
  customFieldsOf,
  personStep,
  evaluateTemplate,
  isObject,
  makePlan,
  parseTemplate,
  sampleOf,
  type Catalogue,
  type ExpressionScope,
  type Json,
  type JsonObject,
  type NodeDefinition,
  type PersonStep,
  type Plan,
  type StepError,
  type WorkflowDocument,
} from "@leeway/engine";
import { waitsForCall } from "../callback/callback-path.js";
import { itemIds } from "./item-ids.js";
import type { LastRun } from "./last-run.js";

/** Where a previewed value comes from: the last run, a sample that somebody kept, or the definition's own. */
export type Origin = "run" | "kept" | "sample";

/** A step whose output can be read here. */
interface ScopeSource {
  nodeId: string;
  trigger: boolean;
  value: Json;
  origin: Origin;
  /** The ids of its output by path. */
  ids: NodeDefinition["ids"];
}

export interface PreviewFacts {
  document: WorkflowDocument;
  catalogue: Catalogue;
  /** The run whose values are shown, one of this workflow. */
  run: LastRun | undefined;
  /** Kept samples by trigger node. */
  samples: Readonly<Record<string, Json>>;
  vars: Readonly<Record<string, Json>>;
  /** Defaults of the custom fields; null without one. */
  fields: Readonly<Record<string, Json>>;
  workflowId: string;
  publicUrl: string;
  timezone: string;
  now: number;
}

export interface Preview {
  /** What the expressions of this node would see: for the value under a field. */
  scope: ExpressionScope;
  /** The same with samples for steps that the last run skipped: for suggestions and the picker. */
  offered: ExpressionScope;
  /** Upstream steps, nearest first; the trigger last. */
  sources: readonly ScopeSource[];
  /** The innermost loop around, whose item is `item`. */
  loop?: string;
}

/**
 * The scope of a node's expressions before it ran: real values of the last run, else samples. `perItem`: of what a loop
 * makes at the end of each item, with the steps inside.
 */
export function previewOf(nodeId: string, facts: PreviewFacts, perItem = false): Preview {
  return previewIn(makePlan(facts.document, facts.catalogue), nodeId, facts, perItem);
}

function previewIn(plan: Plan, nodeId: string, facts: PreviewFacts, perItem = false): Preview {
  const own = plan.nodes.get(nodeId);
  const inside = perItem ? (plan.frames.get(nodeId)?.order.toReversed() ?? []) : [];
  // A trigger's own params (a dedupe key) read what it has just received.
  const ids = own?.trigger ? [nodeId] : [...inside, ...plan.ancestors(nodeId), ...outerLoops(plan, nodeId)];
  const loops = [...(own?.loops ?? []), ...(perItem ? [nodeId] : [])];
  const items = new Map(loops.map((id) => [id, itemOf(plan, id, facts)]));
  const sources = [...new Set([...ids, ...loops.toReversed()])]
    .flatMap((id) => {
      const source = sourceOf(plan, id, facts);
      const item = items.get(id);
      // A loop shows its item to what is inside it; what comes of it is there behind it only.
      return source ? [item ? { ...source, ...item } : source] : [];
    })
    .toSorted((a, b) => Number(a.trigger) - Number(b.trigger));
  const loop = loops.at(-1);
  const make = (exact: boolean): ExpressionScope => ({
    values: { ...valuesOf(plan, sources, facts, exact), ...items.get(loop ?? "")?.value },
    now: facts.now,
    timezone: facts.timezone,
  });
  return { scope: make(true), offered: make(false), sources, ...(loop !== undefined && { loop }) };
}

function sourceOf(plan: Plan, id: string, facts: PreviewFacts): ScopeSource | undefined {
  const found = plan.nodes.get(id);
  if (!found) return undefined;
  const step = facts.run?.steps.get(id);
  const base = { nodeId: id, trigger: found.trigger, ids: found.definition?.ids };
  if (step?.output !== undefined) return { ...base, value: step.output, origin: "run" };
  if (step?.error) return { ...base, value: { error: errorValue(step.error) }, origin: "run" };
  const kept = ownOf(facts.samples, id);
  if (kept !== undefined) return { ...base, value: kept, origin: "kept" };
  const { definition, node } = found;
  return { ...base, value: definition ? sampleOf(definition, node.params) : null, origin: "sample" };
}

/** A failure as expressions see it; the engine makes the same when it runs. */
function errorValue(error: StepError): JsonObject {
  return { ...error.values, code: error.code, message: sayStepError(error, "en").message };
}

function valuesOf(plan: Plan, sources: readonly ScopeSource[], facts: PreviewFacts, exact: boolean): JsonObject {
  const { run, document } = facts;
  const missing = (id: string) => {
    const node = plan.nodes.get(id)?.node;
    return exact && (run?.steps.get(id)?.status === "skipped" || node?.disabled === true);
  };
  const seen = sources.filter(({ nodeId }) => !missing(nodeId));
  const triggers = sources.filter(({ trigger }) => trigger);
  const trigger = triggers.find(({ nodeId }) => nodeId === run?.trigger) ?? triggers[0];
  return {
    ...(trigger && { trigger: trigger.value }),
    steps: Object.fromEntries(seen.map(({ nodeId, value }) => [nodeId, value])),
    vars: { ...facts.vars },
    fields: { ...facts.fields, ...personFields(plan, seen, run) },
    run: {
      id: run?.id ?? "",
      startedAt: new Date(run?.startedAt ?? facts.now).toISOString(),
      url: `${facts.publicUrl}/runs/${run?.id ?? ""}`,
      ...addressesOf(plan, facts, exact),
    },
    workflow: { id: facts.workflowId, name: document.name },
    now: new Date(facts.now).toISOString(),
  };
}

/** Of steps that wait for a call. Each run has its own; offered are those that somebody could want. */
function addressesOf(plan: Plan, { publicUrl }: PreviewFacts, exact: boolean): JsonObject {
  const waiting = [...plan.nodes.values()].filter(
    ({ node, definition }) => definition?.callback === true && (exact || waitsForCall(node)),
  );
  if (waiting.length === 0) return {};
  const address = `${publicUrl}/hooks/resume/…`;
  return { callbackUrls: Object.fromEntries(waiting.map(({ node }) => [node.id, address])) };
}

/** Custom fields of the run's person. What a step would write is known when it ran. */
function personFields(plan: Plan, sources: readonly ScopeSource[], run: LastRun | undefined): JsonObject {
  const steps = sources.flatMap(({ nodeId, value }): PersonStep[] => {
    const definition = plan.nodes.get(nodeId)?.definition;
    const params = run?.steps.get(nodeId)?.input;
    if (definition?.person && "idParam" in definition.person && params === undefined) return [];
    const told = personStep(definition, params ?? null, value);
    return told ? [told] : [];
  });
  return Object.fromEntries(customFieldsOf(steps));
}

/** What comes before the loops around a node is upstream of it too. */
function outerLoops(plan: Plan, nodeId: string): string[] {
  const found = new Set<string>();
  let parent = plan.nodes.get(nodeId)?.node.parent;
  for (let depth = 0; parent !== undefined && depth < 8; depth += 1) {
    for (const id of plan.ancestors(parent)) found.add(id);
    parent = plan.nodes.get(parent)?.node.parent;
  }
  for (const id of plan.ancestors(nodeId)) found.delete(id);
  return [...found];
}

interface ItemSource extends Pick<ScopeSource, "origin" | "ids"> {
  value: JsonObject;
}

/** What a loop shows inside: the item of the last run that is looked at, else the first one that there would be. */
function itemOf(plan: Plan, loopId: string, facts: PreviewFacts): ItemSource {
  const items = plan.nodes.get(loopId)?.node.params["items"];
  const before = previewIn(plan, loopId, facts);
  const ids = typeof items === "string" ? itemIds(items, before.sources, before.loop) : undefined;
  const index = facts.run?.items?.get(loopId) ?? 0;
  const input = facts.run?.steps.get(loopId)?.input;
  const ran = isObject(input) && Array.isArray(input["items"]) ? input["items"][index] : undefined;
  if (ran !== undefined) return { value: { item: ran, index }, origin: "run", ids };
  const list = typeof items === "string" ? evaluated(items, before.scope) : items;
  const first = Array.isArray(list) ? list[0] : undefined;
  return { value: first === undefined ? {} : { item: first, index: 0 }, origin: "sample", ids };
}

function evaluated(text: string, scope: ExpressionScope): Json | undefined {
  const parsed = parseTemplate(text);
  const found = parsed.ok ? evaluateTemplate(parsed.template, scope) : undefined;
  return found?.kind === "value" ? found.value : undefined;
}
