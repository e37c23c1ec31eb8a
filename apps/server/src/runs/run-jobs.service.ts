import type { BulkAnswer, HttpProblemCode, RunJob } from "@leeway/api";
import { Inject, Injectable, Logger } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { newRunId } from "./run-id.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DiskFullError } from "../adapters/database/full-disk.js";
import { DATABASE } from "../config/settings.js";
import { lookThrough } from "./look-through.js";
import { Pump } from "./pump.js";
import { Problem } from "../problems/problem.js";
import { ReplaysService } from "./replays.service.js";
import { chosenRuns, type BulkWish } from "./run-choice.js";
import { RunsService } from "./runs.service.js";

/** Runs of one piece, and how many of them at once: others get their turn in between. */
const PIECE = 50;
const AT_ONCE = 10;
/** Jobs of one workspace that have not ended. */
const MOST_OPEN = 5;
/** So few are done before the answer. */
const FEW = PIECE;
const LONGEST_ANSWER_MS = 3_000;
const KEPT_MS = 7 * 24 * 3_600_000;

interface JobRow {
  id: string;
  workspaceId: string;
  wish: string;
  cursor: string;
  upto: string;
  count: number;
  done: number;
  refused: number;
  repeated: number;
  above: number;
  below: number;
  createdAt: number;
  finishedAt: number | null;
}
/** See `chosenRuns`. */
interface Counted {
  looked: number;
  last: string | null;
  meant: number;
  left: number;
}
/** A run that may be one of a piece; and see `placeInFamily`. */
interface Chosen {
  id: string;
  meant: 0 | 1;
  top: string;
  depth: number;
}
/** `left`: as it was answered first. */
type Wish = BulkWish & { by: string | null; left: number };
/**
 * The run that came of it; or why nothing did. refused: it cannot be done with this one · repeated: somebody has done it
 * meanwhile · above, below: see `Elsewhere` · gone: there is no such run any more.
 */
type Came = { runId: string } | "refused" | "repeated" | "above" | "below" | "gone";
const notDone: Partial<Record<HttpProblemCode, Came>> = {
  "replay.elsewhere": "repeated",
  "replay.above": "above",
  "replay.below": "below",
  notFound: "gone",
};
/** Why nothing came of a run, as it is counted in a column; what is gone is what is left over. */
const counted = ["refused", "repeated", "above", "below"] as const;
const columns = `id, workspace_id AS workspaceId, wish, cursor, upto, count, done, ${counted.join(", ")}, created_at AS createdAt,
  finished_at AS finishedAt`;

/**
 * Replays, cancels or settles many runs, piece by piece. A job is on disk before it is answered, and each run is done
 * once: after a crash its piece is done again, where a replay is known by the job, and a doubt that came later is let be.
 */
