import { setImmediate as nextTurn } from "node:timers/promises";
import { emptyRunState, fold, GrowingState, type RunEvent, type RunState, type RunStore } from "@leeway/engine";

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

/** The state after these events, piece by piece as well. */
export async function foldInTurns(events: readonly RunEvent[]): Promise<RunState> {
  const growing = new GrowingState(emptyRunState);
  for (const [index, event] of events.entries()) {
    growing.add(event, event.seq);
    if (index % BATCH === BATCH - 1) await nextTurn();
  }
  return growing.state;
}
