import {
  ownOf,
  createdEvent,
  GrowingState,
  emptyRunState,
  namedBy,
  resolveParams,
  type Json,
  type JsonObject,
  type NewRun,
  type Plan,
  type RunEventBody,
  type RunState,
  type StepScope,
  type StepState,
} from "@leeway/engine";

/** What is known of the steps before the one that is tried. */
export interface Known {
  samples: Readonly<Record<string, Json>>;
  last: LastRun | undefined;
}
interface LastRun {
  runId: string;
  state: RunState;
  /** The own steps of one item of a loop, by its path. */
  item: (path: string) => readonly StepState[];
}

/** What params of a step would be made with. */
export type ScopeOf = (state: RunState, key: string) => StepScope;

/** Steps that are not done because what they would give is kept. */
export function keptSteps(plan: Plan, target: string, { samples }: Known): RunEventBody[] {
  const [outermost = target] = wayTo(plan, target);
  return before(plan, undefined, outermost).flatMap((id) => {
    const output = ownOf(samples, id);
    return output === undefined ? [] : [doneAs(plan, id, id, outermost, { output, note: "sample" })];
  });
}

/**
 * All steps before the one, by what is known of them, and of the loops around it one item each (`path`); nothing where the way to
 * it would be closed.
 */
export function stepsBefore(
  plan: Plan,
  target: string,
  known: Known,
  run: NewRun,
  scopeOf: ScopeOf,
): { taken: RunEventBody[]; path: string } | undefined {
  const growing = new GrowingState(emptyRunState);
  const taken: RunEventBody[] = [];
  const take = (events: readonly RunEventBody[]) => {
    for (const event of events) growing.add(event, growing.state.seq + 1);
    taken.push(...events);
  };
  growing.add(createdEvent(run), 1);
  const way = wayTo(plan, target);
  let path = "";
  let around: string | undefined;
  for (const [depth, goal] of way.entries()) {
    const past = frameBefore(plan, { around, path, goal, readers: way.slice(depth), trigger: run.trigger }, known);
    if (!past) return undefined;
    take(past);
    if (goal === target) break;
    const key = goal + path;
    const params = listOf(plan, goal, scopeOf(growing.state, key));
    if (!params) return undefined;
    const index = itemToTry(key, path, params.items.length, known);
    take(oneItem(plan, goal, key, params, index, run.at));
    path += `[${index}]`;
    around = goal;
  }
  return { taken, path };
}

/** The loops around a step, outer first, and it. */
const wayTo = (plan: Plan, target: string): string[] => [...(plan.nodes.get(target)?.loops ?? []), target];

interface FramePart {
  /** The loop whose items' steps they are. */
  around: string | undefined;
  path: string;
  goal: string;
  /** It and what is tried inside of it: what they read must be known. */
  readers: readonly string[];
  trigger: string;
}

function frameBefore(plan: Plan, part: FramePart, known: Known): RunEventBody[] | undefined {
  const { around, path, goal, readers, trigger } = part;
  const found = plan.nodes.get(goal);
  const ids = before(plan, around, goal);
  const data = new Map(ids.map((id) => [id, knownOf(id, path, known)]));
  const sources = (found?.incoming ?? []).map(({ source }) => source);
  const isOpen = (id: string) => id === (around ?? trigger) || data.get(id) !== undefined;
  let readsFields = false;
  for (const reader of readers) {
    const { steps, roots } = namedBy(plan, reader);
    readsFields ||= roots.includes("fields");
    const read = steps === "all" ? sources : steps.filter((id) => data.has(id));
    if (read.length > 0 && !read.some(isOpen)) return undefined;
  }
  // Fields are those of the person whom the nearest step tells of: passed, it would leave them to somebody else's.
  if (readsFields && !found?.trigger && !sources.some(isOpen)) return undefined;
  // Of those before it that give nothing, one is passed: the step itself is to be done.
  const passed = found?.trigger || sources.some(isOpen) ? undefined : sources.find((id) => data.has(id));
  if (!found?.trigger && passed === undefined && !sources.some(isOpen)) return undefined;
  return ids.map((nodeId): RunEventBody => {
    const key = nodeId + path;
    const own = data.get(nodeId) ?? (nodeId === passed ? unneeded : undefined);
    if (own) return doneAs(plan, nodeId, key, goal, own);
    return { type: "step.skipped", at: Date.now(), key, nodeId, because: "takenOver" };
  });
}

