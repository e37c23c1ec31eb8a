import type { RunPlace } from "@leeway/api";
import type { Database, Statement } from "better-sqlite3";
import { eachValue } from "./row-values.js";
import { foundIn, termsOf, writtenAs, type Term, type Wanted } from "./terms.js";

/** Of a run. */
const MOST_PLACES = 3;
/** Bytes of logs that are read for a page; runs for which none is left are shown without their places. */
const MOST_READ = 4_000_000;
const LONGEST_SHOWN = 120;

/** A place, as far as the log tells it; `whole` is the part of the step in which it is. */
export type Place = Omit<RunPlace, "step" | "person"> & { whole: unknown };
interface Row {
  body: string | null;
  size: number;
}

/** A row of a log, where it is no longer than that. */
export const placeRowSql = `SELECT octet_length(body) AS size, CASE WHEN octet_length(body) <= ? THEN body END AS body
  FROM run_events WHERE rowid = ?`;

/** Says where in the rows of runs something was found. */
export class Places {
  readonly #read: Statement<[number, number], Row>;
  #left = MOST_READ;

  constructor(
    runs: Database,
    private readonly wanted: Wanted,
  ) {
    this.#read = runs.prepare(placeRowSql);
  }

  /** The first places of these rows; a value that a step has taken and given back is one. */
  in(rows: readonly number[]): Place[] {
    const places: Place[] = [];
    const seen = new Set<string>();
    for (const row of rows) {
      const { body = null, size = 0 } = this.#read.get(this.#left, row) ?? {};
      if (body === null || places.length >= MOST_PLACES) continue;
      this.#left -= size;
      eachValue(body, ({ key, nodeId, part, path, value, whole }) => {
        const terms = termsOf(value);
        const word = foundIn(terms, this.wanted).indexOf(true);
        const place = `${key} ${value}`;
        if (word === -1 || seen.has(place)) return true;
        seen.add(place);
        places.push({ key, nodeId, part, path, whole, ...marked(String(value), this.wanted[word] ?? []) });
        return places.length < MOST_PLACES;
      });
    }
    return places;
  }
}

/** A text, cut around what was found in it, and what of it that is; all of it where it is written otherwise. */
function marked(text: string, ways: readonly Term[]): Pick<RunPlace, "text" | "from" | "to"> {
  const found = ways.map(({ term }) => placeOf(writtenAs(term), text)).find(({ at }) => at !== -1) ?? {
    at: 0,
    length: text.length,
  };
  const start = text.length <= LONGEST_SHOWN ? 0 : Math.max(0, found.at - LONGEST_SHOWN / 4);
  const shown = text.slice(start, start + LONGEST_SHOWN);
  const from = found.at - start;
  return { text: shown, from, to: Math.min(shown.length, from + found.length) };
}

/** Digits may have spaces and the like between them; of several places the last, since numbers are known by their ends. */
function placeOf(written: string, text: string): { at: number; length: number } {
  if (!/^\d+$/.test(written)) return { at: text.toLowerCase().indexOf(written), length: written.length };
  const last = [...text.matchAll(new RegExp(Array.from(written).join("[\\s().-]*"), "g"))].at(-1);
  return { at: last?.index ?? -1, length: last?.[0].length ?? 0 };
}
