import type { Created, NewRun } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";

/** Dedupe keys of runs: which run stands for an event, and until when. Part of the writes that make runs. */
export class RunKeys {
  readonly #first: Statement<unknown[], string>;
  readonly #giveUp: Statement;
  readonly #replay: Statement<unknown[], string>;

  constructor(db: Database) {
    const where = `workflow_id = ? AND "trigger" = ? AND dedupe_key = ?`;
    this.#first = db.prepare<unknown[], string>(`SELECT id FROM runs WHERE ${where}`).pluck();
    this.#giveUp = db.prepare(`UPDATE runs SET dedupe_key = NULL WHERE ${where} AND created_at <= ?`);
    this.#replay = db
      .prepare<unknown[], string>(
        "SELECT id FROM runs WHERE replay_of = ? AND workspace_id || '' = ? AND rehearsal <= ? ORDER BY id DESC LIMIT 1",
      )
      .pluck();
  }

  /** What is answered in the place of a new run where another stands for it already. */
  standing(run: NewRun): Created | undefined {
    const first = this.first(run);
    if (first !== undefined) return { runId: first, duplicate: true };
    const { unlessReplayed, replayOf, workspaceId, rehearsal } = run;
    const other = unlessReplayed && this.#replay.get(replayOf, workspaceId, rehearsal ? 1 : 0);
    return other === undefined ? undefined : { runId: other, duplicate: true, elsewhere: true };
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
