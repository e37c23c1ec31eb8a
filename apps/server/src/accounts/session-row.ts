import type { Database } from "better-sqlite3";
import type { Device } from "./device.js";

/** Who a cookie stands for. */
export interface Session {
  idHash: string;
  userId: string;
  /** The workspace used last. */
  workspaceId: string;
  createdAt: number;
  lastSeenAt: number;
  /** From where it was used last. */
  address: string | null;
  how: string | null;
  /** When the person showed last who they are; null where nobody knows. */
  confirmedAt: number | null;
}

/** Keeps a session that begins, inside a write. */
export function keepSession(db: Database, session: Session, { userAgent }: Pick<Device, "userAgent">): void {
  const { idHash, userId, workspaceId, createdAt, lastSeenAt, address, how, confirmedAt } = session;
  db.prepare(
    `INSERT INTO sessions (id_hash, user_id, workspace_id, created_at, last_seen_at, address, user_agent, how, confirmed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(idHash, userId, workspaceId, createdAt, lastSeenAt, address, userAgent, how, confirmedAt);
}
