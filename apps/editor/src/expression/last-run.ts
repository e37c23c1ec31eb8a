import { useMemo } from "react";
import type { RunStep } from "@leeway/api";
import type { Json, RunState, StepError, StepState, StepStatus } from "@leeway/engine";
import { useRuns, useRunSteps } from "../api/runs.js";
import { useLiveRun } from "../runs/live.js";
import { stepFromApi } from "../runs/step-from-api.js";
import { useLookedItems } from "../runs/loops/looked-items.js";

/** What is known of a step of the last run. */
export interface LastStep {
  status: StepStatus;
  input?: Json;
  output?: Json;
  error?: StepError;
  /** Long values were cut. */
  cut?: boolean;
  finishedAt?: number;
}

/** The run whose values are shown: the one that is looked at, else the newest. */
export interface LastRun {
  id: string;
  trigger: string;
  startedAt: number | undefined;
  /** By node; inside loops those of the items that are looked at. */
  steps: ReadonlyMap<string, LastStep>;
  /** Which item of a loop is looked at, by the loop's id. */
  items?: ReadonlyMap<string, number>;
}

/** The run of this workflow that is followed on the screen; without one, the newest that the server has. */
export function useLastRun(workflowId: string): LastRun | undefined {
  const liveId = useLiveRun((live) => live.runId);
  const state = useLiveRun((live) => live.state);
  const live = state?.workflowId === workflowId ? state : undefined;
  const newest = useRuns({ workflowId }, 1).data?.pages[0]?.items[0];
  const { data: steps } = useRunSteps(live ? undefined : newest?.id);
  const looked = useLookedItems((state) => state.items);
  const inside = useLookedItems((state) => state.steps);
  return useMemo(() => {
    if (live && liveId !== undefined) {
      const items = new Map(looked.filter(({ runId }) => runId === liveId).map(({ loopId, index }) => [loopId, index]));
      return lastOf(liveId, live, items, inside);
    }
    if (!newest || !steps) return undefined;
    return {
      id: newest.id,
      trigger: newest.trigger,
      startedAt: newest.startedAt === null ? undefined : Date.parse(newest.startedAt),
      steps: new Map(steps.map((step) => [step.key, stepOf(step)])),
    };
  }, [live, liveId, newest, steps, looked, inside]);
}

const lastOf = (
  id: string,
  { trigger, startedAt, steps }: RunState,
  items: ReadonlyMap<string, number>,
  inside: ReadonlyMap<string, StepState>,
): LastRun => ({ id, trigger, startedAt, items, steps: items.size > 0 ? new Map([...steps, ...inside]) : steps });

const stepOf = (step: RunStep): LastStep => ({ ...stepFromApi(step), ...(step.truncated && { cut: true }) });