const unneeded = { output: null, note: "unneeded" } as const;

/** Ids of one frame that come before a step of it, sources first; triggers are none of them. */
function before(plan: Plan, around: string | undefined, goal: string): string[] {
  const ancestors = new Set(plan.ancestors(goal));
  return (plan.frames.get(around ?? "")?.order ?? []).filter((id) => ancestors.has(id) && !plan.nodes.get(id)?.trigger);
}

interface Data {
  output: Json;
  input?: Json;
  port?: string;
  note?: "sample" | "unneeded";
  takenFrom?: string;
}

function knownOf(nodeId: string, path: string, { samples, last }: Known): Data | undefined {
  const kept = ownOf(samples, nodeId);
  if (kept !== undefined) return { output: kept, note: "sample" };
  const step = last && stepOf(last, nodeId + path, path);
  if (!last || step?.status !== "succeeded" || step.note === "unneeded") return undefined;
  const { output = null, input, port } = step;
  return { output, takenFrom: last.runId, ...(input !== undefined && { input }), ...(port !== undefined && { port }) };
}

const stepOf = ({ state, item }: LastRun, key: string, path: string): StepState | undefined =>
  path === "" ? state.steps.get(key) : item(path).find((step) => step.key === key);

/** It has gone the way that leads to the step. */
function doneAs(plan: Plan, nodeId: string, key: string, goal: string, data: Data): RunEventBody {
  const outgoing = plan.nodes.get(nodeId)?.outgoing ?? [];
  const way =
    outgoing.find((edge) => edge.target === goal) ?? outgoing.find(({ sourceHandle }) => sourceHandle !== "item");
  const port = way?.target === goal ? way.sourceHandle : (data.port ?? way?.sourceHandle ?? "main");
  return { type: "step.succeeded", at: Date.now(), key, nodeId, ...data, port };
}

/** What a loop would go through as the draft says it now; nothing where that is no list with items. */
function listOf(plan: Plan, loopId: string, scope: StepScope): (JsonObject & { items: Json[] }) | undefined {
  const found = plan.nodes.get(loopId);
  const made = found?.definition && resolveParams(found.definition, found.node.params, scope.whole());
  const items = made?.ok ? made.params["items"] : undefined;
  return made?.ok && Array.isArray(items) && items.length > 0 ? { ...made.params, items } : undefined;
}

/** The one that failed in the last run: that is the one to be mended; else the first that there is something of. */
function itemToTry(key: string, path: string, count: number, { last }: Known): number {
  const loop = last && stepOf(last, key, path)?.loop;
  const [succeeded] = loop?.items.all("succeeded") ?? [];
  return [loop?.firstError?.index, succeeded].find((index) => index !== undefined && index < count) ?? 0;
}

/** The loop has come to this item: those before it are left out, and what comes after it is not in its list. */
function oneItem(
  plan: Plan,
  nodeId: string,
  key: string,
  { items, ...params }: JsonObject & { items: Json[] },
  index: number,
  at: number,
): RunEventBody[] {
  const count = index + 1;
  const body = [...(plan.frames.get(nodeId)?.order ?? [])];
  const begun: RunEventBody = {
    type: "step.started",
    at,
    key,
    nodeId,
    attempt: 1,
    input: { ...params, items: items.slice(0, count) },
    loop: { count, concurrency: 1, onItemError: "stop", body },
  };
  const indexes = Array.from({ length: index }, (_, one) => one);
  return index === 0 ? [begun] : [begun, { type: "items.changed", at, key, nodeId, indexes, action: "skip" }];
}
