import type { Bounds } from "../bounds.js";
import type { Plan } from "../plan/plan.js";
import type { Claim } from "../ports.js";
import { Course } from "../run/course.js";
import { decide, type Decision, type Surroundings } from "../run/decide.js";
import { giveUp } from "../run/give-up.js";
import { reasonToGiveUp } from "./patience.js";
import type { RunLog } from "./run-log.js";

const none: ReadonlySet<string> = new Set();

/** What happens next in a held run; looks anew only at what its log has more of than at the last decision. */
export class Deciding {
  #course: Course | undefined;

  constructor(
    private readonly plan: Plan,
    private readonly log: RunLog,
    private readonly claim: Claim,
    private readonly bounds: Bounds,
  ) {}

  /** Keys of the steps that nobody knew the outcome of at the last decision. */
  get doubts(): ReadonlySet<string> {
    return this.#course?.doubts ?? none;
  }

  decide(now: number, inFlight: Surroundings["inFlight"], woken: boolean): Decision {
    const { plan, bounds } = this;
    const { state } = this.log;
    const error = inFlight.size > 0 ? undefined : reasonToGiveUp(state, this.claim, bounds, now);
    if (error) return { events: giveUp(plan, state, error, now), start: [], collect: [], abort: [] };
    return decide(plan, state, { now, inFlight, woken, outputSize: bounds.outputSize }, this.#followed());
  }

  #followed(): Course {
    const touched = this.log.takeTouched();
    if (!this.#course || !touched) this.#course = new Course(this.plan, this.log.state);
    else for (const key of touched) this.#course.look(key);
    return this.#course;
  }
}
