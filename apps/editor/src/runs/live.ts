import { create } from "zustand";
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
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

let close: (() => void) | undefined;
let frame = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let waiting: RunEvent[] = [];

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
    waiting = [];
    if (fresh.length === 0) return;
    set({ state: fold(before, fresh), history: addHistory(get().history, fresh), lost: false });
  };
  const take = (event: RunEvent) => {
    waiting.push(event);
    frame ||= requestAnimationFrame(flush);
  };
  const open = (runId: string, pause: number) => {
    close = followRun(runId, take, () => {
      if (get().runId !== runId || get().state?.finishedAt !== undefined) return;
      set({ lost: true });
      timer = setTimeout(() => open(runId, Math.min(LONGEST_PAUSE, pause * 2)), pause);
    });
  };
  const end = () => {
    close?.();
    close = undefined;
    clearTimeout(timer);
    if (frame) cancelAnimationFrame(frame);
    frame = 0;
    waiting = [];
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
  };
});
