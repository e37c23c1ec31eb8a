import type { WorkflowDocument } from "../../document/document.js";
import type { RunEvent } from "../../run/events.js";
import { emptyRunState, fold, GrowingState } from "../../run/fold.js";
import type { History } from "./simulate.js";

/**
 * What is wrong with a history, in words; nothing when all is well. Written from the rules of execution alone, on
 * purpose without the engine's own ideas of readiness and liveness.
 */
export function audit(history: History, document: WorkflowDocument): string[] {
  const wrong: string[] = [];
  const say = (text: string) => wrong.push(text);
  checkFrame(history, say);
  checkOrder(history.log, say);
  checkRule(history.log, document, say);
  checkEnd(history, document, say);
  checkEffects(history, document, say);
  checkLimit(history, document, say);
  return wrong;
}

/** The same of a run with loops, as far as it goes for the whole of it. */
export function auditWhole(history: History, document: WorkflowDocument): string[] {
  const wrong: string[] = [];
  const say = (text: string) => wrong.push(text);
  checkFrame(history, say);
  checkOrder(history.log, say);
  checkLimit(history, document, say);
  return wrong;
}

/** One item's own story, told as that of a run; `path` is what its calls' keys end in. */
export function auditItem(history: History, document: WorkflowDocument, path: string): string[] {
  const wrong: string[] = [];
  const say = (text: string) => wrong.push(text);
  checkRule(history.log, document, say);
  checkEffects(history, document, say, path);
  return wrong;
}

type Say = (text: string) => void;

/** The log is whole, folds to the same in pieces, and has one end. */
export function checkFrame(
  { log, state, bench, lives }: Pick<History, "log" | "state" | "bench" | "lives">,
  say: Say,
): void {
  log.forEach(({ seq }, index) => seq === index + 1 || say(`event ${index + 1} has the number ${seq}`));
  if (log[0]?.type !== "run.created") say("the log does not begin with run.created");
  const ends = log.filter(({ type }) => type === "run.finished").length;
  if (ends !== 1 || log.at(-1)?.type !== "run.finished")
    say(`the log has ${ends} ends, its last event is ${log.at(-1)?.type}`);
  const all = JSON.stringify([state, [...state.steps]]);
  for (const cut of [0, log.length >> 1, log.length - 1]) {
    const pieces = fold(fold(emptyRunState, log.slice(0, cut)), log.slice(cut));
    if (JSON.stringify([pieces, [...pieces.steps]]) !== all)
      say(`folded in two pieces at ${cut} the log gives another state`);
  }
  checkPieces(log, say);
  for (const surprise of bench.surprises) say(`a fault of our own: ${String(surprise)}`);
  const held = lives.filter(({ alive, worker }) => alive && worker.holding > 0).length;
  if (held > 0) say("a finished run is held");
}

/** Whoever goes on from any moment says of every later one what is said by whoever has read the log from its begin. */
function checkPieces(log: readonly RunEvent[], say: Say): void {
  const whole = new GrowingState(emptyRunState);
  let pieces = emptyRunState;
  for (const event of log) {
    whole.add(event, event.seq);
    pieces = fold(pieces, [event]);
    const { status } = whole.state;
    if (pieces.status !== status)
      say(`after ${event.seq} ${event.type} the run is ${status}, and ${pieces.status} folded one by one`);
  }
}

/** What may follow in the story of one step. A second start needs a word in between. */
const follows: Record<string, readonly string[]> = {
  "": ["started", "waiting", "retrying", "succeeded", "failed", "skipped", "cancelled"],
  started: ["waiting", "retrying", "succeeded", "failed", "unknown", "cancelled"],
  waiting: ["started", "waiting", "retrying", "failed", "cancelled"],
  retrying: ["started", "waiting", "retrying", "failed", "cancelled"],
  unknown: ["checked", "resolved done", "resolved retry", "resolved fail"],
  checked: ["checked", "resolved done", "resolved retry", "resolved fail"],
  "resolved retry": ["started", "waiting", "retrying", "failed", "cancelled"],
  "resolved fail": ["failed"],
};

const wordOf = (event: RunEvent): string => {
  const word = event.type.replace(/^step\./, "");
  return event.type === "step.resolved" ? `${word} ${event.as}` : word;
};

/** Of a loop its items' ends come between its own begin and end, and its begin stands for all of its body. */
const notInStory = new Set<RunEvent["type"]>(["step.progressed", "item.settled", "items.changed", "step.answered"]);

function checkOrder(log: readonly RunEvent[], say: Say): void {
  const last = new Map<string, string>();
  for (const event of log) {
    if (!("key" in event) || notInStory.has(event.type)) continue;
    const before = last.get(event.key) ?? "";
    const word = wordOf(event);
    if (!follows[before]?.includes(word)) say(`${event.key}: after "${before}" comes "${word}"`);
    last.set(event.key, word);
  }
}

/** By which port a settled step goes on: none of them, or all main links of a disabled one. */
type Settled = { port: string | undefined };

