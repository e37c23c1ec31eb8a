import {
  evaluateTemplate,
  isObject,
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
  /** How long all of them take one after another, as far as their loops do not take several items at a time. */
  callsMs: number;
  /** Loops and lists whose length nobody knows before the run: counted as one item, one page. */
  unknown: string[];
}

/** What is known before the run: the trigger's payload, and what the steps of the last runs gave. */
export interface KnownData {
  payload: Json;
  runs?: readonly Readonly<Record<string, Json>>[];
}

/** What a call to a service usually takes, there and back. */
const CALL_MS = 300;
/** Entries of a page where the step does not say. */
const PAGE = 20;

/** Counts what a run of this document would send, one request for each step, page and item. */
export function countCalls(document: WorkflowDocument, known: KnownData): ForecastCalls {
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const unknown: string[] = [];
  const itemsOf = new Map<string, number>();
  for (const node of document.nodes) {
    if (catalogue.get(node.type)?.loop !== true) continue;
    const count = listLength(node.params["items"], known);
    if (count === undefined) unknown.push(node.id);
    itemsOf.set(node.id, count ?? 1);
  }
  const calls = new Map<string, number>();
  let callsMs = 0;
  for (const node of document.nodes) {
    const { credential, type, disabled } = node;
    if (credential === undefined || disabled || catalogue.get(type)?.kind !== "action") continue;
    const loops = loopsAround(node, byId);
    const pages = pagesOf(node, known);
    if (pages === undefined) unknown.push(node.id);
    const times = loops.reduce((product, { id }) => product * (itemsOf.get(id) ?? 1), pages ?? 1);
    calls.set(credential, (calls.get(credential) ?? 0) + times);
    const atATime = loops.reduce((product, loop) => product * abreast(loop, itemsOf), 1);
    callsMs += (times * CALL_MS) / atATime;
  }
  return { calls, callsMs, unknown };
}

function loopsAround(node: WorkflowNode, byId: ReadonlyMap<string, WorkflowNode>): WorkflowNode[] {
  const loops: WorkflowNode[] = [];
  let loop = byId.get(node.parent ?? "");
  // No loop lies deeper than there are nodes; a circle of parents is a problem that is told elsewhere.
  while (loop && loops.length < byId.size) {
    loops.push(loop);
    loop = byId.get(loop.parent ?? "");
  }
  return loops;
}

/** How many items a loop takes at a time: never more than it has. */
function abreast({ id, params }: WorkflowNode, itemsOf: ReadonlyMap<string, number>): number {
  const wanted = params["concurrency"];
  return Math.max(1, Math.min(typeof wanted === "number" ? wanted : 1, itemsOf.get(id) ?? 1));
}

/** How many pages of a list a step reads: as many as it says, or as its lists had lately, at most what it allows. */
function pagesOf({ id, params }: WorkflowNode, { runs = [] }: KnownData): number | undefined {
  const { pages, pageCount, maxEntries, limit } = params;
  if (pages === "count") return typeof pageCount === "number" ? pageCount : 1;
  if (pages !== "all") return 1;
  const found = usual(
    runs.map(({ [id]: output }) => {
      const list = isObject(output) ? output["data"] : undefined;
      return Array.isArray(list) ? list.length : undefined;
    }),
  );
  if (found === undefined) return undefined;
  const entries = Math.min(found, typeof maxEntries === "number" ? maxEntries : 1_000);
  return Math.max(1, Math.ceil(entries / (typeof limit === "number" && limit > 0 ? limit : PAGE)));
}

function listLength(items: Json | undefined, { payload, runs = [] }: KnownData): number | undefined {
  if (Array.isArray(items)) return items.length;
  if (typeof items !== "string" || !isTemplate(items)) return undefined;
  const parsed = parseTemplate(items);
  if (!parsed.ok) return undefined;
  return usual(
    (runs.length === 0 ? [{}] : runs).map((steps) => {
      const values = { trigger: payload, steps: { ...steps } };
      const found = evaluateTemplate(parsed.template, { values, now: 0, timezone: "UTC" });
      return found.kind === "value" && Array.isArray(found.value) ? found.value.length : undefined;
    }),
  );
}

/** The mean of what the runs had that had any: one unusual day is no measure. */
function usual(lengths: readonly (number | undefined)[]): number | undefined {
  const known = lengths.filter((length) => length !== undefined);
  if (known.length === 0) return undefined;
  return Math.ceil(known.reduce((sum, length) => sum + length, 0) / known.length);
}
