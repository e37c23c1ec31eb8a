import type { ApiKey, Role } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { Problem } from "../problems/problem.js";
import { audit, type Actor } from "./audit.js";
import { deviceWords } from "./device.js";
import { hashToken, randomToken } from "./secret-tokens.js";

/** A key as lists have it. */
export interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  createdAt: number;
  expiresAt: number | null;
  /** For how long it was made, whatever its end is now; null: for good. */
  lifeMs: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  lastUsedAgent: string | null;
  restingSince: number | null;
  renewedAs: string | null;
  makerId: string | null;
  makerName: string | null;
  /** 1 as long as its maker is in the workspace. */
  makerIsMember: number | null;
}

/** Selects rows of keys, `k`; what follows says which. */
export const LISTED = `SELECT k.id, k.name, k.prefix, k.role, k.created_at AS createdAt, k.expires_at AS expiresAt,
    k.life_ms AS lifeMs, k.last_used_at AS lastUsedAt, k.last_used_address AS lastUsedAddress, k.last_used_agent AS lastUsedAgent,
    k.resting_since AS restingSince,
    (SELECT s.id FROM api_keys s WHERE s.id = k.renewed_as AND s.workspace_id = k.workspace_id) AS renewedAs, k.made_by AS makerId, coalesce(u.name, '') AS makerName,
    EXISTS (SELECT 1 FROM memberships m WHERE m.workspace_id = k.workspace_id AND m.user_id = k.made_by) AS makerIsMember
  FROM api_keys k LEFT JOIN users u ON u.id = k.made_by`;

/** Enough to tell keys apart, far too little to guess one. */
const PREFIX_LENGTH = 7;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long a key that has ended still tells its program why, and people which one it was. */
const KEPT_MS = 90 * DAY_MS;

/** What a program shows of itself: it is kept nowhere as it is. */
export const newKey = (): string => `lw_${randomToken()}`;

/** Who makes a key: a person. */
export interface Maker extends Actor {
  userId: string;
}

/** A key that is to be kept; `expiresAt` in ms since 1970. Nobody's where a command makes it. */
export interface NewKey extends Actor {
  name: string;
  key: string;
  role: Role;
  expiresAt: number | null;
}

/** Adds a key inside a write, and answers its id. */
export function insertKey(db: Database, made: NewKey, now: number): string {
  const { workspaceId, userId, from, name, role, expiresAt } = made;
  const id = insertRow(db, made, now);
  const detail = { name, role, ...(expiresAt !== null && { expiresAt: iso(expiresAt) }) };
  audit(db, { workspaceId, userId, from, action: "apiKey.created", subject: id, detail });
  return id;
}

