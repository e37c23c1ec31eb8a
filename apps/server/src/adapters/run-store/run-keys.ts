import type { Created, Elsewhere, NewRun } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";
import { CalledAgain, type CalledLooked } from "./called-again.js";
import { openAbove, repeats, startedAgain } from "./repetitions.js";

/** Dedupe keys of runs: which run stands for an event, and until when. Part of the writes that make runs. */
export class RunKeys {
  readonly #first: Statement<unknown[], string>;
  readonly #giveUp: Statement;
  /** What stands in the way of one more repetition; the first that is found is named. */
  readonly #others: [Elsewhere, Statement<unknown[], string | null>][];
  readonly #calledAgain: CalledAgain;

  constructor(db: Database) {
    const where = `workflow_id = ? AND "trigger" = ? AND dedupe_key = ?`;
    this.#first = db.prepare<unknown[], string>(`SELECT id FROM runs WHERE ${where}`).pluck();
    this.#giveUp = db.prepare(`UPDATE runs SET dedupe_key = NULL WHERE ${where} AND created_at <= ?`);
    const about = (found: string) =>
      db
        .prepare<unknown[], string | null>(
          // What is to be rehearsed counts as a rehearsal, whatever it is that it repeats.
          `SELECT (${found}) FROM (SELECT id, parent_run_id, replay_of, workflow_id, dedupe_key, @rehearsal AS rehearsal FROM runs
             WHERE id = @replayOf AND workspace_id = @workspaceId) r`,
        )
        .pluck();
    this.#others = [
      ["itself", about(`SELECT n.id FROM runs n WHERE ${repeats} ORDER BY n.id DESC LIMIT 1`)],
      ["itself", about(startedAgain)],
      ["above", about(openAbove)],
    ];
    this.#calledAgain = new CalledAgain(db);
  }

  /** Looked through before the write, as it may be about thousands of called runs; nothing where it does not matter. */
  lookBelow(run: NewRun): Promise<CalledLooked> | undefined {
    return run.unlessReplayed && this.#calledAgain.look(run, run.unlessReplayed);
  }

  /** What is answered in the place of a new run where another stands for it already. `below`: what was seen before the write. */
  standing(run: NewRun, below: CalledLooked | undefined): Created | undefined {
    const first = this.first(run);
    if (first !== undefined) return { runId: first, duplicate: true };
    if (!run.unlessReplayed) return undefined;
    const { replayOf, workspaceId, unlessReplayed } = run;
    const values = { replayOf, workspaceId, rehearsal: run.rehearsal ? 1 : 0 };
    for (const [elsewhere, statement] of this.#others) {
      const runId = statement.get(values);
      if (typeof runId === "string") return { runId, duplicate: true, elsewhere };
    }
    const again = below && this.#calledAgain.since(run, unlessReplayed, below);
    return again === undefined ? undefined : { runId: again, duplicate: true, elsewhere: "below" };
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
