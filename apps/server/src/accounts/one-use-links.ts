import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { Problem } from "../problems/problem.js";
import { hashToken, randomToken } from "./secret-tokens.js";

/** What a link is good for, and the editor's page that it opens. */
const pages = { passwordReset: "reset-password", invitation: "invitation" } as const;
export type LinkPurpose = keyof typeof pages;

/** A link that is neither used, ended nor too old. */
export interface OneUseLink {
  /** `link_…`: what belongs to it elsewhere, such as an invitation's workspace and role, is kept under this id. */
  id: string;
  /** Whom it is for, in small letters. */
  email: string;
  createdAt: number;
  expiresAt: number;
}

const HOUR_MS = 3_600_000;
/** A letter is opened at once or never; a link that somebody hands on has to find its way. */
export const HANDED_ON_MS = 24 * HOUR_MS;
/** Links that are over are kept this long: who opens one late is told what became of it. */
const KEPT_MS = 30 * 24 * HOUR_MS;

/**
 * Makes a link inside a write. The token is answered here and never again: what is kept is its hash.
 * @param lifeMs how long it may be used, in milliseconds
 */
export function makeLink(
  db: Database,
  { purpose, email, lifeMs }: { purpose: LinkPurpose; email: string; lifeMs: number },
  now: number,
): OneUseLink & { token: string } {
  const token = randomToken();
  const link = { id: `link_${uuidv7()}`, email, createdAt: now, expiresAt: now + lifeMs };
  db.prepare("DELETE FROM one_use_links WHERE expires_at <= ?").run(now - KEPT_MS);
  db.prepare(
    "INSERT INTO one_use_links (id, hash, purpose, email, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(link.id, hashToken(token), purpose, email, now, link.expiresAt);
  return { ...link, token };
}

const columns = "id, email, created_at AS createdAt, expires_at AS expiresAt";
const living = "hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?";

/** What a link is for, without using it; throws where it is used, ended, too old, or was never made. */
export function readLink(db: Database, purpose: LinkPurpose, token: string, now: number): OneUseLink {
  const link = db.prepare(`SELECT ${columns} FROM one_use_links WHERE ${living}`).get(hashToken(token), purpose, now);
  if (link === undefined) throw new Problem("link.over");
  return link as OneUseLink;
}

/** A link whatever became of it: for who tells people so. */
export function findLink(
  db: Database,
  purpose: LinkPurpose,
  token: string,
): (OneUseLink & { usedAt: number | null }) | undefined {
  const sql = `SELECT ${columns}, used_at AS usedAt FROM one_use_links WHERE hash = ? AND purpose = ?`;
  return db.prepare(sql).get(hashToken(token), purpose) as (OneUseLink & { usedAt: number | null }) | undefined;
}

/** Marks a link as used, in the same write as what it does: of two who use it at the same time one is refused. */
export function useLink(db: Database, purpose: LinkPurpose, token: string, now: number): OneUseLink {
  const link = readLink(db, purpose, token, now);
  db.prepare("UPDATE one_use_links SET used_at = ? WHERE id = ?").run(now, link.id);
  return link;
}

/** Ends the links of a purpose for an address that are still good, inside a write. */
export function endLinks(db: Database, purpose: LinkPurpose, email: string, now: number): void {
  db.prepare("UPDATE one_use_links SET expires_at = ? WHERE purpose = ? AND email = ? AND expires_at > ?").run(
    now,
    purpose,
    email,
    now,
  );
}

/** Takes away the links of a purpose to an address whose account goes. */
export function deleteLinks(db: Database, purpose: LinkPurpose, email: string): void {
  db.prepare("DELETE FROM one_use_links WHERE purpose = ? AND email = ?").run(purpose, email);
}

/** How many links of a purpose were made for an address since then. */
export function linksSince(db: Database, purpose: LinkPurpose, email: string, since: number): number {
  const count = db.prepare("SELECT count(*) FROM one_use_links WHERE purpose = ? AND email = ? AND created_at > ?");
  return count.pluck().get(purpose, email, since) as number;
}

/**
 * Where a link leads. What stands behind `#` stays in the browser: neither a log, a proxy nor a referrer gets the token.
 */
export const linkAddress = (publicUrl: string, purpose: LinkPurpose, token: string): string =>
  `${publicUrl}/${pages[purpose]}#${token}`;
