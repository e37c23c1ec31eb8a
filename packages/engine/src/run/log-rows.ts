import type { RunEvent, RunEventBody } from "./events.js";
import { emptyRunState, fold, GrowingState } from "./fold.js";
import { valuesIn } from "./item-ranges.js";
import { partsOfKey, pathOf } from "./keys.js";
import type { RunState } from "./state.js";

/** Enough for every index: a loop has a million items at most. */
const DIGITS = 6;
const padded = (index: number) => String(index).padStart(DIGITS, "0");

/** How the item with this path (`[12][3]`) is called in a store, so that names sort as numbers: `000012.000003`. */
export const itemName = (path: string): string => partsOfKey(path).indexes.map(padded).join(".");

/** The part of an append that belongs to one item of a loop, or to none. */
export interface LogRow<E = RunEvent> {
  seq: number;
  /** Null outside of loops. */
  item: string | null;
  /** One of its events changes more than its item's own steps, so it is loaded even when the item has ended. */
  stays: boolean;
  events: E[];
}

/** Events of one row, the items that one tells of counted: whoever reads on from an event reads the whole row that it lies in. */
const LONGEST_ROW = 500;

/** Events of an append as rows: a new one at every change of the item. The first has this number. */
export function rowsOf<E extends RunEventBody>(events: readonly E[], first: number): LogRow<E>[] {
  const rows: LogRow<E>[] = [];
  let last: string | undefined;
  let row: LogRow<E> | undefined;
  let size = 0;
  for (const [index, event] of events.entries()) {
    const path = "key" in event ? pathOf(event.key) : "";
    if (!row || path !== last || size >= LONGEST_ROW) {
      size = 0;
      row = { seq: first + index, item: path === "" ? null : itemName(path), stays: false, events: [] };
      rows.push(row);
      last = path;
    }
    row.events.push(event);
    size += event.type === "items.taken" ? Math.max(1, valuesIn(event)) : 1;
    row.stays ||= path !== "" && outlives(event);
  }
  return rows;
}

/** Whether an event of an item changes more of the run than the item's own steps. */
function outlives(event: RunEventBody): boolean {
  switch (event.type) {
    case "step.failed":
      return event.handled !== "stop";
    case "step.succeeded":
      return event.responds === true || event.ends !== undefined;
    case "step.resolved":
    case "items.changed":
      return true;
    default:
      return false;
  }
}

/** How a store finds rows of one run's log without reading the others. */
export interface LogReader {
  /** Rows outside of loops, those that stay, and the last one of all, in pieces: a long log is looked through in turns. */
  outside(): AsyncIterable<LogRow[]>;
  /** Rows of items between two names, those of loops inside them left out. */
  between(from: string, to: string): LogRow[];
}

/**
 * The events that still matter, in their order: without those of items that have ended, besides their end. They fold to
 * the same state as the whole log.
 */
export async function eventsThatMatter(reader: LogReader): Promise<RunEvent[]> {
  let rows: LogRow[] = [];
  const outermost = new GrowingState(emptyRunState);
  for await (const piece of reader.outside()) {
    for (const event of eventsOf(piece)) outermost.add(event, event.seq);
    for (const row of piece) rows.push(row);
  }
  const around = new Set(rows.flatMap(({ item }) => (item === null ? [] : above(item))));
  for (const item of around) rows = merged(rows, reader.between(item, item));
  let newest = rows;
  for (let depth = 0; newest.some(beginsLoop); depth++) {
    // What lies inside of items changes no loop that lies in none.
    const state = depth === 0 ? outermost.state : fold(emptyRunState, eventsOf(rows));
    newest = rangesOf(state, depth).flatMap(([from, to]) => reader.between(from, to));
    rows = merged(rows, newest);
  }
  return eventsOf(rows);
}

const eventsOf = (rows: readonly LogRow[]) => rows.flatMap(({ events }) => events);

const beginsLoop = ({ events }: LogRow) => events.some((event) => event.type === "step.started" && event.loop);

/** Names of the items around an item of a nested loop, outermost first. */
function above(item: string): string[] {
  const indexes = item.split(".");
  return indexes.slice(1).map((_, depth) => indexes.slice(0, depth + 1).join("."));
}

function merged(rows: readonly LogRow[], more: readonly LogRow[]): LogRow[] {
  if (more.length === 0) return [...rows];
  const all = [...rows, ...more].sort((a, b) => a.seq - b.seq);
  return all.filter((row, index) => row.seq !== all[index - 1]?.seq);
}

/** Names, first and last, of each stretch of items that have not ended, of the loops that lie so many loops deep. */
function rangesOf(state: RunState, depth: number): [string, string][] {
  const ranges: [string, string][] = [];
  for (const { key, loop } of state.steps.values()) {
    if (!loop || partsOfKey(key).indexes.length !== depth) continue;
    const before = depth === 0 ? "" : `${itemName(pathOf(key))}.`;
    for (let from = loop.items.nextOpen(0); from < loop.count;) {
      let to = from;
      while (to + 1 < loop.count && loop.items.at(to + 1) === undefined) to += 1;
      ranges.push([before + padded(from), before + padded(to)]);
      from = loop.items.nextOpen(to + 1);
    }
  }
  return ranges;
}
