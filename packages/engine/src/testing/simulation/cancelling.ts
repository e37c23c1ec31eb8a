import type { WorkflowDocument } from "../../document/document.js";
import type { PoolGate } from "../../limiter/gate.js";
import type { RunState, StepState } from "../../run/state.js";
import { partsOfKey } from "../../run/keys.js";
import { Bench, token } from "../bench.js";
import type { Arrival } from "../far-end.js";
import { Family } from "../family.js";
import type { ServerLife } from "../server-life.js";
import { graph } from "../tiny-world.js";
import { poolsOf } from "./lasting.js";
import type { Scenario } from "./scenario.js";

/** What is otherwise with a run than that it goes. */
export type Standing =
  | "going"
  /** It stands in its workflow's line. */
  | "lined"
  /** People have stopped its workflow. */
  | "stopped"
  /** Its server has as many runs in hand as it takes. */
  | "crowdedOut"
  /** The server dies as soon as the cancel is stored: what counts is the next one's time. */
  | "dies";

export interface Cancelling {
  standing: Standing;
  /** So long after its beginning. */
  after: number;
}

/** What came of a cancel. */
export interface Cancelled {
  /** What each step was at when it came, by kind, as far as it would have been at it for longer than the time given. */
  was: string[];
  /** What had not ended so long after it and was not on its way to somebody else either. */
  left: string[];
  /** Calls that came to somebody only after it. */
  sent: string[];
}

/** What it is about: the time in which everything that is not on its way has to end. */
const GIVEN_MS = 1_000;
const MOST = 3;
/** Longer than any call. */
const LONG_MS = 310_000;

/** Lets a run happen until somebody cancels it, and looks after the given time. */
export async function cancelling(scenario: Scenario, { standing, after }: Cancelling): Promise<Cancelled> {
  const bench = new Bench();
  bench.openMs = scenario.openMs ?? 0;
  bench.turnMs = scenario.turnMs;
  for (const [key, script] of Object.entries(scenario.scripts)) bench.farEnd.script(key, ...script);
  for (const [key, manner] of Object.entries({ calledAgain: "later", calledSlow: "slow" } as const))
    bench.farEnd.script(key, manner);
  const family = new Family(bench, { called });
  bench.children = family;
  let life = bench.start(standing === "crowdedOut" ? { most: MOST } : {});
  await preparePools(bench, life);
  const runId = await begin(bench, life, scenario.document, standing);
  await bench.pass(after);
  if (standing === "stopped") {
    bench.brakes.stop("wf");
    await bench.pass(100);
  }
  const was = await atWhat(bench, runId, standing);
  const calls = bench.farEnd.arrivals.length;
  const until = bench.clock.now() + GIVEN_MS;
  const { kind } = await bench.cancel(runId);
  if (kind === "refused") return { was: [], left: [], sent: [] };
  if (standing === "dies") {
    life.crash();
    bench.kept.voidLeases();
    bench.farEnd.underWay.clear();
    life = bench.start();
  }
  await bench.pass(GIVEN_MS);
  const left: string[] = [];
  for (const id of [runId, ...family.runs]) left.push(...leftOf(await bench.state(id), bench, scenario.document));
  await bench.pass(LONG_MS);
  const { status } = await bench.state(runId);
  if (status !== "cancelled") left.push(`it is ${status} in the end`);
  for (const surprise of bench.surprises) left.push(`a fault of our own: ${String(surprise)}`);
  // The word reaches those that it has called a moment later.
  const known = ({ key, at }: Arrival) => key === "other" || (key.startsWith("called") && at <= until);
  const sent = bench.farEnd.arrivals.slice(calls).filter((arrival) => !known(arrival));
  return { was, left, sent: sent.map(({ key }) => key) };
}

/** What it starts waits for a person, for the moment to try again, and for an answer. */
const called = graph(
  "in:trigger calledAsk:sleep calledAgain:read calledSlow:create called:create",
  "in>calledAsk in>calledAgain in>calledSlow in>called called>calledAsk",
  { calledAsk: { params: { for: "approval" } }, calledAgain: { retry: { backoffSeconds: 200 } } },
);