@Injectable()
export class RunJobs {
  readonly #log = new Logger("runs");
  readonly #pump = new Pump(
    () => this.#round(),
    (error) => this.#log.error({ err: error, msg: "fault while changing many runs" }),
  );
  /** Who waits for the end of a short job, and what came of it. */
  readonly #waiting = new Map<string, (runIds?: string[]) => void>();
  /** By job: what came of the runs of a piece that found no room on the disk for some, or for how far it has come. */
  readonly #unkept = new Map<string, Map<string, Came>>();

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly runs: RunsService,
    private readonly replays: ReplaysService,
  ) {}

  start(): void {
    this.#pump.start();
  }

  /** What is left goes on at the next start. */
  stop(): Promise<void> {
    return this.#pump.stop();
  }

  async begin(
    workspaceId: string,
    wish: BulkWish,
    { dryRun, requestKey, by }: { dryRun: boolean; requestKey?: string | undefined; by: string | null },
  ): Promise<BulkAnswer> {
    const known = requestKey === undefined ? undefined : this.#underKey(workspaceId, requestKey);
    if (known) return known;
    const upto = newRunId();
    const chosen = chosenRuns(workspaceId, wish);
    const { meant, left } = await this.#counted(chosen, upto);
    const count = meant - left;
    if (dryRun || count === 0) return { count, ...(left > 0 && { left }) };
    const id = `job_${uuidv7()}`;
    const ended = meant <= FEW ? this.#endOf(id) : undefined;
    try {
      await this.#keep(id, workspaceId, { ...wish, by, left }, { requestKey, upto, count: meant });
    } catch (error) {
      this.#waiting.get(id)?.();
      // Twice at once: the other was first.
      const first = requestKey === undefined ? undefined : this.#underKey(workspaceId, requestKey);
      if (first) return first;
      throw error;
    }
    this.#pump.nudge();
    const runIds = await ended;
    return { count, ...(left > 0 && { left }), jobId: id, ...(runIds && { runIds }) };
  }

  /** Others are answered in between, however much there is to be looked at for each: some have called thousands. */
  async #counted(
    { count, values }: ReturnType<typeof chosenRuns>,
    upto: string,
  ): Promise<{ meant: number; left: number }> {
    const counting = this.database.handle.prepare(count);
    const all = { meant: 0, left: 0 };
    let cursor: string | null = "";
    await lookThrough((limit) => {
      const some = counting.get({ ...values, cursor, upto, job: "", limit }) as Counted;
      all.meant += some.meant;
      all.left += some.left;
      cursor = some.last;
      return some.looked === limit;
    });
    return all;
  }

  /** The next runs of a job that are meant, so many at the most; fewer where there are no more. */
  async #chosen({ workspaceId, id, cursor, upto }: JobRow, wish: Wish, most: number): Promise<Chosen[]> {
    const { page, values } = chosenRuns(workspaceId, wish);
    const reading = this.database.handle.prepare(page);
    const found: Chosen[] = [];
    await lookThrough((limit) => {
      const some = reading.all({ ...values, cursor, upto, job: id, limit }) as Chosen[];
      found.push(...some.filter(({ meant }) => meant === 1));
      cursor = some.at(-1)?.id ?? cursor;
      return some.length === limit && found.length < most;
    });
    return found.slice(0, most);
  }

  /** What came of a short job; nothing if it takes long all the same. */
  #endOf(id: string): Promise<string[] | undefined> {
    return new Promise((resolve) => {
      const end = (runIds?: string[]) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(runIds);
      };
      const timer = setTimeout(end, LONGEST_ANSWER_MS);
      this.#waiting.set(id, end);
    });
  }

  get(workspaceId: string, id: string): RunJob {
    const row = this.database.handle
      .prepare(`SELECT ${columns} FROM run_jobs WHERE id = ? AND workspace_id = ?`)
      .get(id, workspaceId) as JobRow | undefined;
    if (!row) throw new Problem("notFound");
    const { count, done, refused, repeated, above, below, createdAt, finishedAt } = row;
    const { action } = JSON.parse(row.wish) as Wish;
    const iso = (at: number) => new Date(at).toISOString();
    const times = { createdAt: iso(createdAt), finishedAt: finishedAt === null ? null : iso(finishedAt) };
    return { id, action, count, done, refused, repeated, above, below, ...times };
  }

  /** The answer to the same wish, which was begun before. */
  #underKey(workspaceId: string, requestKey: string): BulkAnswer | undefined {
    const known = this.database.handle
      .prepare(`SELECT ${columns} FROM run_jobs WHERE workspace_id = ? AND request_key = ?`)
      .get(workspaceId, requestKey) as JobRow | undefined;
    if (!known) return undefined;
    const { left = 0 } = JSON.parse(known.wish) as Partial<Wish>;
    return { count: known.count - left, ...(left > 0 && { left }), jobId: known.id };
  }

  #keep(
    id: string,
    workspaceId: string,
    wish: Wish,
    { requestKey, upto, count }: { requestKey: string | undefined; upto: string; count: number },
  ): Promise<void> {
    const now = Date.now();
    return this.database.queue.write((db) => {
      db.prepare("DELETE FROM run_jobs WHERE finished_at < ?").run(now - KEPT_MS);
      const open = db
        .prepare("SELECT count(*) FROM run_jobs WHERE workspace_id = ? AND finished_at IS NULL")
        .pluck()
        .get(workspaceId) as number;
      if (open >= MOST_OPEN) throw new Problem("bulk.tooMany", { count: open });
      db.prepare(
        `INSERT INTO run_jobs (id, workspace_id, action, wish, request_key, cursor, upto, count, done, refused, created_at,
           finished_at) VALUES (?, ?, ?, ?, ?, '', ?, ?, 0, 0, ?, NULL)`,
      ).run(id, workspaceId, wish.action, JSON.stringify(wish), requestKey ?? null, upto, count, now);
    });
  }

  /** A piece of each open job: a long one does not keep a short one waiting. */
  async #round(): Promise<boolean> {
    const open = this.database.handle
      .prepare(`SELECT ${columns} FROM run_jobs WHERE finished_at IS NULL ORDER BY created_at`)
      .all() as JobRow[];
    for (const job of open) await this.#piece(job);
    return open.length > 0;
  }

  async #piece(job: JobRow): Promise<void> {
    const wish = JSON.parse(job.wish) as Wish;
    const found = await this.#chosen(job, wish, PIECE);
    const came = this.#unkept.get(job.id) ?? new Map<string, Came>();
    this.#unkept.set(job.id, came);
    for (const batch of batchesOf(found.filter(({ id }) => !came.has(id)))) {
      const some = batch.map(async ({ id }) => came.set(id, await this.#apply(job, wish, id)));
      const failed = (await Promise.allSettled(some)).find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
    }
    const made = [...came.values()].flatMap((one) => (typeof one === "string" ? [] : [one.runId]));
    const left = counted.map((why) => [...came.values()].filter((one) => one === why).length);
    const over = found.length < PIECE;
    const now = Date.now();
    await this.database.queue.write((db) => {
      db.prepare(
        `UPDATE run_jobs SET cursor = ?, done = done + ?, ${counted.map((why) => `${why} = ${why} + ?`).join(", ")}, finished_at = ?
         WHERE id = ? AND workspace_id = ?`,
      ).run(found.at(-1)?.id ?? job.cursor, made.length, ...left, over ? now : null, job.id, job.workspaceId);
    });
    this.#unkept.delete(job.id);
    if (!over && job.count > FEW) return;
    this.#waiting.get(job.id)?.(made);
  }

  async #apply(job: JobRow, wish: Wish, id: string): Promise<Came> {
    try {
      if (wish.action === "replay") {
        const { version } = wish;
        // Whoever repeats it since it was chosen is seen by the write that would do it a second time.
        const manner = { requestKey: job.id, unlessReplayed: true as const, ...(version && { version }) };
        return await this.replays.replay(job.workspaceId, id, manner);
      }
      if (wish.action === "cancel") await this.runs.cancel(job.workspaceId, id, wish.by);
      else {
        const { as, output } = wish;
        const how = { as, ...(output !== undefined && { output }) };
        await this.runs.resolveAll(job.workspaceId, id, how, { by: wish.by, asked: job.createdAt });
      }
      return { runId: id };
    } catch (error) {
      // Nothing of the run stands in the way: at the next sweep it is done with those of the piece that are left.
      if (error instanceof DiskFullError) throw error;
      const why = error instanceof Problem ? notDone[error.code] : undefined;
      if (why !== undefined) return why;
      if (!(error instanceof Problem)) this.#log.error({ err: error, run: id, msg: "could not be done with this run" });
      return "refused";
    }
  }
}

/** Some at once. Who is called comes after its caller, which may start it once more: see `placeInFamily`. */
function batchesOf(chosen: readonly Chosen[]): Chosen[][] {
  const batches: Chosen[][] = [];
  for (const one of chosen) {
    const last = batches.at(-1);
    const apart = last?.some(({ top, depth }) => top === one.top && depth !== one.depth);
    if (last && last.length < AT_ONCE && !apart) last.push(one);
    else batches.push([one]);
  }
  return batches;
}

/** Part of a write, after a restore: how far they have come since is not known. Answers their workspaces. */
export function endRunJobs(db: Database, at: number): string[] {
  const end = "UPDATE run_jobs SET finished_at = ? WHERE finished_at IS NULL RETURNING workspace_id";
  return db.prepare(end).pluck().all(at) as string[];
}
