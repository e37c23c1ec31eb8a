import type { Clock, Doubts } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";
import { fingerprint } from "../database/fingerprint.js";
import type { WriterQueue } from "../database/writer-queue.js";

/** How long it matters that a call was sent: longer than doubts are looked into and than calls are on their way. */
const KEPT_MS = 24 * 3_600_000;
/** Of those whose time is over, so many go with each new one: the table never has many more than are good. */
const FORGOTTEN_AT_ONCE = 5;

/** Which entry at a service belongs to which step, kept over restarts: what was written to whom stands in the run alone. */
export class SqliteDoubts implements Doubts {
  readonly #queue: WriterQueue;
  readonly #clock: Clock;
  readonly #keep: Statement;
  readonly #forget: Statement;
  readonly #alike: Statement;
  readonly #take: Statement;
  readonly #owner: Statement<unknown[], { runId: string; stepKey: string }>;

  constructor(db: Database, queue: WriterQueue, clock: Clock) {
    this.#queue = queue;
    this.#clock = clock;
    this.#keep = db.prepare(
      `INSERT INTO sent_calls (workspace_id, service, mark, run_id, step_key, sent_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET sent_at = excluded.sent_at`,
    );
    this.#forget = db.prepare(
      `DELETE FROM sent_calls WHERE rowid IN
         (SELECT rowid FROM sent_calls WHERE sent_at < ? ORDER BY sent_at LIMIT ${FORGOTTEN_AT_ONCE})`,
    );
    this.#alike = db.prepare(
      `SELECT 1 FROM sent_calls WHERE workspace_id = ? AND service = ? AND mark = ? AND sent_at >= ?
         AND (run_id <> ? OR step_key <> ?) LIMIT 1`,
    );
    this.#take = db.prepare(
      `INSERT INTO claimed_entries (workspace_id, service, entry, run_id, step_key, claimed_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    );
    this.#owner = db.prepare(
      `SELECT run_id AS runId, step_key AS stepKey FROM claimed_entries
       WHERE workspace_id = ? AND service = ? AND entry = ?`,
    );
  }

  sending(call: Parameters<Doubts["sending"]>[0]): Promise<void> {
    const { workspaceId, service, runId, stepKey } = call;
    const mark = fingerprint(call.mark);
    return this.#queue.write(() => {
      const now = this.#clock.now();
      this.#forget.run(now - KEPT_MS);
      this.#keep.run(workspaceId, service, mark, runId, stepKey, now);
    });
  }

  claim(entry: Parameters<Doubts["claim"]>[0]): Promise<boolean> {
    const { workspaceId, service, runId, stepKey, since } = entry;
    const [mark, match] = [fingerprint(entry.mark), fingerprint(entry.match)];
    // Looked at and kept in one write: of two at once, one gets it.
    return this.#queue.write(() => {
      if (this.#alike.get(workspaceId, service, mark, since, runId, stepKey) !== undefined) return false;
      this.#take.run(workspaceId, service, match, runId, stepKey, this.#clock.now());
      const owner = this.#owner.get(workspaceId, service, match);
      return owner?.runId === runId && owner.stepKey === stepKey;
    });
  }
}