async function preparePools(bench: Bench, { parts }: ServerLife): Promise<void> {
  for (const [key, limit] of Object.entries(poolsOf)) {
    const secret = token(limit);
    bench.secrets.set(key, { ...secret, ...(secret.pool && { pool: { ...secret.pool, key } }) });
  }
  await (parts.gate as PoolGate).pause({ key: "paused", limit: poolsOf.paused });
}

/** Other runs take what it would need: the one ticket, the place in its line, its server's hands. */
async function begin(bench: Bench, { worker }: ServerLife, document: WorkflowDocument, standing: Standing) {
  const other = (credential?: string) => graph("in:trigger other:create", "in>other", { other: { timeoutSeconds: 300, ...(credential && { credential }) } }); // prettier-ignore
  await bench.accept(other("full"));
  await bench.pass(2_000);
  bench.farEnd.script("other", "slow");
  const admission = { limit: 1, policy: "queue" } as const;
  if (standing === "lined") void worker.begin({ ...bench.newRun(other()), admission }, other());
  if (standing === "crowdedOut") for (let one = 0; one < MOST; one++) await bench.accept(other());
  await bench.pass(2_000);
  const run = { ...bench.newRun(document), ...(standing === "lined" && { admission }) };
  await bench.kept.create(run);
  bench.wakeups.nudge(run.id);
  return run.id;
}

const settled: ReadonlySet<string> = new Set(["succeeded", "failed", "skipped", "cancelled", "unknown"]);

async function atWhat(bench: Bench, runId: string, standing: Standing): Promise<string[]> {
  const { steps, finishedAt } = await bench.state(runId);
  if (finishedAt !== undefined) return [];
  const lasts = ({ until }: StepState) => until === null || (until ?? 0) > bench.clock.now() + GIVEN_MS;
  const was = [...steps.values()].flatMap((step) => {
    const { key, nodeId, status, waitingFor, loop } = step;
    if (loop) return status === "running" ? ["loop"] : [];
    const where = key === nodeId ? "" : " in an item";
    if (status === "waiting") return lasts(step) ? [`${waitingFor}${where}`] : [];
    if (status === "unknown") return [`doubt${where}`];
    if (settled.has(status)) return [];
    if (bench.farEnd.underWay.has(key)) return [`in flight${where}`];
    return waitingFor !== undefined && lasts(step) ? [`${waitingFor} between calls${where}`] : [];
  });
  return [...was, ...(bench.computing > 0 ? ["computing"] : []), ...(standing === "going" ? [] : [standing])];
}

/** What a second call would do once more, or may be done once more, ends by itself once it is on its way. */
const endsByItself: ReadonlySet<string> = new Set(["put", "create", "post"]);

function leftOf(state: RunState, { farEnd, clock }: Bench, { nodes }: WorkflowDocument): string[] {
  const typeOf = (key: string) => nodes.find(({ id }) => id === partsOfKey(key).nodeId)?.type ?? "create";
  // Of what has just come back the time given begins there.
  const isBack = (key: string) => (farEnd.endedAt.get(key) ?? -Infinity) > clock.now() - GIVEN_MS;
  const onItsWay = (key: string) => (farEnd.underWay.has(key) || isBack(key)) && endsByItself.has(typeOf(key));
  const open = [...state.steps.values()].filter(({ status }) => !settled.has(status));
  const left = open.filter(({ key, loop }) =>
    loop ? !open.some((one) => !one.loop && onItsWay(one.key)) : !onItsWay(key),
  );
  const late = left.map(({ key, status, waitingFor = "" }) => `${key} is ${status} ${waitingFor}`.trim());
  if (late.length === 0 && state.finishedAt === undefined && !open.some(({ key }) => onItsWay(key)))
    late.push(`it is ${state.status}, and nothing is on its way`);
  return late;
}
