import type { FaultKind } from "./faults.js";
import type { Json } from "./state.js";

/** One request as a person may see it: without headers, so without the token. */
export interface RequestRecord {
  id: string;
  at: string;
  method: string;
  /** Below the base, with the query. */
  path: string;
  body: Json;
  /** 0: the connection was cut before anything was done. */
  status: number;
  answer: Json;
  fault?: FaultKind;
}

/** So many are kept, as long as they have no more characters than that together. */
const KEPT = 1_000;
const HEAVIEST = 1_000_000;
const LONGEST = 8_192;

/** The latest requests, bounded in number and in size. */
export class RequestLog {
  #records: RequestRecord[] = [];
  #weight = 0;

  add(record: RequestRecord): void {
    this.#records.push(record);
    this.#weight += weightOf(record);
    while (this.#records.length > 1 && (this.#records.length > KEPT || this.#weight > HEAVIEST))
      this.#weight -= weightOf(this.#records.shift());
  }

  /** Newest first. */
  list(): RequestRecord[] {
    return [...this.#records].reverse();
  }

  /** How many came since the beginning. */
  get count(): number {
    return Number(this.#records.at(-1)?.id ?? 0);
  }

  clear(): void {
    this.#records = [];
    this.#weight = 0;
  }
}

const weightOf = (record: RequestRecord | undefined): number => JSON.stringify(record ?? "").length;

/** A body for the log: as JSON where it is, shortened where it is long. */
export function shown(text: string): Json {
  if (text === "") return null;
  if (text.length > LONGEST) return `${text.slice(0, LONGEST)}…`;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
