import { createHash } from "node:crypto";
import type { Clock, OnceKeeper } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";
import type { WriterQueue } from "../database/writer-queue.js";

interface Row {
  runId: string;
  stepKey: string;
  at: number;
  expiresAt: number | null;
}

/** Of those whose time is over, so many go with each new one: the table never has many more than are good. */
const FORGOTTEN_AT_ONCE = 5;

/** What has been done for whom, kept over restarts. */
export class SqliteOnce implements OnceKeeper {
  readonly #queue: WriterQueue;
  readonly #clock: Clock;
  readonly #find: Statement<unknown[], Row>;
  readonly #keep: Statement;
  readonly #forget: Statement;

  constructor(db: Database, queue: WriterQueue, clock: Clock) {
    this.#queue = queue;
    this.#clock = clock;
    this.#find = db.prepare(
      `SELECT run_id AS runId, step_key AS stepKey, claimed_at AS at, expires_at AS expiresAt FROM once_claims
       WHERE workflow_id = ? AND node_id = ? AND rehearsal = ? AND key = ?`,
    );
    this.#keep = db.prepare(
      `INSERT OR REPLACE INTO once_claims
         (workflow_id, node_id, rehearsal, key, workspace_id, run_id, step_key, claimed_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#forget = db.prepare(
      `DELETE FROM once_claims WHERE rowid IN
         (SELECT rowid FROM once_claims WHERE expires_at <= ? ORDER BY expires_at LIMIT ${FORGOTTEN_AT_ONCE})`,
    );
  }

  first(claim: Parameters<OnceKeeper["first"]>[0]): ReturnType<OnceKeeper["first"]> {
    const { workspaceId, workflowId, nodeId, windowMs, runId, stepKey } = claim;
    const key = createHash("sha256").update(claim.key).digest("base64url");
    const name = [workflowId, nodeId, claim.rehearsal ? 1 : 0, key];
    // Looked at and kept in one write: of two at once, one is the first.
    return this.#queue.write(() => {
      const at = this.#clock.now();
      const known = this.#find.get(...name);
      // Asked again, as after a crash, it takes effect only from now on.
      const mine = known?.runId === runId && known.stepKey === stepKey;
      if (known && !mine && !isOver(known, windowMs, at)) return { first: false, runId: known.runId, at: known.at };
      this.#forget.run(at);
      this.#keep.run(...name, workspaceId, runId, stepKey, at, windowMs === undefined ? null : at + windowMs);
      return { first: true };
    });
  }
}

/** By the window that was asked for then, or the one of now where it is shorter. */
function isOver({ at, expiresAt }: Row, windowMs: number | undefined, now: number): boolean {
  return (expiresAt !== null && expiresAt <= now) || (windowMs !== undefined && at + windowMs <= now);
}
