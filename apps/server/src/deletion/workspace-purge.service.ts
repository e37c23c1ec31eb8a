import { setTimeout as pause } from "node:timers/promises";
import type { Worlds } from "@leeway/leeloo-sandbox";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { audit, bySelf } from "../accounts/audit.js";
import { GRACE_MS } from "../accounts/grace.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { EverySoOften } from "../pace/every-so-often.js";
import { deleteRuns } from "../retention/delete-runs.js";
import { SANDBOX } from "../sandbox/sandbox.token.js";
import { Uploads } from "../uploads/uploads.service.js";
import { leftOver, runTables, workspaceTables, type WorkspaceTable } from "./workspace-tables.js";

const EVERY_MS = 3_600_000;
/** So long a piece keeps the writer, and so long it leaves it to the others then. */
const PIECE_MS = 8;
const PAUSE_MS = 8;
/** Rows of a table that are looked at with one statement, whether they are to go or not. */
const ROWS_AT_ONCE = 100;
const RUNS_AT_ONCE = 500;

/**
 * Deletes what is left of workspaces whose grace is over: rows and files, piece by piece, so that nobody waits for it. What a
 * stop of the server cuts off goes on with the next look; the workspace itself goes last.
 */
@Injectable()
export class WorkspacePurge implements OnModuleDestroy {
  readonly #log = new Logger("workspaces");
  readonly #clearing = new EverySoOften(
    EVERY_MS,
    (now) => this.purge(now),
    (error) => this.#log.error({ err: error, msg: "a deleted workspace could not be cleared away" }),
  );
  #stopped = false;
  #purging: Promise<number> | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly uploads: Uploads,
    @Inject(SANDBOX) private readonly worlds: Worlds | null,
  ) {}

  start(): void {
    this.#clearing.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.#clearing.stop();
    this.#stopped = true;
    await this.#purging?.catch(() => {});
  }

  /** Answers how many workspaces have gone whole. One at a time, whoever asks. */
  purge(now: number): Promise<number> {
    this.#purging ??= this.#purge(now).finally(() => (this.#purging = undefined));
    return this.#purging;
  }

  async #purge(now: number): Promise<number> {
    const over = this.database.handle
      .prepare<[number], string>("SELECT id FROM workspaces WHERE deleted_at <= ? ORDER BY deleted_at")
      .pluck()
      .all(now - GRACE_MS);
    let gone = 0;
    for (const workspaceId of over) if (await this.#clearAway(workspaceId)) gone += 1;
    await this.#empty(leftOver, "");
    if (gone > 0) this.#log.log({ msg: "deleted workspaces were cleared away", workspaces: gone });
    return gone;
  }

  async #clearAway(workspaceId: string): Promise<boolean> {
    await this.#dropFiles(workspaceId);
    for (const table of runTables) await this.#empty(table, workspaceId);
    const areAllGone = await this.#deleteRuns(workspaceId);
    for (const table of workspaceTables) await this.#empty(table, workspaceId);
    this.worlds?.forget(workspaceId);
    if (!areAllGone || this.#stopped) return false;
    await this.database.queue.write((db) => {
      db.prepare("DELETE FROM memberships WHERE workspace_id = ?").run(workspaceId);
      db.prepare("DELETE FROM workspaces WHERE id = ?").run(workspaceId);
      audit(db, {
        workspaceId: null,
        userId: null,
        from: bySelf,
        action: "workspace.clearedAway",
        subject: workspaceId,
      });
    });
    return true;
  }

  async #dropFiles(workspaceId: string): Promise<void> {
    const page = this.database.handle.prepare<[string, number], { id: string }>(
      "SELECT id FROM uploads WHERE workspace_id = ? LIMIT ?",
    );
    for (let files = page.all(workspaceId, ROWS_AT_ONCE); files.length > 0 && !this.#stopped;) {
      await this.uploads.drop(files);
      files = page.all(workspaceId, ROWS_AT_ONCE);
    }
  }

  /** Whether none is left. The run with the newest row of all logs stays until another run has written one: see `RunRetention`. */
  async #deleteRuns(workspaceId: string): Promise<boolean> {
    const page = this.database.handle
      .prepare<[string, string, number], string>(
        `SELECT id FROM runs WHERE workspace_id = ? AND id <> coalesce(?, '') ORDER BY id LIMIT ?`,
      )
      .pluck();
    const ofNewestRow = this.database.handle
      .prepare<[], string>("SELECT run_id FROM run_events ORDER BY rowid DESC LIMIT 1")
      .pluck();
    const next = () => page.all(workspaceId, ofNewestRow.get() ?? "", RUNS_AT_ONCE);
    for (let ids = next(); ids.length > 0 && !this.#stopped; ids = next()) {
      for (let gone = 0; gone < ids.length && !this.#stopped;) {
        gone += await this.#piece((db, hasTime) => deleteRuns(db, ids.slice(gone), hasTime, "all"));
      }
    }
    return this.database.handle.prepare("SELECT 1 FROM runs WHERE workspace_id = ?").get(workspaceId) === undefined;
  }

  /** Goes through a table by the numbers of its rows: however large it is, and whatever it is indexed by, each step is short. */
  async #empty({ table, where }: WorkspaceTable, workspaceId: string): Promise<void> {
    for (let last: number | null = 0; last !== null && !this.#stopped;) {
      const from: number = last;
      last = await this.#piece((db, hasTime) => {
        const bound = db
          .prepare<[number, number], number | null>(
            `SELECT max(rowid) FROM (SELECT rowid FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?)`,
          )
          .pluck();
        const remove = db.prepare(`DELETE FROM ${table} WHERE rowid > @from AND rowid <= @until AND ${where}`);
        for (let at = from; ;) {
          const until = bound.get(at, ROWS_AT_ONCE) ?? null;
          if (until === null) return null;
          remove.run({ workspaceId, from: at, until });
          if (!hasTime()) return until;
          at = until;
        }
      });
    }
  }

  async #piece<T>(work: (db: Database, hasTime: () => boolean) => T): Promise<T> {
    const done = await this.database.queue.write((db) => {
      const began = performance.now();
      return work(db, () => performance.now() - began < PIECE_MS);
    });
    await pause(PAUSE_MS);
    return done;
  }
}
