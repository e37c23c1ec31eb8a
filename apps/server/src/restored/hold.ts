import type { LetGo } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { audit, bySelf } from "../accounts/audit.js";
import { endSessionsAndLinks } from "../accounts/sessions-after-restore.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { holdUnfinishedRuns } from "../adapters/run-store/restored-runs.js";
import { holdEvents } from "../events/events-after-restore.js";
import { sendNoOldNotices } from "../notices/notices-after-restore.js";
import { giveAllBack } from "../order-checks/order-checks.store.js";
import { stopBackfills } from "../polls/backfills.store.js";
import { beginAllAnew } from "../polls/polls.store.js";
import { endRunJobs } from "../runs/run-jobs.service.js";
import { letTimesGo } from "../schedules/schedules.store.js";
import { countAsTold } from "../troubles/troubles.store.js";

/**
 * The first start on a copy of a database: what happened after the copy was made, nobody knows here, so nothing that was
 * begun in it goes on by itself. One write, in which the copy also becomes the database: whatever a crash cuts off, the next
 * start finds a copy, or one whose doubts are held. `backupAt`: when the copy was made, where that is known.
 */
export async function holdWhatIsDoubtful(
  { queue, takeOver }: Pick<OpenDatabase, "queue" | "takeOver">,
  at: number,
  backupAt: number | null,
): Promise<void> {
  await queue.write((db) => {
    endSessionsAndLinks(db);
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
      note(db, { workspaceId, at, backupAt }, letGo);
    takeOver(db);
  });
}

function note(
  db: Database,
  { workspaceId, at, backupAt }: { workspaceId: string; at: number; backupAt: number | null },
  letGo: Record<keyof LetGo, string[]>,
): void {
  const told = Object.fromEntries(
    Object.entries(letGo).map(([what, workspaces]) => [what, workspaces.filter((one) => one === workspaceId).length]),
  );
  db.prepare(
    `INSERT INTO restorations (workspace_id, at, backup_at, told, seen_at) VALUES (?, ?, ?, ?, NULL)
     ON CONFLICT (workspace_id) DO UPDATE SET at = excluded.at, backup_at = excluded.backup_at, told = excluded.told, seen_at = NULL`,
  ).run(workspaceId, at, backupAt, JSON.stringify(told));
  const detail = backupAt === null ? {} : { backupAt: new Date(backupAt).toISOString() };
  audit(db, { workspaceId, userId: null, from: bySelf, action: "workspace.restored", subject: workspaceId, detail });
}
