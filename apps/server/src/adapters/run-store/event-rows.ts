import { rowsOf } from "@leeway/engine";
import type { LogRow, RunEvent, RunEventBody } from "@leeway/engine";

/** What one append wrote. */
export interface EventRow {
  seq: number;
  item: string | null;
  body: string;
}
/** A row of a log as `insertEvents` takes it. */
export type StoredRow = [seq: number, lastSeq: number, item: string | null, stays: number | null, body: string];

/** Events of one append; the first has this number. */
export const storedRows = (events: readonly RunEventBody[], first: number) =>
  rowsOf(events, first).map(({ seq, item, stays, events: inside }): StoredRow => [
    seq,
    seq + inside.length - 1,
    item,
    stays ? 1 : null,
    JSON.stringify(inside),
  ]);

/** A stored row as the engine reads it; `stays` only matters for writing. */
export const rowOfLog = (row: EventRow): LogRow => ({
  seq: row.seq,
  item: row.item,
  stays: false,
  events: eventsOf(row),
});

/** The events of a row, with their numbers. */
export const eventsOf = ({ seq, body }: Pick<EventRow, "seq" | "body">): RunEvent[] =>
  (JSON.parse(body) as RunEventBody[]).map((event, index): RunEvent => ({ ...event, seq: seq + index }));
