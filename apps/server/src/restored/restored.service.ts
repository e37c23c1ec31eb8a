import type { GoOn, HeldEventsWord, LetGo, ListQuery, ListedRun, Restored } from "@leeway/api";
import type { LocalBrakes, Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import { countRestingKeys } from "../accounts/api-key.rows.js";
import { audit } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { BRAKES, RESTORED_RUNS } from "../adapters/engine.tokens.js";
import type { RestoredRuns } from "../adapters/run-store/restored-runs.js";
import { DATABASE } from "../config/settings.js";
import { countHeldEvents, releaseEvents } from "../events/events-after-restore.js";
import { FanOut } from "../events/fan-out.service.js";
import { ForwardService } from "../events/forward.service.js";
import { RunLists } from "../runs/run-lists.js";

interface Row {
  at: number;
  backupAt: number | null;
  told: string;
  seenAt: number | null;
}

/** What a restored workspace holds, and people's words about it. */
@Injectable()
export class RestoredService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    @Inject(RESTORED_RUNS) private readonly held: RestoredRuns,
    @Inject(BRAKES) private readonly brakes: LocalBrakes,
    private readonly lists: RunLists,
    private readonly fanOut: FanOut,
    private readonly forward: ForwardService,
  ) {}

  of(workspaceId: string): Restored {
    const row = this.database.handle
      .prepare<[string], Row>(
        "SELECT at, backup_at AS backupAt, told, seen_at AS seenAt FROM restorations WHERE workspace_id = ?",
      )
      .get(workspaceId);
    if (!row) return { restoration: null };
    const { handle } = this.database;
    const [runs, events] = [this.held.count(workspaceId), countHeldEvents(handle, workspaceId)];
    const apiKeys = countRestingKeys(handle, workspaceId, Date.now());
    if (runs + events + apiKeys === 0 && row.seenAt !== null) return { restoration: null };
    const backupAt = row.backupAt === null ? null : new Date(row.backupAt).toISOString();
    const letGo = JSON.parse(row.told) as LetGo;
    return { restoration: { at: new Date(row.at).toISOString(), backupAt, runs, events, apiKeys, letGo } };
  }

  runs(workspaceId: string, { limit, cursor }: ListQuery, locale: Locale): { items: ListedRun[]; nextCursor?: string } {
    const ids = this.held.page(workspaceId, cursor ?? "\uffff", limit + 1);
    const shown = ids.slice(0, limit);
    const last = ids.length > limit ? shown.at(-1) : undefined;
    return { items: this.lists.told(workspaceId, shown, locale), ...(last !== undefined && { nextCursor: last }) };
  }

  /** Resolves once it is kept; the runs are taken then. */
  async goOn(who: WorkspaceUser, { runIds }: GoOn): Promise<Restored> {
    const { workspaceId } = who;
    const action = "restored.released";
    await this.held.release(workspaceId, runIds, (db, count) =>
      audit(db, { ...who, action, subject: workspaceId, detail: { runs: String(count) } }),
    );
    // They are due now: whoever listens looks for them.
    this.brakes.tell();
    return this.of(workspaceId);
  }

  async settleEvents(who: WorkspaceUser, { as }: HeldEventsWord): Promise<Restored> {
    const { workspaceId } = who;
    await this.database.queue.write((db) => {
      releaseEvents(db, workspaceId, as);
      audit(db, { ...who, action: "restored.events", subject: workspaceId, detail: { as } });
    });
    this.fanOut.nudge();
    this.forward.nudge();
    return this.of(workspaceId);
  }

  /** The note about it is not shown any more, once nothing waits. */
  async seen({ workspaceId }: WorkspaceUser): Promise<Restored> {
    await this.held.forgetEnded(workspaceId);
    await this.database.queue.write((db) =>
      db.prepare("UPDATE restorations SET seen_at = ? WHERE workspace_id = ?").run(Date.now(), workspaceId),
    );
    return this.of(workspaceId);
  }
}
