import type { WorkflowDocument } from "../../document/document.js";
import { partsOfKey, pathOf } from "../../run/keys.js";
import type { Manner } from "../far-end.js";
import type { RunEvent } from "../../run/events.js";
import { emptyRunState, fold } from "../../run/fold.js";
import type { RunState, StepState } from "../../run/state.js";
import { auditItem, auditWhole } from "./audit.js";
import type { Scenario } from "./scenario.js";
import type { History } from "./simulate.js";

/** What is drawn around a scenario to make a loop of it. */
export interface LoopTastes {
  items: number;
  concurrency: number;
  onItemError: "stop" | "continue";
  /** The loop lies in another, of so many items. */
  outer: number;
  /** How a step is met that stands beside the inner loop in each item of the outer one; none where nothing is said. */
  beside?: Manner[] | undefined;
  /** Each item leaves a result. */
  collects?: boolean;
}

const BESIDE = "beside";
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/**
 * The same graph as the body of a loop: its nodes behind a first step that stands where the trigger stood. Every item is
 * met by the far end as the scenario says, one step further on in its scripts for each item, so that no two are alike.
 */
export function looped(scenario: Scenario, tastes: LoopTastes): Scenario {
  const { items, concurrency, onItemError, outer, beside, collects = false } = tastes;
  const { document, scripts } = scenario;
  const nested = outer > 0;
  const loop = nested ? "inner" : "each";
  const body = document.nodes.filter(({ type }) => type !== "trigger");
  const place = (id: string) => (id === "in" || id === "other" ? "first" : id);
  const drawn = new Set<string>();
  const edges = document.edges.flatMap((edge) => {
    const moved = { ...edge, source: place(edge.source) };
    const name = JSON.stringify([moved.source, moved.sourceHandle, moved.target]);
    if (drawn.has(name)) return [];
    drawn.add(name);
    return [{ ...moved, id: name }];
  });
  const link = (source: string, sourceHandle: string, target: string) => ({
    id: `${source}-${sourceHandle}>${target}`,
    source,
    sourceHandle,
    target,
  });
  const at = { position: { x: 0, y: 0 } };
  const each = (id: string, list: number[], parent?: string) => ({
    id,
    type: "each",
    ...at,
    params: { items: list, concurrency, onItemError, ...(collects && { collect: "{{ item }}" }) },
    ...(parent !== undefined && { parent }),
  });
  const around = nested
    ? [each("each", range(outer)), each("inner", range(items), "each")]
    : [each("each", range(items))];
  const entry = nested ? [link("each", "item", "inner")] : [];
  const neighbour = { id: BESIDE, type: "create", ...at, params: { say: BESIDE }, parent: "each", timeoutSeconds: 6 };
  const hasNeighbour = nested && beside !== undefined;
  if (hasNeighbour) entry.push(link("each", "item", BESIDE));
  const wrapped: WorkflowDocument = {
    ...document,
    nodes: [
      { id: "in", type: "trigger", ...at, params: {} },
      ...around,
      { id: "first", type: "set", ...at, params: { say: "{{ item }}" }, parent: loop },
      ...body.map((node) => ({ ...node, parent: loop })),
      ...(hasNeighbour ? [neighbour] : []),
      { id: "after", type: "create", ...at, params: { say: "{{ steps.each }}" } },
    ],
    edges: [link("in", "main", "each"), ...entry, link(loop, "item", "first"), ...edges, link("each", "done", "after")],
  };
  const paths = range(items).flatMap((index) =>
    nested ? range(outer).map((first) => `[${first}][${index}]`) : [`[${index}]`],
  );
  const met = paths.flatMap((path, turn) =>
    Object.entries(scripts).map(([key, script]) => {
      const reads = key.endsWith("~");
      const own = [...script.slice(turn % script.length), ...script.slice(-1)];
      return [`${reads ? key.slice(0, -1) : key}${path}${reads ? "~" : ""}`, own] as const;
    }),
  );
  if (hasNeighbour) for (const first of range(outer)) met.push([`${BESIDE}[${first}]`, [...beside]]);
  return { ...scenario, document: wrapped, scripts: Object.fromEntries(met) };
}