/** The one rule: nothing begins before every incoming link is settled and one is live; nothing is skipped otherwise. */
function checkRule(log: readonly RunEvent[], document: WorkflowDocument, say: Say): void {
  const settled = new Map<string, Settled>();
  const begun = new Set<string>();
  let endedAt = Infinity;
  const again = new Set<string>();
  for (const event of log) {
    if (event.type === "run.created") settled.set(event.trigger, { port: "main" });
    if (event.type === "run.cancelRequested") endedAt = Math.min(endedAt, event.at);
    if (!("key" in event)) continue;
    const { key } = event;
    const links = document.edges.filter(({ target }) => target === key);
    const open = links.some(({ source }) => !settled.has(source));
    const live = links.some(({ source, sourceHandle }) => settled.get(source)?.port === sourceHandle);
    const first = !begun.has(key);
    begun.add(key);
    if (event.type === "step.resolved" && event.as === "retry") again.add(key);
    if (event.type === "step.started" && event.at > endedAt && !again.has(key))
      say(`${key} starts after the run's end was decided`);
    if (event.type === "step.skipped") {
      const { because } = event;
      if (because !== "otherTrigger" && open) say(`${key} is skipped while a link is open`);
      if (because === "dead" && live) say(`${key} is skipped although a link is live`);
      if (because === "disabled" && !live) say(`${key} passes on without a live link`);
    } else if (first && event.type !== "step.cancelled" && (open || !live))
      say(`${key} begins with ${open ? "an open link" : "dead links only"}`);
    const end = settledBy(event);
    if (end) settled.set(key, end);
    if (event.type === "step.failed" && event.handled === "stop") endedAt = Math.min(endedAt, event.at);
    if (event.type === "step.succeeded" && event.ends) endedAt = Math.min(endedAt, event.at);
  }
}

function settledBy(event: RunEvent): Settled | undefined {
  switch (event.type) {
    case "step.succeeded":
      return { port: event.port };
    case "step.failed":
      return { port: { stop: undefined, continue: "main", branch: "error" }[event.handled] };
    case "step.skipped":
      return { port: event.because === "disabled" ? "main" : undefined };
    case "step.resolved":
      return event.as === "done" ? { port: "main" } : undefined;
    case "step.cancelled":
      return { port: undefined };
    default:
      return undefined;
  }
}

function checkEnd({ state, log }: History, document: WorkflowDocument, say: Say): void {
  const final = new Set(["succeeded", "failed", "skipped", "cancelled"]);
  if (state.status === "cancelled") final.add("unknown");
  let handled = 0;
  for (const { id } of document.nodes) {
    const step = state.steps.get(id);
    if (!step || !final.has(step.status)) say(`${id} is left ${step?.status ?? "pending"}`);
    if (step?.status === "failed" && step.handled !== "stop") handled += 1;
    if (state.status === "succeeded" && !state.ending && (step?.status === "cancelled" || step?.handled === "stop"))
      say(`the run succeeded although ${id} is ${step.status}`);
  }
  if (handled !== state.handledErrors) say(`${handled} handled errors are counted as ${state.handledErrors}`);
  const wasCancelled = log.some(({ type }) => type === "run.cancelRequested");
  if (wasCancelled !== (state.status === "cancelled"))
    say(`with${wasCancelled ? "" : "out"} a cancel the run is ${state.status}`);
}

/** A create takes effect once, and once more for each time that a person said so; never where the log says it did not. */
function checkEffects({ bench, log, state }: History, document: WorkflowDocument, say: Say, path = ""): void {
  for (const { id, type } of document.nodes) {
    const arrivals = bench.farEnd.to(id + path);
    const effects = arrivals.filter(({ effect }) => effect).length;
    const events = log.filter((event) => "key" in event && event.key === id);
    const allowed = 1 + events.filter((event) => event.type === "step.resolved" && event.as === "retry").length;
    const creates = type === "create" || type === "post";
    for (const event of events) checkMatch(event, events, bench, id + path, say);
    if (creates && effects > allowed) say(`${id} took effect ${effects} times, ${allowed} allowed`);
    if (new Set(arrivals.map(({ body }) => body)).size > 1) say(`${id} was sent in different words`);
    const { status, resolved } = state.steps.get(id) ?? {};
    const isAction = ["read", "put", "create", "post"].includes(type);
    if (isAction && status === "succeeded" && resolved !== "done" && effects === 0)
      say(`${id} succeeded without a call`);
    const doubted = events.some((event) => event.type === "step.unknown");
    if (creates && !doubted && status !== "succeeded" && effects > 0)
      say(`${id} took effect, and the log says ${status} without a doubt`);
    // A repeatable call may go out while what it rests on is still on its way to the disk.
    if (creates && status === "skipped" && arrivals.length > 0) say(`${id} is skipped and was called`);
    const starts = events.filter((event) => event.type === "step.started").length;
    if (creates && arrivals.length > starts) say(`${id} was called ${arrivals.length} times, with ${starts} intents`);
  }
}

/** What a look settles a step by is what it has done itself, since its last intent. */
function checkMatch(
  event: RunEvent,
  events: readonly RunEvent[],
  { farEnd }: History["bench"],
  key: string,
  say: Say,
): void {
  if (event.type !== "step.resolved" || event.by !== "check") return;
  const entry = farEnd.arrivals[Number(event.match?.replace("entry ", ""))];
  const intent = events.findLast(({ type, seq }) => type === "step.started" && seq < event.seq);
  if (!entry?.effect || entry.key !== key) say(`a check found ${key} done by what ${entry?.key} did`);
  else if (!intent || entry.at < intent.at) say(`a check found ${key} done by what was done before it was begun`);
}

const nodeOf = (key: string) => key.replace(/(\[\d+\])*~?$/, "");

/** No window of 60 s holds more calls of the token than it has tickets. */
function checkLimit({ bench }: History, document: WorkflowDocument, say: Say): void {
  const limit = bench.secrets.get("cred")?.pool?.limit;
  if (limit === undefined) return;
  const limited = new Set(document.nodes.filter(({ credential }) => credential).map(({ id }) => id));
  const times = bench.farEnd.arrivals
    .filter(({ key, headers }) => headers["authorization"] && (key === "entries?" || limited.has(nodeOf(key))))
    .map(({ at }) => at);
  times.forEach((at, index) => {
    const before = times[index - limit];
    if (before !== undefined && at - before < 60_000) say(`${limit + 1} calls within ${at - before} ms`);
  });
}
