import type { WorkflowEdge } from "../document/document.js";
import type { Frame, Plan, PlanNode } from "../plan/plan.js";
import { LoopCourse } from "./loop-course.js";
import type { StepStatus } from "./events.js";
import { partsOfKey, pathTo } from "./keys.js";
import type { RunState, StepState } from "./state.js";

/** Asked several times of each step: a set takes longer. */
const isSettled = (status: StepStatus | undefined): boolean =>
  status === "succeeded" || status === "failed" || status === "skipped" || status === "cancelled";

/** Keys of steps over the whole run, those of all loops' items included: one set that all courses of a run share. */
interface Tally {
  readonly running: Set<string>;
  readonly doubts: Set<string>;
}

const noFrame: Frame = { loop: undefined, nodes: [], order: [], places: new Map(), steps: [], links: [], begins: [] };

/**
 * What a run's next decision has to look at, kept up to date step by step: a turn costs what has changed in it and not
 * what the run has. Made of a state at any time, and the same as if it had been followed up to there. Each item of a loop
 * that has not ended has a course of its own below that of its loop's frame.
 */
export class Course {
  readonly #plan: Plan;
  readonly #state: RunState;
  readonly #frame: Frame;
  readonly #tally: Tally;
  /** Places in the frame's order of the steps about which something could be decided, in that order. */
  readonly #open: number[];
  /** By place, the links of a step whose source is not settled yet. */
  readonly #openLinks: number[];
  /** Of steps that were skipped because they are disabled: whether the flow goes past them. */
  readonly #passing = new Map<string, boolean>();
  /** Each step as it was at the last look, by its node: the counts below change by the difference. */
  readonly #seen = new Map<string, StepState>();
  readonly #loops = new Map<string, LoopCourse<Course>>();
  #unfinished: number;
  #doubts = 0;
  #stops = 0;

  /** `state` may change in place; after each change its steps want to be looked at. */
  constructor(
    plan: Plan,
    state: RunState,
    /** What the keys of its steps end in: nothing outside of loops. */
    readonly path = "",
    frame: Frame = plan.frames.get("") ?? noFrame,
    tally?: Tally,
  ) {
    this.#plan = plan;
    this.#state = state;
    this.#frame = frame;
    this.#tally = tally ?? { running: new Set(), doubts: new Set() };
    this.#unfinished = frame.order.length;
    this.#openLinks = [...frame.links];
    this.#open = [...frame.begins];
    if (!tally) for (const key of state.steps.keys()) this.look(key);
  }

  /** Places of the steps to be decided about, sources before targets: begun and not settled, or with no link left open. */
  get open(): readonly number[] {
    return this.#open;
  }

  /** The step at this place of its frame. */
  step(place: number): PlanNode | undefined {
    return this.#frame.steps[place];
  }

  /** All of its frame, those of a circle as well. */
  get nodes(): readonly PlanNode[] {
    return this.#frame.nodes;
  }

