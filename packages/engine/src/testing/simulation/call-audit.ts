import type { RunEvent } from "../../run/events.js";
import { partsOfKey, pathOf } from "../../run/keys.js";
import { checkFrame } from "./audit.js";
import { eventKey, type CallHistory, type Claimed, type Told } from "./call-history.js";
import type { Calling } from "./calling.js";

type Say = (text: string) => void;
type Ended = Extract<RunEvent, { type: "step.succeeded" | "step.failed" | "step.cancelled" }>;

/** What is wrong with a history of workflows that call each other, in words, from the rules of execution alone. */
export function auditCalls(history: CallHistory, calling: Calling): string[] {
  const wrong: string[] = [];
  for (const told of history.runs) {
    const say: Say = (text) => wrong.push(`${told.run.id} of ${told.run.workflowId}: ${text}`);
    checkFrame({ ...history, ...told }, say);
    const { parent } = told.run;
    if (parent && !history.runs.some(({ run }) => run.id === parent.runId))
      say("it was called by a run that there is not");
    const types = typesIn(calling, told);
    for (const event of told.log) {
      if (!isEnd(event)) continue;
      const { type, waits } = types.get(event.nodeId) ?? {};
      if (type === "run") checkCall(history, told, event, waits !== false, say);
      if (type === "once" && event.type === "step.succeeded") checkPort(history, told, event, say);
    }
    checkEffects(history, told, types, say);
  }
  calling.fired.forEach((_, index) => {
    const made = history.runs.filter(({ run }) => run.dedupeKey === eventKey(index));
    if (made.length !== 1) wrong.push(`the event ${index} has made ${made.length} runs`);
  });
  checkClaims(history, (text) => wrong.push(text));
  return wrong;
}

const isEnd = (event: RunEvent): event is Ended =>
  event.type === "step.succeeded" || event.type === "step.failed" || event.type === "step.cancelled";

function typesIn({ documents }: Calling, { run }: Told): Map<string, { type: string; waits: unknown }> {
  const { nodes } = documents[run.workflowId as keyof typeof documents];
  return new Map(nodes.map(({ id, type, params }) => [id, { type, waits: params["wait"] }]));
}

/** One run for each step that calls, and its end is the step's where it is waited for. */
function checkCall({ runs }: CallHistory, { run }: Told, end: Ended, waits: boolean, say: Say): void {
  const called = runs.filter(({ run: { parent } }) => parent?.runId === run.id && parent.key === end.key);
  const [child] = called;
  if (called.length > 1) say(`${end.key} has called ${called.length} runs`);
  if (end.type === "step.cancelled") {
    // What goes on side by side with it is not its own.
    const told = child?.log.some(({ type }) => type === "run.cancelRequested") === true;
    if (waits && child && !told && (child.state.finishedAt ?? Infinity) > end.at)
      say(`${end.key} was cancelled, and what it had called went on`);
    return;
  }
  if (!child) return say(`${end.key} has ended and called nobody`);
  const { status, finishedAt = Infinity } = child.state;
  if (!waits) {
    const output = end.type === "step.succeeded" ? (end.output as { runId?: string }).runId : undefined;
    if (output !== child.run.id) say(`${end.key} names ${output}, and has called ${child.run.id}`);
    return;
  }
  if (finishedAt > end.at) say(`${end.key} has ended before what it has called`);
  if ((status === "succeeded") !== (end.type === "step.succeeded"))
    say(`${end.key} is ${end.type}, and what it has called ${status}`);
}
/** It goes the way of what it was answered last, which is as at first unless its time was over and another one's has begun. */
function checkPort({ claims }: CallHistory, { run }: Told, end: Ended, say: Say): void {
  const own = claims.filter((claim) => isOf(claim, run.id, end.key));
  const last = own.at(-1);
  if (!last) return say(`${end.key} has ended and never asked`);
  const port = end.type === "step.succeeded" ? end.port : undefined;
  if (port !== (last.first ? "first" : "repeat"))
    say(`${end.key} went to ${port}, and was${last.first ? "" : " not"} the first`);
  const first = own.findLast((claim) => claim.first);
  if (!first || last.first) return;
  const taken = claims.some(
    (claim) =>
      claim.first &&
      nameOf(claim) === nameOf(first) &&
      !isOf(claim, run.id, end.key) &&
      claim.at >= overAt(first) &&
      claim.at <= last.at,
  );
  if (!taken) say(`${end.key} was the first, and then it was not`);
}

const isOf = ({ runId, stepKey }: Claimed, run: string, key: string) => runId === run && stepKey === key;
const nameOf = ({ workflowId, nodeId, key }: Claimed) => JSON.stringify([workflowId, nodeId, key]);
const overAt = ({ at, windowMs = Infinity }: Claimed) => at + windowMs;

/** For each person one claim in each window, from the last time that it was granted, and what is claimed is done unless the run was cancelled. */
function checkClaims({ claims, runs }: CallHistory, say: Say): void {
  const holders = new Map<string, Claimed>();
  for (const claim of claims) {
    if (!claim.first) continue;
    const { runId, stepKey } = claim;
    const before = holders.get(nameOf(claim));
    holders.set(nameOf(claim), claim);
    if (before && !isOf(before, runId, stepKey) && claim.at < overAt(before))
      say(`${nameOf(claim)} was claimed again after ${claim.at - before.at} ms`);
    if (claims.findLast((one) => isOf(one, runId, stepKey)) !== claim) continue;
    const told = runs.find(({ run }) => run.id === runId);
    if (!told) say(`${stepKey} was claimed by a run that there is not`);
    else if (told.state.status !== "cancelled" && !cameOfIt(told, stepKey))
      say(`${stepKey} of ${runId} was claimed, and nothing came of it`);
  }
}

/** The step behind the first's way has come to an end. */
const cameOfIt = ({ log }: Told, stepKey: string): boolean => {
  const key = `${partsOfKey(stepKey).nodeId}first${pathOf(stepKey)}`;
  return (
    log.some((event) => (event.type === "step.succeeded" || event.type === "step.failed") && event.key === key) ||
    log.some((event) => event.type === "step.resolved" && event.key === key && event.as === "done")
  );
};

/** A create takes effect once in each run, and once more for each time that a person said so. */
function checkEffects({ bench }: CallHistory, { run, log }: Told, types: ReturnType<typeof typesIn>, say: Say): void {
  const keys = new Set(log.flatMap((event) => ("key" in event && "nodeId" in event ? [event.key] : [])));
  for (const key of keys) {
    const { type } = types.get(partsOfKey(key).nodeId) ?? {};
    if (type !== "create" && type !== "put") continue;
    const effects = bench.farEnd.to(key).filter(({ effect, body }) => effect && body === JSON.stringify(run.id)).length;
    const events = log.filter((event) => "key" in event && event.key === key);
    const again = events.filter((event) => event.type === "step.resolved" && event.as === "retry").length;
    const byHand = events.some((event) => event.type === "step.resolved" && event.as === "done");
    if (type === "create" && effects > 1 + again) say(`${key} took effect ${effects} times, ${1 + again} allowed`);
    const done = events.some((event) => event.type === "step.succeeded");
    if (done && !byHand && effects === 0) say(`${key} succeeded without an effect`);
  }
}
