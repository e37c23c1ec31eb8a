import type { Erasure } from "@leeway/api";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import { uuidv7 } from "uuidv7";
import { audit } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Pump } from "../runs/pump.js";
import { RunOutlines } from "../runs/run-outline.js";
import { Uploads } from "../uploads/uploads.service.js";
import { Eraser } from "./eraser.js";
import { Marks } from "./marks.js";
import { RunFamilies } from "./run-families.js";
import { RowsNaming } from "./rows-naming.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** How long runs that have not ended are left before they are looked at again. */
const AGAIN_AFTER_MS = 600_000;

interface Job {
  id: string;
  workspaceId: string;
  marks: string;
}
const shownColumns = `e.id, e.runs, e.events, e.files, e.unfinished, e.created_at AS createdAt,
  e.looked_at AS lookedAt, e.finished_at AS finishedAt, u.name AS by`;

/** Erases people: each wish is on disk before it is answered, and goes on after a crash until nothing names them. */
@Injectable()
export class Erasures implements OnModuleDestroy {
  readonly #log = new Logger("privacy");
  /** A kill may have come behind an erasure's last write, before the log was emptied of what was there before. */
  #hasTraces = true;
  readonly #pump = new Pump(
    (now) => this.#round(now),
    (error) => this.#log.error({ err: error, msg: "fault while erasing a person" }),
  );

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly eraser: Eraser,
    private readonly rows: RowsNaming,
    private readonly uploads: Uploads,
    private readonly outlines: RunOutlines,
    private readonly families: RunFamilies,
  ) {}

  start(): void {
    this.#hasTraces = true;
    this.#pump.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#pump.stop();
  }

  /** Whom: by their ids, phones and e-mails. */
  async begin(who: WorkspaceUser, words: readonly string[]): Promise<Erasure> {
    const { workspaceId, userId } = who;
    const id = `erasure_${uuidv7()}`;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        db.prepare(
          `INSERT INTO erasures (id, workspace_id, user_id, marks, runs, events, files, unfinished, created_at)
         VALUES (?, ?, ?, ?, 0, 0, 0, 0, ?)`,
        ).run(id, workspaceId, userId, JSON.stringify(words), Date.now());
        audit(db, { ...who, action: "person.erased", subject: id });
      }),
    );
    this.#pump.nudge();
    const [made] = this.list(workspaceId, id);
    if (!made) throw new Error("An erasure that was just made is not there.");
    return made;
  }

  /** Newest first; one of them by its id. */
  list(workspaceId: string, id?: string): Erasure[] {
    const rows = this.database.handle
      .prepare<
        unknown[],
        Omit<Erasure, "state" | "createdAt" | "finishedAt"> & {
          createdAt: number;
          lookedAt: number | null;
          finishedAt: number | null;
        }
      >(
        `SELECT ${shownColumns} FROM erasures e LEFT JOIN users u ON u.id = e.user_id
         WHERE e.workspace_id = ? ${id === undefined ? "" : "AND e.id = ?"} ORDER BY e.id DESC LIMIT 200`,
      )
      .all(...(id === undefined ? [workspaceId] : [workspaceId, id]));
    return rows.map(({ lookedAt, createdAt, finishedAt, ...row }) => ({
      ...row,
      state: finishedAt !== null ? "done" : lookedAt === null ? "going" : "waiting",
      createdAt: new Date(createdAt).toISOString(),
      finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
    }));
  }

  async #round(now: number): Promise<boolean> {
    if (this.#hasTraces) await this.#overwriteTraces();
    this.#hasTraces = false;
    const job = this.database.handle
      .prepare<[number], Job>(
        `SELECT id, workspace_id AS workspaceId, marks FROM erasures
         WHERE finished_at IS NULL AND (looked_at IS NULL OR looked_at < ?) ORDER BY created_at LIMIT 1`,
      )
      .get(now - AGAIN_AFTER_MS);
    if (!job) return false;
    await this.database.withoutTraces(() => this.#erase(job));
    return true;
  }

  async #overwriteTraces(): Promise<void> {
    const any = this.database.handle.prepare("SELECT 1 FROM erasures WHERE looked_at IS NOT NULL LIMIT 1").get();
    if (any) await this.database.withoutTraces(() => Promise.resolve());
  }

  async #erase({ id, workspaceId, marks: words }: Job): Promise<void> {
    const marks = new Marks(JSON.parse(words) as string[]);
    const runs = new Set<string>();
    const unfinished = new Set<string | null>();
    for await (const { runId, ended } of this.rows.inRuns(workspaceId, marks))
      if (ended && runId !== null) runs.add(runId);
      else unfinished.add(runId);
    let files = 0;
    for (const runId of runs) {
      const kept = this.uploads.ofRun(workspaceId, runId);
      const whole = await this.eraser.run(runId, marks);
      // Files come with what starts a run; one that began with somebody else keeps those that do not bear their name.
      const theirs = kept.filter(({ name }) => whole || marks.name(name));
      await this.uploads.drop(theirs);
      files += theirs.length;
      this.outlines.forget(runId);
      this.families.forget(workspaceId);
    }
    const { count: events, waiting } = await this.eraser.records(workspaceId, marks);
    const left = unfinished.size + waiting;
    await this.database.queue.write((db) =>
      db
        .prepare(
          `UPDATE erasures SET runs = runs + ?, events = events + ?, files = files + ?, unfinished = ?, looked_at = ?,
             finished_at = ?, marks = CASE WHEN ? THEN NULL ELSE marks END WHERE id = ?`,
        )
        .run(runs.size, events, files, left, Date.now(), left === 0 ? Date.now() : null, left === 0 ? 1 : 0, id),
    );
    this.#log.log({ msg: "a person was erased", runs: runs.size, events, unfinished: left });
  }
}
