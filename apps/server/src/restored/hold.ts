import type { LetGo } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { audit, bySelf, type CameFrom } from "../accounts/audit.js";
import { closeDoors } from "../accounts/doors-after-restore.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { keepCold } from "../adapters/rate-gate/cold-start.js";
import type { Restoration as PutInPlace } from "../adapters/database/restored-folder.js";
import { holdUnfinishedRuns } from "../adapters/run-store/restored-runs.js";
import { holdEvents } from "../events/events-after-restore.js";
import { sendNoOldNotices } from "../notices/notices-after-restore.js";
import { giveAllBack } from "../order-checks/order-checks.store.js";
import { stopBackfills } from "../polls/backfills.store.js";
import { beginAllAnew } from "../polls/polls.store.js";
import { endRunJobs } from "../runs/run-jobs.service.js";
import { letTimesGo } from "../schedules/schedules.store.js";
import { countAsTold } from "../troubles/troubles.store.js";

type Restoration = Pick<PutInPlace, "backupAt" | "by">;

/**
 * The first start on a copy of a database: what happened after the copy was made, nobody knows here, so nothing that was
 * begun in it goes on by itself. One write, in which the copy also becomes the database: whatever a crash cuts off, the next
 * start finds a copy, or one whose doubts are held. `restoration`: what is known of the backup; null of a copy that somebody
 * put there by hand.
 */
export async function holdWhatIsDoubtful(
  { queue, takeOver }: Pick<OpenDatabase, "queue" | "takeOver">,
  at: number,
  restoration: Restoration | null,
): Promise<void> {
  await queue.write((db) => {
    closeDoors(db, at);
    keepCold(db, at);
    holdUnfinishedRuns(db);
    holdEvents(db);
    countAsTold(db);
    const letGo: Record<keyof LetGo, string[]> = {
      schedules: letTimesGo(db, at),
      polls: beginAllAnew(db, at),
      backfills: stopBackfills(db),
      orders: giveAllBack(db),
      jobs: endRunJobs(db, at),
      notices: sendNoOldNotices(db),
    };
    for (const workspaceId of db.prepare("SELECT id FROM workspaces").pluck().all() as string[])
      note(db, { workspaceId, at }, restoration, letGo);
    takeOver(db);
  });
}

function note(
  db: Database,
  { workspaceId, at }: { workspaceId: string; at: number },
  restoration: Restoration | null,
  letGo: Record<keyof LetGo, string[]>,
): void {
  const told = Object.fromEntries(
    Object.entries(letGo).map(([what, workspaces]) => [what, workspaces.filter((one) => one === workspaceId).length]),
  );
  const backupAt = restoration && Date.parse(restoration.backupAt);
  db.prepare(
    `INSERT INTO restorations (workspace_id, at, backup_at, told, seen_at) VALUES (?, ?, ?, ?, NULL)
     ON CONFLICT (workspace_id) DO UPDATE SET at = excluded.at, backup_at = excluded.backup_at, told = excluded.told, seen_at = NULL`,
  ).run(workspaceId, at, backupAt, JSON.stringify(told));
  const detail = restoration ? { backupAt: new Date(restoration.backupAt).toISOString() } : {};
  const from: CameFrom = restoration ? { via: "command", ...(restoration.by && { name: restoration.by }) } : bySelf;
  audit(db, { workspaceId, userId: null, from, action: "workspace.restored", subject: workspaceId, detail });
}
