import type { Database } from "better-sqlite3";
import { randomInt } from "node:crypto";
import { hashToken } from "../secret-tokens.js";

const HOW_MANY = 10;
/** Without 0, 1, I and O, which people mistake for each other. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** 5 bits each: 140, more than the 128 that ASVS 5.0 asks for (11.5.1), and the 112 below which a plain hash would not do (6.5.2). */
const LENGTH = 28;
const GROUP = 7;

const newCode = () => Array.from({ length: LENGTH }, () => letters[randomInt(letters.length)]).join("");
const shown = (code: string) => code.match(new RegExp(`.{${GROUP}}`, "g"))?.join("-") ?? code;
/** However it was typed: small letters, without the lines, with blanks. */
const bare = (code: string) => code.toUpperCase().replace(/[\s-]/g, "");

/** Makes a person's codes anew inside a write; the old ones go. They are answered here and never again. */
export function makeRecoveryCodes(db: Database, userId: string): string[] {
  db.prepare("DELETE FROM recovery_codes WHERE user_id = ?").run(userId);
  const insert = db.prepare("INSERT INTO recovery_codes (hash, user_id) VALUES (?, ?)");
  return Array.from({ length: HOW_MANY }, () => {
    const code = newCode();
    insert.run(hashToken(code), userId);
    return shown(code);
  });
}

/** Uses a code up inside a write; false where it is none of this person's, or was used. */
export function spendRecoveryCode(db: Database, userId: string, code: string, now: number): boolean {
  const sql = "UPDATE recovery_codes SET used_at = ? WHERE hash = ? AND user_id = ? AND used_at IS NULL";
  return db.prepare(sql).run(now, hashToken(bare(code)), userId).changes === 1;
}

/** How many a person has left. */
export const recoveryCodesLeft = (db: Database, userId: string): number =>
  db.prepare("SELECT count(*) FROM recovery_codes WHERE user_id = ? AND used_at IS NULL").pluck().get(userId) as number;
