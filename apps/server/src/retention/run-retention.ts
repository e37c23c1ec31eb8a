import { setTimeout as pause } from "node:timers/promises";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { EverySoOften } from "../pace/every-so-often.js";
import { idAt } from "../runs/run-filter.js";
import { deleteRuns } from "./delete-runs.js";
import { cleanDocuments } from "./document-retention.js";
import { RetentionService } from "./retention.service.js";
import { staysWithOthers } from "./stays-with-others.js";

const EVERY_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** Runs that are looked at in one go. */
const LOOKED_AT = 500;
/** Runs of which it is asked in one go whether they stay with others: of those that were called each takes 50 µs. */
const ASKED = 50;
/** Runs that are counted in one go. */
const COUNTED = 5_000;
/** So long a piece of the deletion keeps the writer, and so long it leaves it to the others then. */
const PIECE_MS = 8;
const PAUSE_MS = 8;

interface Place {
  workflowId: string;
  workspaceId: string;
}
interface Found {
  id: string;
  status: string;
  finishedAt: number | null;
}
/** Ends at which runs of a status are bounded: those of an id before `first` are too many, those that ended before `since` too old. */
interface Bound {
  first: string;
  since: number;
}
type Bounds = Record<"succeeded" | "failed" | "cancelled", Bound>;

