import type { WorkflowEdge } from "../document/document.js";
import type { Plan, PlanNode } from "../plan/plan.js";
import type { StepStatus } from "./events.js";
import type { RunState, StepState } from "./state.js";

const settledStatuses = new Set<StepStatus | undefined>(["succeeded", "failed", "skipped", "cancelled"]);

/**
 * What a run's next decision has to look at, kept up to date step by step: a turn costs what has changed in it and not
 * what the run has. Made of a state at any time, and the same as if it had been followed up to there.
 */
export class Course {
  readonly #plan: Plan;
  readonly #state: RunState;
  /** Places in the plan's order of the steps about which something could be decided, in that order. */
  readonly #open: number[] = [];
  /** Links of a step whose source is not settled yet. */
  readonly #openLinks = new Map<string, number>();
  /** Of steps that were skipped because they are disabled: whether the flow goes past them. */
  readonly #passing = new Map<string, boolean>();
  /** How each step was when it was last looked at. */
  readonly #seen = new Map<string, { status: StepStatus; stops: boolean }>();
  readonly #running = new Set<string>();
  #unfinished: number;
  #doubts = 0;
  #stops = 0;

  /** `state` may change in place; after each change its steps want to be looked at. */
  constructor(plan: Plan, state: RunState) {
    this.#plan = plan;
    this.#state = state;
    this.#unfinished = plan.order.length;
    plan.order.forEach((id, place) => {
      const found = plan.nodes.get(id);
      if (found?.trigger || found?.incoming.length === 0) this.#open.push(place);
    });
    for (const key of state.steps.keys()) this.look(key);
  }

  /** Steps to be decided about, sources before targets: begun and not settled, or with no link left open. */
  *open(): Iterable<PlanNode> {
    for (const place of this.#open) {
      const found = this.#plan.nodes.get(this.#plan.order[place] ?? "");
      if (found) yield found;
    }
  }

  /** Steps that the log leaves running. */
  get running(): ReadonlySet<string> {
    return this.#running;
  }

  /** Whether there is a step that has not come to an end; a doubt is one. */
  get unfinished(): boolean {
    return this.#unfinished > 0;
  }

  get doubtful(): boolean {
    return this.#doubts > 0;
  }

  /** Whether a failure ends the run. */
  get stopped(): boolean {
    return this.#stops > 0;
  }

  /** The step may have changed. */
  look(key: string): void {
    const step = this.#state.steps.get(key);
    if (!step) return;
    const before = this.#seen.get(key);
    const now = { status: step.status, stops: step.status === "failed" && step.handled === "stop" };
    this.#seen.set(key, now);
    this.#stops += Number(now.stops) - Number(before?.stops ?? false);
    this.#doubts += Number(now.status === "unknown") - Number(before?.status === "unknown");
    if (now.status === "running") this.#running.add(key);
    else this.#running.delete(key);
    const found = this.#plan.nodes.get(key);
    if (found && before?.status !== now.status) this.#move(found, step, before?.status);
  }

  #move(found: PlanNode, step: StepState, before: StepStatus | undefined): void {
    const place = this.#plan.places.get(step.key);
    if (place !== undefined) {
      this.#unfinished += Number(isUnfinished(step.status)) - Number(isUnfinished(before));
      if (isUnfinished(step.status)) insert(this.#open, place);
      else remove(this.#open, place);
    }
    const settled = Number(settledStatuses.has(step.status)) - Number(settledStatuses.has(before));
    if (step.status === "skipped") this.#passing.set(step.key, goesPast(found) && this.isLive(found));
    if (settled !== 0) for (const { target } of found.outgoing) this.#settleLink(target, settled);
  }

  #settleLink(target: string, by: number): void {
    const found = this.#plan.nodes.get(target);
    const place = this.#plan.places.get(target);
    if (!found || place === undefined) return;
    const left = (this.#openLinks.get(target) ?? found.incoming.length) - by;
    this.#openLinks.set(target, left);
    if (this.#seen.has(target) || found.trigger) return;
    if (left === 0) insert(this.#open, place);
    else remove(this.#open, place);
  }

  /** Whether a link that leads to the step is live. */
  isLive({ incoming }: PlanNode): boolean {
    return incoming.some((edge) => this.link(edge) === "live");
  }

  /** See `linkOf`. */
  link(edge: WorkflowEdge): Link {
    return linkBy(edge, this.#state, () => this.passes(edge.source));
  }

  /** Whether the flow goes past this step, which was skipped. */
  passes(nodeId: string): boolean {
    return this.#passing.get(nodeId) === true;
  }
}

/** A step without a word in the log is yet to come. */
const isUnfinished = (status: StepStatus | undefined): boolean => status !== "unknown" && !settledStatuses.has(status);

const goesPast = ({ node, trigger }: PlanNode): boolean => node.disabled === true && !trigger;

export type Link = "open" | "live" | "dead";

/**
 * A link is live when its source succeeded on that port, dead when the source was skipped or took another port. A
 * disabled step is skipped, and its main links are live if any incoming one is: the flow goes past it.
 */
export function linkOf(plan: Plan, edge: WorkflowEdge, state: RunState): Link {
  return linkBy(edge, state, () => new Course(plan, state).passes(edge.source));
}

function linkBy(edge: WorkflowEdge, state: RunState, passes: () => boolean): Link {
  const step = state.steps.get(edge.source);
  switch (step?.status) {
    case "succeeded":
      return step.port === edge.sourceHandle ? "live" : "dead";
    case "failed":
      if (step.handled === "continue") return edge.sourceHandle === "main" ? "live" : "dead";
      return step.handled === "branch" && edge.sourceHandle === "error" ? "live" : "dead";
    case "cancelled":
      return "dead";
    case "skipped":
      return edge.sourceHandle === "main" && passes() ? "live" : "dead";
    default:
      return "open";
  }
}

/** Where a number stands, or would stand, in a sorted list. */
function indexIn(list: readonly number[], value: number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((list[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function insert(list: number[], value: number): void {
  const index = indexIn(list, value);
  if (list[index] !== value) list.splice(index, 0, value);
}

function remove(list: number[], value: number): void {
  const index = indexIn(list, value);
  if (list[index] === value) list.splice(index, 1);
}
