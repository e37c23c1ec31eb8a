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
  /**
   * Loops in which something is sent, lists and steps that call a workflow with such ones, whose length nobody knows before
   * the run: counted as one item, one page. Steps that call workflows without end: not counted to it.
   */
  unknown: string[];
}

/** What is known before the run: the trigger's payload, and what the steps of the last runs gave. */
export interface KnownData {
  payload: Json;
  runs?: readonly Readonly<Record<string, Json>>[];
  /** What its steps call, by id: the published documents, with what the steps of their last runs gave. */
  called?: ReadonlyMap<string, { document: WorkflowDocument; runs: NonNullable<KnownData["runs"]> }>;
}

/** What a call to a service usually takes, there and back. */
const CALL_MS = 300;
/** Entries of a page where the step does not say. */
const PAGE = 20;

/** As deep as workflows may call each other. */
const DEEPEST = 8;
/** Calls of workflows that are looked at: ten steps that each call ten more are ten million, eight deep. */
const MOST_LOOKED_AT = 200;

interface Above {
  depth: number;
  /** Looks at called workflows, of the whole forecast. */
  looks: { left: number };
}

/** Counts what a run of this document would send, one request for each step, page and item, with those of called workflows. */
export function countCalls(document: WorkflowDocument, known: KnownData): ForecastCalls {
  return countBelow(document, known, { depth: 1, looks: { left: MOST_LOOKED_AT } });
}

function countBelow(document: WorkflowDocument, known: KnownData, above: Above): ForecastCalls {
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const itemsOf = new Map<string, number | undefined>();
  for (const { id, type, params } of document.nodes)
    if (catalogue.get(type)?.loop === true) itemsOf.set(id, listLength(params["items"], known));
  const unknown = new Set<string>();
  const calls = new Map<string, number>();
  let callsMs = 0;
  for (const node of document.nodes) {
    const own = node.disabled ? undefined : callsOf(node, known, above);
    if (!own) continue;
    const loops = loopsAround(node, byId);
    for (const { id } of loops) if (itemsOf.get(id) === undefined) unknown.add(id);
    if (own.unknown.length > 0) unknown.add(node.id);
    const times = loops.reduce((product, { id }) => product * (itemsOf.get(id) ?? 1), 1);
    for (const [credential, count] of own.calls) calls.set(credential, (calls.get(credential) ?? 0) + times * count);
    const atATime = loops.reduce((product, loop) => product * abreast(loop, itemsOf), 1);
    callsMs += (times * own.callsMs) / atATime;
  }
  return { calls, callsMs, unknown: [...unknown] };
}

/** What a step sends each time that it is done; nothing where it sends nothing. */
function callsOf(node: WorkflowNode, known: KnownData, { depth, looks }: Above): ForecastCalls | undefined {
  const { id, credential, type, params } = node;
  if (type === "logic.workflow") {
    const workflowId = params["workflowId"];
    const called = typeof workflowId === "string" ? known.called?.get(workflowId) : undefined;
    if (!called || depth >= DEEPEST) return undefined;
    if (looks.left === 0) return { calls: new Map(), callsMs: 0, unknown: [id] };
    looks.left -= 1;
    const its = { payload: inputOf(params["input"], known), runs: called.runs };
    const found = countBelow(called.document, { ...known, ...its }, { depth: depth + 1, looks });
    return found.calls.size > 0 || found.unknown.length > 0 ? found : undefined;
  }
  if (credential === undefined || catalogue.get(type)?.kind !== "action") return undefined;
  const pages = pagesOf(node, known);
  const count = pages ?? 1;
  return { calls: new Map([[credential, count]]), callsMs: count * CALL_MS, unknown: pages === undefined ? [id] : [] };
}

/** What of the data that a called workflow gets is known already. */
function inputOf(input: Json | undefined, { payload, runs: [last = {}] = [] }: KnownData): Json {
  const values = { trigger: payload, steps: { ...last } };
  const known = Object.entries(isObject(input) ? input : {}).flatMap(([name, value]) => {
    if (typeof value !== "string" || !isTemplate(value)) return [[name, value] as const];
    const parsed = parseTemplate(value);
    const found = parsed.ok && evaluateTemplate(parsed.template, { values, now: 0, timezone: "UTC" });
    return found && found.kind === "value" ? [[name, found.value] as const] : [];
  });
  return Object.fromEntries(known);
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
function abreast({ id, params }: WorkflowNode, itemsOf: ReadonlyMap<string, number | undefined>): number {
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