/** Deletes runs that have ended long ago, and documents that were kept for them alone. Piece by piece, so that nobody waits for it; a run goes whole or is tried again. */
@Injectable()
export class RunRetention implements OnModuleDestroy {
  readonly #log = new Logger("retention");
  readonly #often = new EverySoOften(
    EVERY_MS,
    async (now) => {
      const runs = await this.clean(now);
      if (runs > 0) this.#log.log({ msg: "old runs were deleted", runs });
    },
    (error) => this.#log.error({ err: error, msg: "old runs were not deleted" }),
  );
  #stopped = false;
  #cleaning: Promise<number> | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly settings: RetentionService,
  ) {}

  start(): void {
    this.#often.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.#often.stop();
    this.#stopped = true;
    await this.#cleaning?.catch(() => {});
  }

  /** Answers how many runs have gone. One at a time, whoever asks. */
  async clean(now: number): Promise<number> {
    this.#cleaning ??= this.#clean(now).finally(() => (this.#cleaning = undefined));
    return this.#cleaning;
  }

  async #clean(now: number): Promise<number> {
    const { handle } = this.database;
    const next = handle.prepare<[string], Place>(
      `SELECT workflow_id AS workflowId, workspace_id AS workspaceId FROM runs WHERE workflow_id > ?
       ORDER BY workflow_id LIMIT 1`,
    );
    let gone = 0;
    for (let found = next.get(""); found && !this.#stopped; found = next.get(found.workflowId)) {
      const { succeeded, failed } = this.settings.of(found.workspaceId);
      const [done, broken] = [now - succeeded.days * DAY_MS, now - failed.days * DAY_MS];
      const { workflowId } = found;
      gone += await this.#cleanOf(found, {
        succeeded: { since: done, first: await this.#firstSucceeded(workflowId, succeeded.count) },
        failed: { since: broken, first: await this.#firstOf(workflowId, "failed", failed.count) },
        cancelled: { since: broken, first: await this.#firstOf(workflowId, "cancelled", failed.count) },
      });
    }
    const documents = await cleanDocuments(this.database, now, () => this.#stopped);
    if (documents > 0) this.#log.log({ msg: "documents that no run has any more were deleted", documents });
    return gone;
  }

  /** The oldest of so many that succeeded last; older ones go whatever their age. */
  async #firstSucceeded(workflowId: string, count: number): Promise<string> {
    const { handle } = this.database;
    const that = handle
      .prepare<[string, number], string>("SELECT id FROM runs WHERE workflow_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?")
      .pluck();
    if (that.get(workflowId, count) === undefined) return "";
    const before = handle.prepare<[string, string, number], Pick<Found, "id" | "status">>(
      "SELECT id, status FROM runs WHERE workflow_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
    );
    let left = count;
    for (let last = "\uffff"; !this.#stopped;) {
      const page = before.all(workflowId, last, LOOKED_AT);
      for (const { id, status } of page) {
        if (status === "succeeded") left -= 1;
        if (left === 0) return id;
      }
      last = page.at(-1)?.id ?? "";
      if (page.length < LOOKED_AT) break;
      await pause(0);
    }
    return "";
  }

  /** The same of another status, of which an index knows the runs. */
  async #firstOf(workflowId: string, status: "failed" | "cancelled", count: number): Promise<string> {
    const before = this.database.handle
      .prepare<[string, string, string, number], string>(
        `SELECT id FROM runs INDEXED BY runs_workflow_status WHERE workflow_id = ? AND status = ? AND status <> 'succeeded'
           AND id < ? ORDER BY id DESC LIMIT 1 OFFSET ?`,
      )
      .pluck();
    let last: string | undefined = "\uffff";
    for (let left = count; left > 0 && last !== undefined && !this.#stopped; left -= COUNTED) {
      last = before.get(workflowId, status, last, Math.min(left, COUNTED) - 1);
      await pause(0);
    }
    return (!this.#stopped && last) || "";
  }

  async #cleanOf({ workflowId, workspaceId }: Place, bounds: Bounds): Promise<number> {
    const page = this.database.handle.prepare<[string, string, number], Found>(
      `SELECT id, status, finished_at AS finishedAt FROM runs WHERE workflow_id = ? AND id > ? ORDER BY id LIMIT ?`,
    );
    // It stays: its number would come again, and whoever remembers rows by their numbers would take one for the other.
    const ofNewestRow = this.database.handle
      .prepare<[], string>("SELECT run_id FROM run_events ORDER BY rowid DESC LIMIT 1")
      .pluck();
    const newest = Math.max(...Object.values(bounds).map(({ since }) => since));
    const first = Object.values(bounds).reduce((last, { first: one }) => (one > last ? one : last), "");
    let gone = 0;
    for (let last = ""; !this.#stopped;) {
      const found = page.all(workflowId, last, LOOKED_AT);
      const keeps = ofNewestRow.get();
      const old = found.filter((run) => isOld(run, bounds) && run.id !== keeps).map(({ id }) => id);
      gone += await this.#delete(await this.#goAlone(workspaceId, old));
      last = found.at(-1)?.id ?? "";
      // Runs lie by the time of their making: from here on all are too young.
      if (found.length < LOOKED_AT || (last >= first && last > idAt(newest))) break;
      await pause(0);
    }
    return gone;
  }

  /** Without those that stay with others. */
  async #goAlone(workspaceId: string, ids: readonly string[]): Promise<string[]> {
    const staying = this.database.handle.prepare<object, string>(staysWithOthers).pluck();
    const alone: string[] = [];
    for (let from = 0; from < ids.length && !this.#stopped; from += ASKED) {
      const some = ids.slice(from, from + ASKED);
      const stay = new Set(staying.all({ workspaceId, ids: JSON.stringify(some) }));
      alone.push(...some.filter((id) => !stay.has(id)));
      await pause(0);
    }
    return alone;
  }

  async #delete(ids: string[]): Promise<number> {
    let gone = 0;
    while (gone < ids.length && !this.#stopped) {
      gone += await this.database.queue.write((db) => {
        const began = performance.now();
        return deleteRuns(db, ids.slice(gone), () => performance.now() - began < PIECE_MS, "ended");
      });
      await pause(PAUSE_MS);
    }
    return gone;
  }
}

function isOld({ id, status, finishedAt }: Found, bounds: Bounds): boolean {
  if (finishedAt === null || !(status === "succeeded" || status === "failed" || status === "cancelled")) return false;
  const { since, first } = bounds[status];
  return finishedAt < since || id < first;
}
