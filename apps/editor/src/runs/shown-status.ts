import type { Run } from "@leeway/api";
import type { LoopState, RunState, RunStatus, StepState } from "@leeway/engine";
import { isOver } from "./cancel-button.js";
import { useLoopWait } from "./loops/loop-wait.js";

/**
 * What people are told of a run. One that has ended stays so, also while its log is read from the start: what stands beside
 * it does not come and go. Of one that people have stopped, or that waits for its turn after it has needed somebody, the log
 * tells nothing: what lists say of it counts.
 */
export function shownStatus(run: Pick<Run, "status" | "held">, state: Pick<RunState, "status"> | undefined): RunStatus {
  if (isOver(run.status) || state === undefined) return run.status;
  return run.held !== null && run.held !== "restored" && !isOver(state.status) ? run.status : state.status;
}

/** The same of a run that is looked at: of the steps inside its loops its log here tells nothing, but what they wait for is known. */
export function useShownStatus(run: Run | undefined, state: RunState | undefined): RunStatus {
  const told = run ? shownStatus(run, state) : (state?.status ?? "queued");
  const wait = useLoopWait(told === "running" && state ? soleLoop(state) : undefined);
  return wait ? "waiting" : told;
}

/** A loop, where nothing but loops is under way. */
function soleLoop({ steps }: RunState): (StepState & { loop: LoopState }) | undefined {
  const running = [...steps.values()].filter(({ status }) => status === "running");
  const [first] = running;
  return first?.loop && running.every(({ loop }) => loop) ? { ...first, loop: first.loop } : undefined;
}
