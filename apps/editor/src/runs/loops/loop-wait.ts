import { useState } from "react";
import type { Run } from "@leeway/api";
import type { LoopState, StepState } from "@leeway/engine";
import { useRun } from "../../api/runs.js";
import { useLiveRun } from "../live.js";
import { useNow } from "../story/words.js";
import { doneOf } from "./pace.js";

const STILL_MS = 2_000;
const MOMENT_MS = 5_000;

type Loop = StepState & { loop: LoopState };

/** Why a loop stands still: its items' own steps are not told of, but what their run waits for is. */
export function useLoopRest(
  step: Loop | undefined,
): Pick<Run, "waitingFor" | "held" | "status" | "workflowId"> | undefined {
  const runId = useLiveRun((live) => live.runId);
  const running = step?.status === "running";
  const now = useNow(running);
  const done = step ? doneOf(step.loop) : 0;
  const [moved, setMoved] = useState({ done, at: now });
  // Set while rendering, as React wants derived state.
  if (moved.done !== done) setMoved({ done, at: now });
  const still = running && now - moved.at >= STILL_MS;
  const needsYou = useLiveRun(({ state }) => state?.status === "needs_attention");
  const { data } = useRun(running ? runId : undefined, still);
  if (!running || data === undefined) return undefined;
  // Its log tells of a doubt before the lists do.
  const rest = needsYou ? { ...data, status: "needs_attention" as const } : data;
  // Of a run that is held back from outside it need not be seen first that it does not move.
  return still || needsYou || data.held === "stopped" ? rest : undefined;
}

/** What it waits for, where that is longer than a moment: its bar moves on before anybody has read of a shorter one. */
export function useLoopWait(step: Loop | undefined): NonNullable<Run["waitingFor"]> | undefined {
  const wait = useLoopRest(step)?.waitingFor ?? undefined;
  const now = useNow(wait !== undefined);
  const until = wait?.until ?? null;
  return until !== null && Date.parse(until) < now + MOMENT_MS ? undefined : wait;
}
