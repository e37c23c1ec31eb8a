import type { StepState } from "@leeway/engine";
import { pathOf } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { ItemLog } from "../runs/item-log.js";
import { RunOutlines } from "../runs/run-outline.js";
import { eachValue } from "../search/row-values.js";

/** Longer rows are lists of many people: what they say of one is said elsewhere as well. */
const LONGEST_ROW = 500_000;

/** A row of a log, with the run whose it is. */
export const foundRowSql = `SELECT e.run_id AS runId, r.document_id AS documentId, e.body
  FROM run_events e JOIN runs r ON r.id = e.run_id WHERE e.rowid = ? AND octet_length(e.body) <= ?
    AND r.workspace_id = ?`;

/** A step in whose data one of some ids stands, as it is now. */
export interface FoundStep {
  runId: string;
  documentId: string;
  state: StepState;
}

/** Reads the steps that rows of logs tell of. */
@Injectable()
export class FoundSteps {
  readonly #row: Statement<[number, number, string], { runId: string; documentId: string; body: string }>;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly outlines: RunOutlines,
    private readonly items: ItemLog,
  ) {
    this.#row = handle.prepare(foundRowSql);
  }

  /** Those in whose rows one of the ids stands as a value of its own, in the order of the rows; so many at most. */
  async in(workspaceId: string, rows: readonly number[], ids: ReadonlySet<string>, most: number): Promise<FoundStep[]> {
    const found = new Map<string, FoundStep>();
    for (const number of rows) {
      const row = this.#row.get(number, LONGEST_ROW, workspaceId);
      if (!row) continue;
      for (const key of keysIn(row.body, ids)) {
        const { runId, documentId } = row;
        const state = found.has(`${runId} ${key}`) ? undefined : await this.#step(runId, key);
        if (state) found.set(`${runId} ${key}`, { runId, documentId, state });
        if (found.size >= most) return [...found.values()];
      }
    }
    return [...found.values()];
  }

  async #step(runId: string, key: string): Promise<StepState | undefined> {
    if (pathOf(key) !== "") return this.items.step(runId, key);
    return (await this.outlines.read(runId)).state.steps.get(key);
  }
}

function keysIn(body: string, ids: ReadonlySet<string>): Set<string> {
  const keys = new Set<string>();
  eachValue(body, ({ key, value }) => {
    if (ids.has(String(value))) keys.add(key);
    return true;
  });
  return keys;
}
