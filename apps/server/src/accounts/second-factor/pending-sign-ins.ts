import type { Database } from "better-sqlite3";
import { hashToken, randomToken } from "../secret-tokens.js";

/** Between the two steps: time enough to find the phone. */
export const PENDING_MS = 10 * 60_000;
/** After so many wrong codes the password is asked for again. */
const MOST_TRIES = 5;

/** Somebody whose password was right. The cookie's value opens no route but the second step. */
export function openPending(db: Database, userId: string, now: number): string {
  const token = randomToken();
  db.prepare("DELETE FROM pending_sign_ins WHERE expires_at <= ?").run(now);
  db.prepare("INSERT INTO pending_sign_ins (id_hash, user_id, tries, expires_at) VALUES (?, ?, 0, ?)").run(
    hashToken(token),
    userId,
    now + PENDING_MS,
  );
  return token;
}

/** Whose second step a cookie stands before; undefined where there is none any more. */
export function pendingOf(db: Database, token: string, now: number): string | undefined {
  const sql = "SELECT user_id FROM pending_sign_ins WHERE id_hash = ? AND expires_at > ? AND tries < ?";
  return db.prepare(sql).pluck().get(hashToken(token), now, MOST_TRIES) as string | undefined;
}

/** Counts a wrong code, inside a write. */
export const countTry = (db: Database, token: string): unknown =>
  db.prepare("UPDATE pending_sign_ins SET tries = tries + 1 WHERE id_hash = ?").run(hashToken(token));

export const endPending = (db: Database, token: string): unknown =>
  db.prepare("DELETE FROM pending_sign_ins WHERE id_hash = ?").run(hashToken(token));
