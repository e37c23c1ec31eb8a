import type { Plan } from "../plan/plan.js";
import type { Caller, ChildRuns } from "../ports.js";
import type { RunEventBody } from "../run/events.js";
import { roundOf } from "../run/rounds.js";
import type { RunState } from "../run/state.js";

/** A child run by its id, or by the step that may have started it and was cut off before it could log the id. */
type Left = { childRunId: string } | { caller: Caller };

const none: readonly Left[] = [];

/** Runs of other workflows for which nobody waits any more. */
export class ChildrenLeft {
  /** Names of those that have been cancelled, so that none is cancelled twice. */
  readonly #told = new Set<string>();

  constructor(
    private readonly plan: Plan,
    private readonly runId: string,
    private readonly children: ChildRuns,
  ) {}

  /** Whether steps of this node start runs. */
  mayStart(nodeId: string): boolean {
    return this.plan.nodes.get(nodeId)?.definition?.params.some(({ kind }) => kind === "workflow") === true;
  }

  /** Child runs of the steps that these events cancel, without those cancelled before. */
  leftBy(events: readonly RunEventBody[], state: RunState): readonly Left[] {
    let left: Left[] | undefined;
    for (const event of events) {
      const one = event.type === "step.cancelled" ? this.#leftOf(event, state) : undefined;
      if (one && !this.#told.has(nameOf(one))) (left ??= []).push(one);
    }
    return left ?? none;
  }

  #leftOf({ key, nodeId }: { key: string; nodeId: string }, state: RunState): Left | undefined {
    const childRunId = state.steps.get(key)?.childRunId;
    if (childRunId !== undefined) return { childRunId };
    if (!this.mayStart(nodeId)) return undefined;
    return { caller: { runId: this.runId, key, round: roundOf(this.plan, state, key) } };
  }

  /**
   * To be called before `step.cancelled` is logged: after a crash in between they are cancelled again, and none is
   * forgotten.
   */
  async cancel(left: readonly Left[]): Promise<void> {
    for (const one of left) {
      const runId = "caller" in one ? await this.children.find(one.caller) : one.childRunId;
      if (runId !== undefined) await this.children.cancel(runId);
      this.#told.add(nameOf(one));
    }
  }
}

const nameOf = (left: Left) => ("caller" in left ? `${left.caller.key} ${left.caller.round ?? ""}` : left.childRunId);
