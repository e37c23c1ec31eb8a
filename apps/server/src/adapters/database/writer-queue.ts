import type { Database, Statement } from "better-sqlite3";
import { DiskFullError, isFullDisk } from "./full-disk.js";

/** A write that leaves nothing of itself behind when it throws needs no savepoint, which costs as much as an insert. */
export interface HowToWrite {
  undoesItself?: boolean;
}

interface Waiting {
  work: (db: Database) => unknown;
  undoesItself: boolean;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}
type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

/** Bounds how long one transaction can keep the event loop. */
const LARGEST_BATCH = 500;
/** So long the disk counts as full after a write that found no room: longer than whoever waits for room lets pass in between. */
const FULL_FOR_MS = 10_000;

/**
 * Group commit: the one way to write. Whenever writes wait and the last commit is done, all of them become one
 * transaction, each in a savepoint of its own, so that a write that throws rejects its own waiter only. `work` must
 * be synchronous: nothing else can slip into the transaction.
 */
export class WriterQueue {
  #waiting: Waiting[] = [];
  #scheduled = false;
  readonly #db: Database;
  /** Prepared once: four small statements per write are otherwise parsed again each time. */
  readonly #sql: Record<"begin" | "commit" | "rollback" | "savepoint" | "release" | "undo", Statement>;

  #noRoomAt = -Infinity;
  readonly #committed: ((writes: number) => void)[] = [];

  constructor(db: Database) {
    this.#db = db;
    this.#sql = {
      begin: db.prepare("BEGIN IMMEDIATE"),
      commit: db.prepare("COMMIT"),
      rollback: db.prepare("ROLLBACK"),
      savepoint: db.prepare("SAVEPOINT one"),
      release: db.prepare("RELEASE one"),
      undo: db.prepare("ROLLBACK TO one"),
    };
  }

  /** `hear` is told of every commit, with the number of its writes, just before those who wait for it are. */
  onCommit(hear: (writes: number) => void): void {
    this.#committed.push(hear);
  }

  /** Whether a write has found no room on the disk just now; one that needs little may be kept all the same. */
  get diskFull(): boolean {
    return performance.now() - this.#noRoomAt < FULL_FOR_MS;
  }

  /** Writes that wait for a commit now. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Resolves with what `work` answered once it is committed, rejects when nothing of it was kept. */
  write<T>(work: (db: Database) => T, { undoesItself = false }: HowToWrite = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, undoesItself, resolve: resolve as (value: never) => void, reject });
      this.#schedule();
    });
  }

  /** Resolves when everything handed in so far is committed or rejected. */
  async drain(): Promise<void> {
    while (this.#waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // One turn of the event loop lets every request that is already in the socket buffers join the same commit. Where that
    // made several, more are about to: what was read while the last commit was answered is computed behind this, and a
    // commit of its own for each half of the callers is a wait for the disk more.
    setImmediate(() => {
      if (this.#waiting.length > 1) setImmediate(() => this.#turn());
      else this.#turn();
    });
  }

  #turn(): void {
    this.#scheduled = false;
    this.#flush();
    if (this.#waiting.length > 0) this.#schedule();
  }

  #flush(): void {
    const batch = this.#waiting.splice(0, LARGEST_BATCH);
    let outcomes: Outcome[];
    try {
      this.#sql.begin.run();
      outcomes = batch.map((one) => (one.undoesItself ? this.#plainly(one.work) : this.#inSavepoint(one.work)));
      this.#sql.commit.run();
    } catch (error) {
      if (this.#db.inTransaction) this.#sql.rollback.run();
      const told = this.#recognised(error);
      for (const { reject } of batch) reject(told);
      return;
    }
    for (const hear of this.#committed) hear(batch.length);
    for (const [index, { resolve, reject }] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok) resolve(outcome.value as never);
      else reject(this.#recognised(outcome?.error));
    }
  }

  #plainly(work: (db: Database) => unknown): Outcome {
    try {
      return { ok: true, value: work(this.#db) };
    } catch (error) {
      if (!this.#db.inTransaction) throw error;
      return { ok: false, error };
    }
  }

  #inSavepoint(work: (db: Database) => unknown): Outcome {
    this.#sql.savepoint.run();
    try {
      const value = work(this.#db);
      this.#sql.release.run();
      return { ok: true, value };
    } catch (error) {
      // A full disk makes SQLite roll the whole transaction back: then there is no savepoint left, and all must fail.
      if (!this.#db.inTransaction) throw error;
      this.#sql.undo.run();
      this.#sql.release.run();
      return { ok: false, error };
    }
  }

  #recognised(error: unknown): unknown {
    if (!isFullDisk(error)) return error;
    this.#noRoomAt = performance.now();
    return new DiskFullError("the disk is full", { cause: error });
  }
}
