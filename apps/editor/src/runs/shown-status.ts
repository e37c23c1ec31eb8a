import type { Run } from "@leeway/api";
import type { RunState, RunStatus } from "@leeway/engine";
import { isOver } from "./cancel-button.js";

/**
 * What people are told of a run. One that has ended stays so, also while its log is read from the start: what stands beside
 * it does not come and go. Of one that people have stopped the log tells nothing: what lists say of it counts.
 */
export function shownStatus(run: Pick<Run, "status" | "held">, state: Pick<RunState, "status"> | undefined): RunStatus {
  if (isOver(run.status) || state === undefined) return run.status;
  return run.held === "stopped" && !isOver(state.status) ? run.status : state.status;
}
