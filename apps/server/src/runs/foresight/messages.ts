import type { Bounds, NewRun, RunSummary, WorkflowDocument, WorkspaceScope } from "@leeway/engine";
import type { StoredRow, WrittenLog } from "../../adapters/run-store/event-rows.js";
import type { Answer, Respond } from "../answer.js";

/** What the thread is started with. */
export interface ThreadData {
  bounds: Bounds;
}

/** A run to be foreseen. */
export interface Wish {
  ticket: number;
  run: NewRun;
  respond: Respond;
}

/** What the thread has been told before is not told again. */
export interface Wishes {
  /** Forget what was told until now. */
  anew: boolean;
  /** By the ids of pinned documents. */
  documents: [string, WorkflowDocument][];
  /** By the ids of workspaces. */
  scopes: [string, WorkspaceScope][];
  /** `Wish[]` as JSON: a text is handed over in a fraction of the time that objects take. */
  wishes: string;
}

/** A run that succeeded at once. */
export interface WholeSaid {
  ticket: number;
  kind: "whole";
  /** Rows of the log, each with where its text begins and ends in `bytes`. */
  rows: [seq: number, last: number, item: string | null, stays: number | null, from: number, to: number][];
  startedAt: number | null;
  finishedAt: number | null;
  handledErrors: number;
  answer?: Answer;
}
/** What the thread says of a wish. `unfit`: runs of this version end later, or need more; `other`: this run failed. */
export type Said = WholeSaid | { ticket: number; kind: "unfit" | "other" };

export interface Sayings {
  /** `Said[]` as JSON. */
  said: string;
  /** The texts of all rows in UTF-8, as the database keeps them. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** A run that succeeded at once, as it is to be kept. */
export interface Whole {
  log: WrittenLog;
  summary: RunSummary;
  answer: Answer | undefined;
}

/** What is to be kept of what was said. */
export function wholeOf({ rows, startedAt, finishedAt, handledErrors, answer }: WholeSaid, bytes: Uint8Array): Whole {
  const stored = rows.map(([seq, last, item, stays, from, to]): StoredRow => [
    seq,
    last,
    item,
    stays,
    bytes.subarray(from, to),
  ]);
  return {
    log: { rows: stored, lastSeq: rows.at(-1)?.[1] ?? 0 },
    summary: { status: "succeeded", dueAt: null, startedAt, finishedAt, error: null, handledErrors },
    answer,
  };
}
