import type { Run } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";

/** A wait is among the last things that a waiting run has written; what came after it are words of people. */
const EVENTS_BACK = 50;

interface Wait {
  reason: NonNullable<Run["waitingFor"]>["reason"];
  until: number | null;
}

/** What runs wait for, read from the ends of their logs. */
@Injectable()
export class RunWaits {
  readonly #asked: Statement;
  readonly #last: Statement;

  constructor(@Inject(DATABASE) { handle }: OpenDatabase) {
    const prepare = (db: Database, sql: string): Statement => db.prepare(sql);
    this.#asked = prepare(
      handle,
      "SELECT entry ->> '$.until' AS until FROM attention WHERE run_id = ? AND kind = 'approval' LIMIT 1",
    );
    this.#last = prepare(
      handle,
      // By paths into the whole: `e.value` would write each event out as a text, the trigger's payload among them, and read it again.
      `SELECT coalesce(v.body ->> (e.fullkey || '.waitingFor'), 'retry') AS reason, v.body ->> (e.fullkey || '.until') AS until
       FROM run_events v, json_each(v.body) e
       WHERE v.run_id = @id AND v.seq >= coalesce((SELECT seq FROM run_events WHERE run_id = @id
           AND seq <= (SELECT last_seq FROM runs WHERE id = @id) - ${EVENTS_BACK} ORDER BY seq DESC LIMIT 1), 0)
         AND v.body ->> (e.fullkey || '.type') IN ('step.waiting', 'step.retrying')
       ORDER BY v.seq DESC, e.key DESC LIMIT 1`,
    );
  }

  of({ id, status }: Pick<Run, "id" | "status">): Pick<Run, "waitingFor"> {
    if (status !== "waiting") return {};
    const asked = this.#asked.get(id) as Pick<Wait, "until"> | undefined;
    const wait = asked
      ? { reason: "approval" as const, until: asked.until }
      : (this.#last.get({ id }) as Wait | undefined);
    if (!wait) return {};
    const until = typeof wait.until === "number" ? new Date(wait.until).toISOString() : null;
    return { waitingFor: { reason: wait.reason, until } };
  }
}
