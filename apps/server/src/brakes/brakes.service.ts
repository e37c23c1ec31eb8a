import type { Brakes } from "@leeway/api";
import { LocalBrakes } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { audit } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { WordsWithoutRoom } from "../adapters/database/words-without-room.js";
import { BRAKES, RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { DATABASE } from "../config/settings.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { parkedWorkflows, readBrakes, type StopWord } from "./brakes-list.js";
import { ToldOfStops, type Stopped } from "./told-of-stops.js";

/** The stop button: holds a workflow with all that its runs have started, or the whole workspace at once, over restarts, until somebody lets it go on; on a full disk as well. */
@Injectable()
export class BrakesService implements OnModuleInit, OnModuleDestroy {
  readonly #log = new Logger("brakes");
  readonly #words = new WordsWithoutRoom<BrakeWord>({
    write: (subject, words) => this.database.queue.write((db) => words.forEach((word) => write(db, subject, word))),
    afterwards: async (subject, word) => {
      if (word.verb === "resume") await this.#letGoOn(subject, word);
    },
    surprise: (err, subject) => this.#log.error({ err, msg: "what was said of a stop cannot be written", subject }),
  });

  constructor(
    @Inject(BRAKES) private readonly brakes: LocalBrakes,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly told: ToldOfStops,
    private readonly workflows: WorkflowsService,
  ) {}

  /** What was stopped stays stopped; runs that were parked by a brake that is gone go on. */
  async onModuleInit(): Promise<void> {
    const kept = this.database.handle
      .prepare("SELECT subject FROM brakes UNION SELECT id FROM workspaces WHERE deleted_at IS NOT NULL")
      .pluck()
      .all() as string[];
    for (const subject of kept) this.brakes.stop(subject);
    for (const where of parkedWorkflows(this.database.handle))
      if (!this.brakes.on({ id: "", ...where })) await this.store.unpark(where);
  }

  onModuleDestroy(): Promise<void> {
    return this.#words.end();
  }

  list(workspaceId: string): Brakes {
    const { handle, queue } = this.database;
    return { ...readBrakes(handle, workspaceId, this.#words.all()), diskFull: queue.diskFull };
  }

  /**
   * From this moment on nothing new begins; what is in flight ends. Resolves once it is kept, or holds here and is told as
   * unwritten.
   */
  async pause(who: WorkspaceUser, workflowId?: string): Promise<Brakes> {
    const { subject, word } = this.#word(who, "pause", workflowId);
    this.brakes.stop(subject);
    try {
      await this.#words.say(subject, word);
    } finally {
      this.#follow(subject);
    }
    this.told.tell(word);
    return this.list(who.workspaceId);
  }

  async resume(who: WorkspaceUser, workflowId?: string): Promise<Brakes> {
    const { subject, word } = this.#word(who, "resume", workflowId);
    await this.#words.say(subject, word);
    this.#follow(subject);
    return this.list(who.workspaceId);
  }

  /** Does here what is kept of a workspace that was deleted, and stands still, or taken back, and goes on. */
  async follow(workspaceId: string): Promise<void> {
    if (this.#isStopped(workspaceId)) this.brakes.stop(workspaceId);
    else await this.#letGoOn(workspaceId, { workspaceId });
  }

  async #letGoOn(subject: string, { workspaceId, workflowId }: Stopped): Promise<void> {
    this.#follow(subject);
    await this.store.unpark({ workspaceId, ...(workflowId !== undefined && { workflowId }) });
    // They are due now: whoever listens looks for them.
    this.#follow(subject);
  }

  #word(who: WorkspaceUser, verb: StopWord["verb"], workflowId?: string): { subject: string; word: BrakeWord } {
    const { workspaceId, userId } = who;
    const named = this.#named(workspaceId, workflowId);
    const word = { verb, who, workspaceId, workflowId, userId, at: Date.now(), ...named };
    return { subject: workflowId ?? workspaceId, word };
  }

  /** Not found where it is none of the workspace's. */
  #named(workspaceId: string, workflowId?: string): { detail?: { name: string } } {
    if (workflowId === undefined) return {};
    return { detail: { name: this.workflows.get(workspaceId, workflowId).name } };
  }

  /** Stops here what is kept as stopped, and what somebody is about to stop: of a pause and a resume at the same time the later one counts. */
  #follow(subject: string): void {
    if (this.#isStopped(subject)) this.brakes.stop(subject);
    else this.brakes.release(subject);
  }

  #isStopped(subject: string): boolean {
    const { handle } = this.database;
    if (handle.prepare("SELECT 1 FROM workspaces WHERE id = ? AND deleted_at IS NOT NULL").get(subject)) return true;
    if (this.#words.saying(subject)?.verb === "pause") return true;
    const unwritten = this.#words.of(subject);
    if (unwritten) return unwritten.verb === "pause";
    return handle.prepare("SELECT 1 FROM brakes WHERE subject = ?").get(subject) !== undefined;
  }
}

/** What is written of a stop, with who said it and what it was called then. */
interface BrakeWord extends StopWord {
  who: WorkspaceUser;
  detail?: { name: string };
}

/** What was said of a workflow that was deleted before there was room for it is nothing to keep. */
const insertSql = `INSERT INTO brakes (subject, workspace_id, workflow_id, since, by)
  SELECT @subject, @workspaceId, @workflowId, @at, @by
  WHERE @workflowId IS NULL OR EXISTS (SELECT 1 FROM workflows w WHERE w.id = @workflowId AND w.workspace_id = @workspaceId)
  ON CONFLICT (subject) DO NOTHING`;
const deleteSql = "DELETE FROM brakes WHERE subject = @subject AND workspace_id = @workspaceId";

/** Part of a write: what changes nothing leaves no entry in the audit log. */
function write(
  db: Database,
  subject: string,
  { verb, who, workspaceId, workflowId, userId, at, detail }: BrakeWord,
): void {
  const { changes } =
    verb === "pause"
      ? db.prepare(insertSql).run({ subject, workspaceId, workflowId: workflowId ?? null, at, by: userId })
      : db.prepare(deleteSql).run({ subject, workspaceId });
  const action = `${workflowId === undefined ? "workspace" : "workflow"}.${verb}d` as const;
  if (changes > 0) audit(db, { ...who, action, subject, ...(detail && { detail }), at });
}
