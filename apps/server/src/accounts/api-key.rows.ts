import type { ApiKey, Role } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { audit, type Actor } from "./audit.js";
import { deviceWords } from "./device.js";
import { hashToken } from "./secret-tokens.js";

/** A key as lists have it. */
export interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  lastUsedAddress: string | null;
  lastUsedAgent: string | null;
  restingSince: number | null;
  makerId: string | null;
  makerName: string | null;
  /** 1 as long as its maker is in the workspace. */
  makerIsMember: number | null;
}

/** Selects rows of keys, `k`; what follows says which. */
export const LISTED = `SELECT k.id, k.name, k.prefix, k.role, k.created_at AS createdAt, k.expires_at AS expiresAt,
    k.last_used_at AS lastUsedAt, k.last_used_address AS lastUsedAddress, k.last_used_agent AS lastUsedAgent,
    k.resting_since AS restingSince, k.made_by AS makerId, coalesce(u.name, '') AS makerName,
    EXISTS (SELECT 1 FROM memberships m WHERE m.workspace_id = k.workspace_id AND m.user_id = k.made_by) AS makerIsMember
  FROM api_keys k LEFT JOIN users u ON u.id = k.made_by`;

/** Enough to tell keys apart, far too little to guess one. */
const PREFIX_LENGTH = 7;

/** Who makes a key: a person. */
export interface Maker extends Actor {
  userId: string;
}

/** A key that is to be kept; `expiresAt` in ms since 1970. */
export interface NewKey extends Maker {
  name: string;
  key: string;
  role: Role;
  expiresAt: number | null;
}

/** Adds a key inside a write, and answers its id. */
export function insertKey(db: Database, made: NewKey, now: number): string {
  const { workspaceId, userId, from, name, key, role, expiresAt } = made;
  const id = `key_${uuidv7()}`;
  db.prepare(
    `INSERT INTO api_keys (id, workspace_id, name, prefix, hash, role, created_at, expires_at, made_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, workspaceId, name, key.slice(0, PREFIX_LENGTH), hashToken(key), role, now, expiresAt, userId);
  const detail = { name, role, ...(expiresAt !== null && { expiresAt: iso(expiresAt) }) };
  audit(db, { workspaceId, userId, from, action: "apiKey.created", subject: id, detail });
  return id;
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
    lastUsedAt: isoOrNull(row.lastUsedAt),
    lastUsedFrom: address === null ? null : { address, program: programOf(row.lastUsedAgent) },
    restingSince: isoOrNull(row.restingSince),
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
