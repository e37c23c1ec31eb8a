import { rowsOf, type LogReader } from "../run/log-rows.js";
import type { RunEvent } from "../run/events.js";

/** A log as a store finds its rows, as if they were stored by item. */
export function readerOf(events: RunEvent[]): LogReader {
  const rows = rowsOf(events, 1);
  return {
    async *outside() {
      yield rows.filter((row, index) => row.item === null || row.stays || index === rows.length - 1);
    },
    between: (from, to) =>
      rows.filter(({ item }) => item !== null && item.length === from.length && item >= from && item <= to),
  };
}

/** A copy through JSON, as a database would give: what does not survive it is not in the log. */
export const structured = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Such a copy that nobody can change, so that all who read it may have the same. */
export const kept = <T>(value: T): T => frozen(structured(value));

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}

/** Whether there is more of it than what it was given and the words that ended it. */
export const hasBegun = (events: readonly RunEvent[]): boolean =>
  events.some((event) => !endings.has(event.type) && !("takenFrom" in event && event.takenFrom !== undefined));
const endings: ReadonlySet<RunEvent["type"]> = new Set([
  "run.created",
  "run.cancelRequested",
  "run.finished",
  "items.taken",
  "step.cancelled",
]);