/** What is wrong with a history of a loop: each item's own story by the rules of a whole run, and the loop's numbers. */
export function auditLoop(history: History, { document }: Scenario): string[] {
  const { log, state } = history;
  const wrong = auditWhole(history, document);
  const inside = new Set(document.nodes.filter(({ parent }) => parent !== undefined).map(({ id }) => id));
  const body = {
    ...document,
    nodes: document.nodes.filter(({ id, type }) => inside.has(id) && type !== "each"),
    edges: document.edges.map((edge) =>
      edge.target === BESIDE ? { ...edge, source: "first", sourceHandle: "main" } : edge,
    ),
  };
  const paths = new Map<string, RunEvent[]>();
  for (const event of log) {
    if (!("key" in event) || !body.nodes.some(({ id }) => id === event.nodeId)) continue;
    const path = pathOf(event.key);
    paths.set(path, [...(paths.get(path) ?? []), event]);
  }
  for (const [path, events] of paths)
    for (const text of auditItem(asRun(history, events), body, path)) wrong.push(`${path}: ${text}`);
  for (const step of state.steps.values()) if (step.loop) wrong.push(...auditNumbers(log, step));
  wrong.push(...auditHandled(log, state));
  if (state.finishedAt === undefined) wrong.push(`it is ${state.status}`);
  if (state.status !== "cancelled") wrong.push(...doubtsForgotten(log));
  return wrong;
}

/** An item's events as if it were a run of its own, fired by its first step. */
function asRun(history: History, events: readonly RunEvent[]): History {
  const own = history.log.filter((event) => event.type === "run.created" || event.type === "run.cancelRequested");
  const log = [...own, ...events.filter((event) => !("key" in event) || event.nodeId !== "first")]
    .toSorted((a, b) => a.seq - b.seq)
    .map((event): RunEvent => {
      if (event.type === "run.created") return { ...event, trigger: "first" };
      return "key" in event ? { ...event, key: partsOfKey(event.key).nodeId } : event;
    });
  return { ...history, log, state: fold(emptyRunState, log) };
}

/** Every item ends once, and the loop says how many ended how. */
function auditNumbers(log: readonly RunEvent[], { key, status, loop }: StepState): string[] {
  const ends = log.flatMap((event) => (event.type === "item.settled" && event.key === key ? [event.index] : []));
  const wrong = new Set(ends).size === ends.length ? [] : [`items of ${key} end twice`];
  if (status !== "succeeded" || !loop) return wrong;
  const { count, succeeded, failed } = loop;
  if (succeeded + failed !== count || ends.length !== count)
    wrong.push(`${key} is done with ${succeeded} + ${failed} of ${count} items, ${ends.length} ends`);
  return wrong;
}

/** The end of an item, and that of the run, say how many errors inside were handled there, whoever has written them. */
function auditHandled(log: readonly RunEvent[], { steps }: RunState): string[] {
  const goesOn = new Map<string, boolean>();
  for (const event of log)
    if (event.type === "step.started" && event.loop) goesOn.set(event.key, event.loop.onItemError === "continue");
  const paths = log.flatMap((event) => {
    if (event.type === "step.failed" && event.handled !== "stop") return [pathOf(event.key)];
    return event.type === "item.settled" && event.as === "failed" && goesOn.get(event.key) ? [pathOf(event.key)] : [];
  });
  const inside = (path: string) => paths.filter((one) => one.startsWith(path)).length;
  const wrong = log.flatMap((event) => {
    if (event.type === "run.finished" && event.handledErrors !== inside(""))
      return [`${inside("")} handled errors are counted as ${event.handledErrors}`];
    if (event.type !== "item.settled") return [];
    const [path, said] = [`${pathOf(event.key)}[${event.index}]`, event.handledErrors ?? 0];
    return inside(path) === said ? [] : [`${inside(path)} handled errors in ${event.key}${path} are told as ${said}`];
  });
  const each = steps.get("each")?.loop;
  const flawed = log.filter((one) => one.type === "item.settled" && one.key === "each" && isFlawed(one)).length;
  return each && each.flawed !== flawed ? [...wrong, `${flawed} flawed items are counted as ${each.flawed}`] : wrong;
}

const isFlawed = ({ as, handledErrors = 0 }: Extract<RunEvent, { type: "item.settled" }>) =>
  as === "succeeded" && handledErrors > 0;

/** Every doubt is settled, by somebody or by a look, and what is to be sent again is begun; none goes with what is around it. */
const doubtsForgotten = (log: readonly RunEvent[]): string[] =>
  log.flatMap((event) => {
    if (event.type !== "step.unknown") return [];
    const after = log.filter((one) => one.seq > event.seq && "key" in one && one.key === event.key);
    const settled = after.find((one) => one.type === "step.resolved");
    if (!settled) return [`nobody was asked what became of ${event.key}`];
    // What reads before it may end it before its intent.
    const isBegun = settled.as !== "retry" || after.some(({ seq }) => seq > settled.seq);
    return isBegun ? [] : [`${event.key} is not begun again`];
  });
