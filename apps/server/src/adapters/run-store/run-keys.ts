import type { NewRun } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";

/** Dedupe keys of runs: which run stands for an event, and until when. Part of the writes that make runs. */
export class RunKeys {
  readonly #first: Statement<unknown[], string>;
  readonly #giveUp: Statement;

  constructor(db: Database) {
    const where = `workflow_id = ? AND "trigger" = ? AND dedupe_key = ?`;
    this.#first = db.prepare<unknown[], string>(`SELECT id FROM runs WHERE ${where}`).pluck();
    this.#giveUp = db.prepare(`UPDATE runs SET dedupe_key = NULL WHERE ${where} AND created_at <= ?`);
  }

  /** The run with this one's key, if there is one. */
  first({ workflowId, trigger, dedupeKey }: NewRun): string | undefined {
    return dedupeKey === undefined ? undefined : this.#first.get(workflowId, trigger, dedupeKey);
  }

  /** An older run whose window is over no longer stands for the event. */
  giveUp({ workflowId, trigger, dedupeKey, dedupeAfter }: NewRun): void {
    if (dedupeKey !== undefined && dedupeAfter !== undefined)
      this.#giveUp.run(workflowId, trigger, dedupeKey, dedupeAfter);
  }
}
