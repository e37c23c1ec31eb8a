import type { RunRecord, RunStore } from "../ports.js";
import type { RunState } from "../run/state.js";

/** Runs that are remembered at a time, and items that their loops may have together: the lists of these lie in memory. */
const MOST_RUNS = 50;
const MOST_ITEMS = 200_000;

/**
 * Runs with long logs that were let go and go on soon. A loop that waits for a ticket before each item is claimed again
 * for each of them: read from its beginning every time, a log of 20,000 items would keep the process busy with nothing else.
 */
export class RecentRuns {
  readonly #known = new Map<string, { record: RunRecord; items: number }>();
  #items = 0;

  /** `longLog`: events from which on a log is worth being remembered. */
  constructor(
    private readonly store: Pick<RunStore, "load" | "eventsAfter">,
    private readonly longLog: number,
  ) {}

  /** The run was let go with this state, all of which is stored. */
  keep(record: RunRecord, state: RunState): void {
    const items = itemsOf(state);
    if (state.seq < this.longLog || items > MOST_ITEMS) return;
    this.#forget(record.id);
    this.#known.set(record.id, { record: { ...record, state, events: [] }, items });
    this.#items += items;
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_RUNS && this.#items <= MOST_ITEMS) break;
      this.#forget(oldest);
    }
  }

  /** The run as it is now; of one that is remembered only what has been appended since is read. */
  async load(runId: string): Promise<RunRecord | null> {
    const known = this.#forget(runId);
    if (!known?.state) return this.store.load(runId);
    const events = [];
    for (let seq = known.state.seq; ;) {
      const more = await this.store.eventsAfter(runId, seq, 1_000);
      const last = more.at(-1);
      if (!last) return { ...known, events };
      events.push(...more);
      seq = last.seq;
    }
  }

  #forget(runId: string): RunRecord | undefined {
    const known = this.#known.get(runId);
    if (!known) return undefined;
    this.#known.delete(runId);
    this.#items -= known.items;
    return known.record;
  }
}

function itemsOf({ steps }: RunState): number {
  let items = 0;
  for (const { loop } of steps.values()) items += loop?.count ?? 0;
  return items;
}
