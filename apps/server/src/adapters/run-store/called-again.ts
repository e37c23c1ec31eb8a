import { setImmediate as nextTurn } from "node:timers/promises";
import type { NewRun } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";
import { counts, stepOf } from "./repetitions.js";

/** Called runs that are looked at in one go: 2 µs each. */
const LOOKED_AT = 1_000;

/** Of which run it is asked, and as what. */
type Repeated = Pick<NewRun, "replayOf" | "workspaceId" | "rehearsal">;
interface Called {
  id: string;
  key: string;
  step: string;
  /** Whether it has called others itself. */
  calls: number;
  again: string | null;
}
/** What was seen of the called runs of those that a new run repeats (`self`): the one that repeats one of them, up to which row. */
export interface CalledLooked {
  self: string[];
  upTo: number;
  again?: string;
}

const given = "(SELECT @replayOf AS id, @rehearsal AS rehearsal) r";

/**
 * Whether a run that another one has called, over however many, was repeated by itself: whoever repeats that other one would start it
 * once more. There may be a hundred thousand: they are looked through in pieces before the write, and in the write what has been made since.
 */
export class CalledAgain {
  readonly #newest: Statement<[], number>;
  readonly #self: Statement<unknown[], string>;
  readonly #page: Statement<unknown[], Called>;
  readonly #since: Statement<unknown[], { id: string; step: string }>;

  constructor(db: Database) {
    this.#newest = db.prepare<[], number>("SELECT coalesce(max(rowid), 0) FROM runs").pluck();
    this.#self = db
      .prepare<unknown[], string>(
        `WITH RECURSIVE self (id, original) AS (
           SELECT id, replay_of FROM runs WHERE id = @replayOf AND workspace_id = @workspaceId
           UNION ALL SELECT o.id, o.replay_of FROM self CROSS JOIN runs o ON o.id = self.original)
         SELECT id FROM self`,
      )
      .pluck();
    this.#page = db.prepare<unknown[], Called>(
      `SELECT c.id, c.dedupe_key AS "key", ${stepOf("c")} AS step, EXISTS (SELECT 1 FROM runs d WHERE d.parent_run_id = c.id) AS calls,
         (SELECT max(n.id) FROM runs n WHERE n.replay_of = c.id AND n.id > r.id AND ${counts}) AS again
       FROM ${given} CROSS JOIN runs c
       WHERE c.parent_run_id = @caller AND c.dedupe_key > @after AND c.workspace_id = @workspaceId ORDER BY c.dedupe_key LIMIT @limit`,
    );
    // From each repetition up to what it was started by: few have been made meanwhile.
    this.#since = db.prepare<unknown[], { id: string; step: string }>(
      `WITH RECURSIVE up (id, above, step) AS (
         SELECT n.id, c.parent_run_id, ${stepOf("c")}
         FROM ${given} CROSS JOIN runs n NOT INDEXED CROSS JOIN runs c ON c.id = n.replay_of
         WHERE n.rowid >= @upTo AND n.workspace_id = @workspaceId AND n.id > r.id AND ${counts}
         UNION ALL SELECT up.id, c.parent_run_id, ${stepOf("c")} FROM up CROSS JOIN runs c ON c.id = up.above)
       SELECT id, step FROM up WHERE above IN (SELECT value FROM json_each(@self)) ORDER BY id DESC`,
    );
  }

  /** Before the write; others have their turn in between. */
  async look(run: Repeated, { takesOver }: NonNullable<NewRun["unlessReplayed"]>): Promise<CalledLooked> {
    const values = valuesOf(run);
    const upTo = this.#newest.get() ?? 0;
    const self = this.#self.all(values);
    // The step of those below a called run is the one that has called that.
    const callers = self.map((id) => ({ id, step: undefined as string | undefined }));
    for (let caller = callers.pop(); caller; caller = callers.pop()) {
      for (let after = "", isMore = true; isMore;) {
        const page = this.#page.all({ ...values, caller: caller.id, after, limit: LOOKED_AT });
        for (const { id, again, calls, step: own } of page) {
          const step = caller.step ?? own;
          if (takesOver(step)) continue;
          if (again !== null) return { self, upTo, again };
          if (calls === 1) callers.push({ id, step });
        }
        after = page.at(-1)?.key ?? "";
        isMore = page.length === LOOKED_AT;
        if (isMore) await nextTurn();
      }
      if (callers.length > 0) await nextTurn();
    }
    return { self, upTo };
  }

  /** In the write: what was seen before, or has been made since. */
  since(
    run: Repeated,
    { takesOver }: NonNullable<NewRun["unlessReplayed"]>,
    { again, self, upTo }: CalledLooked,
  ): string | undefined {
    if (again !== undefined) return again;
    const made = this.#since.all({ ...valuesOf(run), upTo, self: JSON.stringify(self) });
    return made.find(({ step }) => !takesOver(step))?.id;
  }
}

const valuesOf = ({ replayOf, workspaceId, rehearsal }: Repeated) => ({
  replayOf,
  workspaceId,
  rehearsal: rehearsal ? 1 : 0,
});
