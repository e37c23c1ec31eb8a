import { itemName, type RunEvent } from "@leeway/engine";
import { eventsOf, type EventRow } from "./event-rows.js";
import type { RunStatements } from "./statements.js";

/** Characters after which a page answers what it has: outputs may have a megabyte each. */
const ENOUGH = 1_000_000;

/** Parts of the logs of runs, as events in their order. */
export class LogReading {
  constructor(private readonly sql: Pick<RunStatements, "eventsAfter" | "insideItem">) {}

  /** All that came after an event. */
  after(runId: string, seq: number): RunEvent[] {
    const rows = this.sql.eventsAfter.all({ runId, next: seq + 1 }) as EventRow[];
    return rows.flatMap(eventsOf).filter((event) => event.seq > seq);
  }

  /** The next of it: at most so many, and fewer where they are long. */
  page(runId: string, seq: number, limit: number): RunEvent[] {
    const events: RunEvent[] = [];
    let size = 0;
    for (const row of this.sql.eventsAfter.iterate({ runId, next: seq + 1 }) as Iterable<EventRow>) {
      events.push(...eventsOf(row).filter((event) => event.seq > seq));
      size += row.body.length;
      if (events.length >= limit || size >= ENOUGH) break;
    }
    return events.slice(0, limit);
  }

  /** What belongs to an item of a loop, and to the loops in it. */
  ofItem(runId: string, path: string): RunEvent[] {
    const item = itemName(path);
    const rows = this.sql.insideItem.all({ runId, item, end: `${item}/` }) as EventRow[];
    return rows.flatMap(eventsOf).sort((a, b) => a.seq - b.seq);
  }
}
