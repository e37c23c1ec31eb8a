import {
  emptyRunState,
  GrowingState,
  itemName,
  partsOfKey,
  pathOf,
  type RunEvent,
  type StepState,
} from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { eventsOf, type EventRow } from "../adapters/run-store/event-rows.js";
import { DATABASE } from "../config/settings.js";

/** Rows that are read at once, and characters after which those that came are enough: outputs may have megabytes each. */
const ROWS_AT_ONCE = 500;
const ENOUGH_READ = 1_000_000;

type Row = Pick<EventRow, "seq" | "body">;

/** Reads logs by item: what stands outside of loops, and the own steps of one item, without those of loops inside it. */
@Injectable()
export class ItemLog {
  readonly #first: Statement;
  readonly #outside: Statement;
  readonly #item: Statement;
  readonly #names: Statement;
  readonly #doubts: Statement<[string], string>;

  constructor(@Inject(DATABASE) { handle }: OpenDatabase) {
    const prepare = (db: Database, sql: string): Statement => db.prepare(sql);
    this.#first = prepare(handle, "SELECT seq, body FROM run_events WHERE run_id = ? AND seq = 1");
    this.#outside = prepare(
      handle,
      `SELECT seq, body FROM run_events INDEXED BY run_events_outside
       WHERE run_id = ? AND (item IS NULL OR stays = 1) AND seq > 1 AND seq > ? AND item IS NULL ORDER BY seq LIMIT ?`,
    );
    this.#item = prepare(
      handle,
      `SELECT seq, body FROM run_events INDEXED BY run_events_item
       WHERE run_id = ? AND item IS NOT NULL AND item = ? ORDER BY seq`,
    );
    this.#names = prepare(
      handle,
      `SELECT DISTINCT item FROM run_events INDEXED BY run_events_item
       WHERE run_id = ? AND item IS NOT NULL AND item >= ? AND item < ? ORDER BY item LIMIT ?`,
    ).pluck();
    this.#doubts = handle
      .prepare<[string], string>("SELECT step_key FROM attention WHERE run_id = ? AND kind = 'unknown'")
      .pluck();
  }

  /** Names of items in which nobody knows what became of a step of one of these nodes. */
  inDoubt(runId: string, nodeIds: ReadonlySet<string>): Set<string> {
    const keys = this.#doubts.all(runId).filter((key) => nodeIds.has(partsOfKey(key).nodeId));
    return new Set(keys.map((key) => itemName(pathOf(key))));
  }

  /** The next events outside of loops after a row's last one; none only where there are none. */
  outside(runId: string, after: number): RunEvent[] {
    const rows = after === 0 ? (this.#first.all(runId) as Row[]) : [];
    let size = 0;
    for (const row of this.#outside.iterate(runId, after, ROWS_AT_ONCE) as Iterable<Row>) {
      rows.push(row);
      size += row.body.length;
      if (size >= ENOUGH_READ) break;
    }
    return rows.flatMap(eventsOf);
  }

  /** Names of items, and of those inside them, of which there is something; from the first up to before the second. */
  names(runId: string, from: string, before: string, most: number): string[] {
    return this.#names.all(runId, from, before, most) as string[];
  }

  /** What became of the own steps of one item, of whichever loops. */
  steps(runId: string, name: string): StepState[] {
    return lastLife((this.#item.all(runId, name) as Row[]).flatMap(eventsOf));
  }

  /** One step of an item. */
  step(runId: string, key: string): StepState | undefined {
    return this.steps(runId, itemName(pathOf(key))).find((step) => step.key === key);
  }
}

const over: ReadonlySet<string> = new Set(["succeeded", "failed", "skipped", "cancelled"]);
/** Events that may follow a step's end without meaning that the step begins again. */
const afterwards: ReadonlySet<string> = new Set(["step.answered", "item.settled", "items.changed"]);

/** The steps of the item's last attempt: where it was done again, what came before is not shown. */
function lastLife(events: readonly RunEvent[]): StepState[] {
  let growing = new GrowingState(emptyRunState);
  for (const event of events) {
    const known = "key" in event ? growing.state.steps.get(event.key) : undefined;
    if (known && over.has(known.status) && !afterwards.has(event.type)) growing = new GrowingState(emptyRunState);
    growing.add(event, event.seq);
  }
  return [...growing.state.steps.values()];
}
