import { setImmediate as nextTurn } from "node:timers/promises";
import { emptyRunState, fold, type RunState, type RunStore } from "@leeway/engine";

/** How many events are asked for at once; the store answers fewer where they are long. */
export const BATCH = 500;

/** Folds a run's log piece by piece: a long one does not keep everybody else waiting. */
export async function readState(store: Pick<RunStore, "eventsAfter">, runId: string): Promise<RunState> {
  let state = emptyRunState;
  for (;;) {
    const events = await store.eventsAfter(runId, state.seq, BATCH);
    if (events.length === 0) return state;
    state = fold(state, events);
    await nextTurn();
  }
}
