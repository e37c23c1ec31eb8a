import { create } from "zustand";
import type { LoopProgress } from "@leeway/api";
import { emptyRunState, fold, type RunEvent, type RunState } from "@leeway/engine";
import { followRun } from "../api/streams.js";
import { addHistory, emptyHistory, type History } from "./story/history.js";

export interface LiveRun {
  runId: string | undefined;
  /** Undefined until the first event is here. */
  state: RunState | undefined;
  /** Per step key what it went through: attempts, waits, a person's word. */
  history: History;
  /** The stream broke and is being opened again: what is shown may be old. */
  lost: boolean;
  /** Shows this run from now on; the one shown already goes on without a flicker. */
  follow: (runId: string) => void;
  stop: () => void;
  /** Forgets what it was told of the run, and asks for all of it again. */
  again: () => void;
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

let close: (() => void) | undefined;
let frame = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let waiting: RunEvent[] = [];
let moved: LoopProgress[] = [];

/**
 * The run that the editor looks at, folded from its log as it grows. Events of one animation frame are folded together:
 * a run of a thousand steps repaints sixty times a second at most.
 */
export const useLiveRun = create<LiveRun>()((set, get) => {
  const flush = () => {
    frame = 0;
    const before = get().state ?? emptyRunState;
    // A stream that was opened again tells the log from its beginning.
    const fresh = waiting.filter(({ seq }) => seq > before.seq);
    const state = withProgress(fold(before, fresh), moved);
    waiting = [];
    moved = [];
    if (state === before) return;
    set({ state, history: addHistory(get().history, fresh), lost: false });
  };
  const onEvent = (event: RunEvent) => {
    waiting.push(event);
    frame ||= requestAnimationFrame(flush);
  };
  const onLoop = (progress: LoopProgress) => {
    moved.push(progress);
    frame ||= requestAnimationFrame(flush);
  };
  const open = (runId: string, pause: number) => {
    const onGone = () => {
      if (get().runId !== runId || get().state?.finishedAt !== undefined) return;
      set({ lost: true });
      timer = setTimeout(() => open(runId, Math.min(LONGEST_PAUSE, pause * 2)), pause);
    };
    const onLost = (lost: boolean) => {
      if (get().runId === runId) set({ lost });
    };
    close = followRun(runId, { onEvent, onLoop, onLost, onGone });
  };
  const end = () => {
    close?.();
    close = undefined;
    clearTimeout(timer);
    if (frame) cancelAnimationFrame(frame);
    frame = 0;
    waiting = [];
    moved = [];
  };
  return {
    runId: undefined,
    state: undefined,
    history: emptyHistory,
    lost: false,
    follow: (runId) => {
      if (get().runId === runId) return;
      end();
      set({ runId, state: undefined, history: emptyHistory, lost: false });
      open(runId, FIRST_PAUSE);
    },
    stop: () => {
      end();
      set({ runId: undefined, state: undefined, history: emptyHistory, lost: false });
    },
    again: () => {
      const { runId, stop, follow } = get();
      if (runId === undefined) return;
      stop();
      follow(runId);
    },
  };
});

/** A state in which loops are as far as the server says: their items' own events are not told here. */
function withProgress(state: RunState, progress: readonly LoopProgress[]): RunState {
  if (progress.length === 0) return state;
  const steps = new Map(state.steps);
  for (const { key, loop } of progress) {
    const step = steps.get(key);
    if (step?.loop) steps.set(key, { ...step, loop: { ...step.loop, ...loop } });
  }
  return { ...state, steps };
}