function insertRow(db: Database, { workspaceId, userId, name, key, role, expiresAt }: NewKey, now: number): string {
  const id = `key_${uuidv7()}`;
  const lifeMs = expiresAt === null ? null : expiresAt - now;
  db.prepare(
    `INSERT INTO api_keys (id, workspace_id, name, prefix, hash, role, created_at, expires_at, life_ms, made_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, workspaceId, name, key.slice(0, PREFIX_LENGTH), hashToken(key), role, now, expiresAt, lifeMs, userId);
  return id;
}

/** Forgets, inside a write, the keys of all workspaces that ended long ago; answers how many. */
export const forgetEndedKeys = (db: Database, now: number): number =>
  db.prepare("DELETE FROM api_keys WHERE expires_at <= ?").run(now - KEPT_MS).changes;

/** One key of a workspace, as lists have it. */
export const keyRow = (db: Database, { workspaceId }: Pick<Actor, "workspaceId">, id: string): KeyRow | undefined =>
  db.prepare<[string, string], KeyRow>(`${LISTED} WHERE k.id = ? AND k.workspace_id = ?`).get(id, workspaceId);

/** How a key is renewed: its new secret, until when that is good, and for how long the old one goes on beside it. */
export interface Renewal {
  key: string;
  /** Undefined: for as long as the old one was made. */
  expiresAt: number | null | undefined;
  overlapMs: number;
}

/**
 * Part of a write: a further key of the same name and role, and an end to the old one, never a later one than it had. Answers the
 * further one's id. One that was renewed before is refused: of two successors nobody would know which to use.
 */
export function renewKey(db: Database, who: Actor, id: string, renewal: Renewal, now: number): string {
  const old = keyRow(db, who, id);
  if (!old) throw new Problem("notFound");
  if (old.renewedAs !== null) throw new Problem("apiKey.alreadyRenewed", { name: old.name });
  const { name, role } = old;
  const usual = old.lifeMs === null ? null : now + old.lifeMs;
  const expiresAt = renewal.expiresAt === undefined ? usual : renewal.expiresAt;
  const renewedAs = insertRow(db, { ...who, name, role, key: renewal.key, expiresAt }, now);
  const ends = Math.min(old.expiresAt ?? Infinity, now + renewal.overlapMs);
  const sql = "UPDATE api_keys SET renewed_as = ?, expires_at = ? WHERE id = ? AND workspace_id = ?";
  db.prepare(sql).run(renewedAs, ends, id, who.workspaceId);
  const hours = String(Math.max(0, Math.ceil((ends - now) / HOUR_MS)));
  const detail = { name, role, hours, renewedAs, ...(expiresAt !== null && { expiresAt: iso(expiresAt) }) };
  audit(db, { ...who, action: "apiKey.renewed", subject: id, detail });
  return renewedAs;
}

/** Ends a key inside a write; false where there is none. */
export function deleteKey(db: Database, who: Actor, id: string): boolean {
  const name = db
    .prepare<[string, string], string>("DELETE FROM api_keys WHERE id = ? AND workspace_id = ? RETURNING name")
    .pluck()
    .get(id, who.workspaceId);
  if (name === undefined) return false;
  audit(db, { ...who, action: "apiKey.deleted", subject: id, detail: { name } });
  return true;
}

/** Part of a write: keys of a workspace that rest since a restore open again, these or all; answers how many. */
export function confirmKeys(db: Database, who: Actor, ids: readonly string[] | undefined): number {
  const these = ids ? "AND id IN (SELECT value FROM json_each(@ids))" : "";
  const confirmed = db
    .prepare<object, { id: string; name: string }>(
      `UPDATE api_keys SET resting_since = NULL
       WHERE workspace_id = @workspaceId AND resting_since IS NOT NULL ${these} RETURNING id, name`,
    )
    .all({ workspaceId: who.workspaceId, ...(ids && { ids: JSON.stringify(ids) }) });
  for (const { id, name } of confirmed)
    audit(db, { ...who, action: "apiKey.confirmed", subject: id, detail: { name } });
  return confirmed.length;
}

/** How many keys of a workspace wait for a person's word since a restore; those that are over anyhow wait for none. */
export const countRestingKeys = (db: Database, workspaceId: string, now: number): number =>
  db
    .prepare<[string, number], number>(
      `SELECT count(*) FROM api_keys
       WHERE workspace_id = ? AND resting_since IS NOT NULL AND (expires_at IS NULL OR expires_at > ?)`,
    )
    .pluck()
    .get(workspaceId, now) ?? 0;

const iso = (time: number) => new Date(time).toISOString();
const isoOrNull = (time: number | null) => (time === null ? null : iso(time));

/** A key as the API tells of it. */
export function shownKey(row: KeyRow): ApiKey {
  const { id, name, prefix, role, makerId, makerName, makerIsMember, lastUsedAddress: address } = row;
  return {
    id,
    name,
    prefix,
    role,
    createdAt: iso(row.createdAt),
    expiresAt: isoOrNull(row.expiresAt),
    lifeDays: row.lifeMs === null ? null : Math.max(1, Math.round(row.lifeMs / DAY_MS)),
    lastUsedAt: isoOrNull(row.lastUsedAt),
    lastUsedFrom: address === null ? null : { address, program: programOf(row.lastUsedAgent) },
    restingSince: isoOrNull(row.restingSince),
    renewedAs: row.renewedAs,
    madeBy: makerId === null ? null : { id: makerId, name: makerName ?? "", isMember: makerIsMember === 1 },
  };
}

const LONGEST_PROGRAM = 60;

/** What a program calls itself, with its version; of a browser the words that people know. */
function programOf(agent: string | null): string | null {
  if (!agent) return null;
  if (!agent.startsWith("Mozilla/")) return agent.split(" ")[0]?.slice(0, LONGEST_PROGRAM) || null;
  const { browser, system } = deviceWords(agent);
  return [browser, system].filter(Boolean).join(", ") || null;
}