  /** The items of a loop in this frame. */
  loop(nodeId: string): LoopCourse<Course> {
    let loop = this.#loops.get(nodeId);
    if (!loop) {
      const frame = this.#plan.frames.get(nodeId) ?? noFrame;
      loop = new LoopCourse(
        (index) => new Course(this.#plan, this.#state, `${this.path}[${index}]`, frame, this.#tally),
      );
      this.#loops.set(nodeId, loop);
    }
    return loop;
  }

  /** Steps that the log leaves running, in whichever loop; loops themselves are none. */
  get running(): ReadonlySet<string> {
    return this.#tally.running;
  }

  /** Steps that somebody has to settle, in whichever loop. */
  get doubts(): ReadonlySet<string> {
    return this.#tally.doubts;
  }

  /** Whether there is a step that has not come to an end; a doubt is one. */
  get unfinished(): boolean {
    return this.#unfinished > 0;
  }

  /** Whether somebody has to settle a step, here or in a loop. */
  get doubtful(): boolean {
    if (this.path === "") return this.#tally.doubts.size > 0;
    if (this.#doubts > 0) return true;
    for (const loop of this.#loops.values()) for (const item of loop.all()) if (item.doubtful) return true;
    return false;
  }

  /** Whether a failure ends the run, or the item. */
  get stopped(): boolean {
    return this.#stops > 0;
  }

  /** The step, or the item, may have changed. */
  look(key: string): void {
    const { nodeId, indexes } = partsOfKey(key);
    const loops = this.#plan.nodes.get(nodeId)?.loops ?? [];
    const course = this.#below(loops, indexes);
    const index = indexes[loops.length];
    if (index === undefined) return course.#lookAt(nodeId, key);
    course.loop(nodeId).drop(index);
  }

  #below(loops: readonly string[], indexes: readonly number[], depth = 0): Course {
    const loop = loops[depth];
    if (loop === undefined) return this;
    return this.loop(loop)
      .frame(indexes[depth] ?? 0)
      .#below(loops, indexes, depth + 1);
  }

  #lookAt(nodeId: string, key: string): void {
    const step = this.#state.steps.get(key);
    if (!step) return;
    const before = this.#seen.get(nodeId);
    this.#seen.set(nodeId, step);
    const { status } = step;
    this.#stops += Number(stops(step)) - Number(before !== undefined && stops(before));
    this.#doubts += Number(status === "unknown") - Number(before?.status === "unknown");
    const { doubts: open, running } = this.#tally;
    if (status === "unknown") open.add(key);
    else if (open.size > 0) open.delete(key);
    if (status === "running" && !step.loop) running.add(key);
    else if (running.size > 0) running.delete(key);
    const found = this.#plan.nodes.get(nodeId);
    if (found && before?.status !== status) this.#move(found, step, before?.status);
  }

  #move(found: PlanNode, step: StepState, before: StepStatus | undefined): void {
    const { id } = found.node;
    const place = this.#frame.places.get(id);
    if (place !== undefined) {
      this.#unfinished += Number(isUnfinished(step.status)) - Number(isUnfinished(before));
      if (isUnfinished(step.status)) insert(this.#open, place);
      else remove(this.#open, place);
    }
    const settled = Number(isSettled(step.status)) - Number(isSettled(before));
    if (step.status === "skipped") this.#passing.set(id, goesPast(found) && this.isLive(found));
    if (settled !== 0) for (const { target } of found.outgoing) this.#settleLink(target, settled);
  }

  #settleLink(target: string, by: number): void {
    const found = this.#plan.nodes.get(target);
    const place = this.#frame.places.get(target);
    if (!found || place === undefined) return;
    const left = (this.#openLinks[place] ?? 0) - by;
    this.#openLinks[place] = left;
    if (this.#seen.has(target) || found.trigger) return;
    if (left === 0) insert(this.#open, place);
    else remove(this.#open, place);
  }

  /** Whether all that leads to the step, in its frame, has come to its end. */
  isReached(nodeId: string): boolean {
    return this.#plan
      .ancestors(nodeId)
      .every((id) => !this.#frame.places.has(id) || isSettled(this.#seen.get(id)?.status));
  }

  /** Whether a link that leads to the step is live. */
  isLive({ incoming }: PlanNode): boolean {
    return incoming.some((edge) => this.link(edge) === "live");
  }

  /** See `linkOf`. */
  link(edge: WorkflowEdge): Link {
    if (edge.source === this.#frame.loop) return "live";
    return linkBy(edge, this.#state.steps.get(edge.source + this.path), () => this.passes(edge.source));
  }

  /** Whether the flow goes past this step, which was skipped. */
  passes(nodeId: string): boolean {
    return this.#passing.get(nodeId) === true;
  }

  /** The course of the frame in which a node has this path. */
  at(nodeId: string, path: string): Course {
    const loops = this.#plan.nodes.get(nodeId)?.loops ?? [];
    return this.#below(loops, partsOfKey(pathTo(path, loops.length)).indexes);
  }
}

const stops = ({ status, handled }: StepState): boolean => status === "failed" && handled === "stop";

/** A step without a word in the log is yet to come. */
const isUnfinished = (status: StepStatus | undefined): boolean => status !== "unknown" && !isSettled(status);

const goesPast = ({ node, trigger }: PlanNode): boolean => node.disabled === true && !trigger;

export type Link = "open" | "live" | "dead";

/**
 * A link is live when its source succeeded on that port, dead when the source was skipped or took another port. A
 * disabled step is skipped, and its main links are live if any incoming one is: the flow goes past it. `path` says in
 * which item of a loop.
 */
export function linkOf(plan: Plan, edge: WorkflowEdge, state: RunState, path = ""): Link {
  return new Course(plan, state).at(edge.target, path).link(edge);
}

function linkBy(edge: WorkflowEdge, step: StepState | undefined, passes: () => boolean): Link {
  switch (step?.status) {
    case "succeeded":
      return step.port === edge.sourceHandle ? "live" : "dead";
    case "failed":
      if (step.handled === "continue") return isMain(edge) ? "live" : "dead";
      return step.handled === "branch" && edge.sourceHandle === "error" ? "live" : "dead";
    case "cancelled":
      return "dead";
    case "skipped":
      return isMain(edge) && passes() ? "live" : "dead";
    default:
      return "open";
  }
}

/** A loop goes on by `done`. */
const isMain = ({ sourceHandle }: WorkflowEdge) => sourceHandle === "main" || sourceHandle === "done";

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
  if (value > (list.at(-1) ?? -1)) return void list.push(value);
  const index = indexIn(list, value);
  if (list[index] !== value) list.splice(index, 0, value);
}

function remove(list: number[], value: number): void {
  if (list.at(-1) === value) return void list.pop();
  const index = indexIn(list, value);
  if (list[index] === value) list.splice(index, 1);
}
