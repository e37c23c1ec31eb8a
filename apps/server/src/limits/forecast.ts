import {
  evaluateTemplate,
  isTemplate,
  parseTemplate,
  type Json,
  type WorkflowDocument,
  type WorkflowNode,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";

/** Requests that a run would make with one credential. */
export interface ForecastCalls {
  /** By credential. */
  calls: Map<string, number>;
  /** Loops whose number of items nobody knows before the run: counted as one item. */
  unknown: string[];
}

/** Counts what a run of this document would send, one request for each step and item, by the trigger's payload. */
export function countCalls(document: WorkflowDocument, payload: Json): ForecastCalls {
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const unknown: string[] = [];
  const itemsOf = new Map<string, number>();
  for (const node of document.nodes) {
    if (catalogue.get(node.type)?.loop !== true && node.type !== "logic.each") continue;
    const count = listLength(node.params["items"], payload);
    if (count === undefined) unknown.push(node.id);
    itemsOf.set(node.id, count ?? 1);
  }
  const calls = new Map<string, number>();
  for (const node of document.nodes) {
    const { credential, type, disabled } = node;
    if (credential === undefined || disabled || catalogue.get(type)?.kind !== "action") continue;
    calls.set(credential, (calls.get(credential) ?? 0) + timesOf(node, byId, itemsOf));
  }
  return { calls, unknown };
}

function timesOf(
  node: WorkflowNode,
  byId: ReadonlyMap<string, WorkflowNode>,
  itemsOf: ReadonlyMap<string, number>,
): number {
  let times = 1;
  let { parent } = node;
  // No loop lies deeper than there are nodes; a circle of parents is a problem that is told elsewhere.
  for (let depth = 0; parent !== undefined && depth < byId.size; depth++) {
    times *= itemsOf.get(parent) ?? 1;
    parent = byId.get(parent)?.parent;
  }
  return times;
}

function listLength(items: Json | undefined, payload: Json): number | undefined {
  if (Array.isArray(items)) return items.length;
  if (typeof items !== "string" || !isTemplate(items)) return undefined;
  const parsed = parseTemplate(items);
  if (!parsed.ok) return undefined;
  const found = evaluateTemplate(parsed.template, { values: { trigger: payload }, now: 0, timezone: "UTC" });
  return found.kind === "value" && Array.isArray(found.value) ? found.value.length : undefined;
}
