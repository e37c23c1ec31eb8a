import { PARKED_AT } from "@leeway/engine";
import type { Database } from "better-sqlite3";

/** More are not counted: it is asked every few seconds. */
const MOST_COUNTED = 10_000;

/** Part of a write, after a restore: events that had not reached everybody may have done so since. They wait for a word. */
export function holdEvents(db: Database): void {
  db.exec(
    `UPDATE leeloo_events SET due_at = ${PARKED_AT} WHERE due_at IS NOT NULL;
     UPDATE leeloo_events SET forward_due_at = ${PARKED_AT} WHERE forward_due_at IS NOT NULL`,
  );
}

/** Events that wait. */
export function countHeldEvents(db: Database, workspaceId: string): number {
  const held = `SELECT count(*) FROM (SELECT 1 FROM leeloo_events
    WHERE workspace_id = ? AND (due_at = ${PARKED_AT} OR forward_due_at = ${PARKED_AT}) LIMIT ${MOST_COUNTED})`;
  return db.prepare(held).pluck().get(workspaceId) as number;
}

/** Part of a write: they are handed on and sent on now, or no more. */
export function releaseEvents(db: Database, workspaceId: string, to: "handOn" | "leave"): void {
  const at = to === "handOn" ? 0 : null;
  db.prepare(`UPDATE leeloo_events SET due_at = ? WHERE workspace_id = ? AND due_at = ${PARKED_AT}`).run(
    at,
    workspaceId,
  );
  db.prepare(
    `UPDATE leeloo_events SET forward_due_at = ?, forward_state = CASE WHEN ? IS NULL THEN 'off' ELSE forward_state END
     WHERE workspace_id = ? AND forward_due_at = ${PARKED_AT}`,
  ).run(at, at, workspaceId);
}
