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

const KEPT = 1_000;
const LONGEST = 8_192;

/** The latest requests, bounded in number and in size. */
export class RequestLog {
  #records: RequestRecord[] = [];

  add(record: RequestRecord): void {
    this.#records.push(record);
    if (this.#records.length > KEPT * 2) this.#records = this.#records.slice(-KEPT);
  }

  /** Newest first. */
  list(): RequestRecord[] {
    return this.#records.slice(-KEPT).reverse();
  }

  /** How many came since the beginning. */
  get count(): number {
    return Number(this.#records.at(-1)?.id ?? 0);
  }

  clear(): void {
    this.#records = [];
  }
}

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
