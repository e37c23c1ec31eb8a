import type { Plan } from "../plan/plan.js";
import { nextCheckAt } from "../run/doubts.js";
import type { RunState, StepState } from "../run/state.js";
import { CancelSwitch } from "./cancel-switch.js";
import type { WorkerParts } from "./parts.js";

/** Of one run at a time: others want tickets as well. */
const MOST_AT_ONCE = 5;

const none: readonly StepState[] = [];

/** Which doubts of a run are looked into now, and which when. */
export class DoubtWatch {
  readonly #checking = new Map<string, CancelSwitch>();
  #nextAt = 0;
  #doubts = 0;

  constructor(
    private readonly plan: Plan,
    private readonly runners: WorkerParts["runners"],
  ) {}

  /** A look is on its way. */
  get busy(): boolean {
    return this.#checking.size > 0;
  }

  /** When there is something to do again: a wait is over, or a doubt is to be looked into; nothing where neither is. */
  soonest(wakeAt: number | undefined, state: RunState): number | undefined {
    const none = !isLookedInto(state) || this.#nextAt === Infinity || this.#checking.size >= MOST_AT_ONCE;
    if (none || wakeAt === undefined) return none ? wakeAt : this.#nextAt;
    return Math.min(wakeAt, this.#nextAt);
  }

  /** The next `due` looks at all doubts, whatever time was found for the next check. */
  lookAgain(): void {
    this.#nextAt = 0;
  }

  /** The steps that are to be looked into now. */
  due(state: RunState, doubts: ReadonlySet<string>, now: number): readonly StepState[] {
    if (doubts.size !== this.#doubts) this.#nextAt = 0;
    this.#doubts = doubts.size;
    if (!isLookedInto(state) || now < this.#nextAt || this.#checking.size >= MOST_AT_ONCE) return none;
    const due: StepState[] = [];
    this.#nextAt = Infinity;
    for (const key of doubts) {
      const step = state.steps.get(key);
      const at = step && !this.#checking.has(key) && this.#canCheck(step.nodeId) ? nextCheckAt(step) : undefined;
      if (step === undefined || at === undefined) continue;
      if (at <= now && due.length + this.#checking.size < MOST_AT_ONCE) due.push(step);
      else this.#nextAt = Math.min(this.#nextAt, at);
    }
    // Whoever asked may not begin them after all (the worker stops, say): until `begin` is called they stay due.
    if (due.length > 0) this.#nextAt = now;
    return due;
  }

  begin(key: string): CancelSwitch {
    const cancellation = new CancelSwitch();
    this.#checking.set(key, cancellation);
    return cancellation;
  }

  ended(key: string): void {
    this.#checking.delete(key);
    this.lookAgain();
  }

  /** Looks into nothing any more. */
  stop(): void {
    for (const cancellation of this.#checking.values()) cancellation.request();
  }

  /** Whether there is a way to look into what became of this node's step. */
  #canCheck(nodeId: string): boolean {
    const type = this.plan.nodes.get(nodeId)?.node.type;
    return type !== undefined && this.runners.get(type)?.settle !== undefined;
  }
}

/**
 * Nothing is read for a run that has ended, or that ends as soon as what is on its way has come back: a look there is
 * broken off before it begins, and would be begun again at once until then: all that there was of a core went into that.
 */
const isLookedInto = ({ finishedAt, cancelRequested }: RunState) => finishedAt === undefined && !cancelRequested;
