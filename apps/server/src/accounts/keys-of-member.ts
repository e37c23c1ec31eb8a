import { isAtLeast, keyUsers, type MemberKey, type Role } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { deleteKey, LISTED, shownKey, type KeyRow } from "./api-key.rows.js";
import { audit, type Actor } from "./audit.js";

const IDLE_MS = 30 * 86_400_000;
/** Whatever runs on the same machine comes from there. */
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** The keys that a member made, newest first, each with who uses it. */
export function keysOfMember(db: Database, workspaceId: string, userId: string, now: number): MemberKey[] {
  return db
    .prepare<[string, string], KeyRow>(`${LISTED} WHERE k.workspace_id = ? AND k.made_by = ? ORDER BY k.id DESC`)
    .all(workspaceId, userId)
    .map((row) => ({ ...shownKey(row), usedBy: userOf(db, row, { workspaceId, userId }, now) }));
}

function userOf(
  db: Database,
  { lastUsedAt, lastUsedAddress, expiresAt }: KeyRow,
  maker: { workspaceId: string; userId: string },
  now: number,
): (typeof keyUsers)[number] {
  const idle = lastUsedAt === null || now - lastUsedAt > IDLE_MS || (expiresAt !== null && expiresAt <= now);
  if (idle) return "nobody";
  return lastUsedAddress !== null && isTheirsAlone(db, lastUsedAddress, maker) ? "maker" : "others";
}

/** Whether this person is signed in from an address, and nobody else: behind an office's one address stands a server, too. */
function isTheirsAlone(
  db: Database,
  address: string,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): boolean {
  if (LOOPBACK.test(address)) return false;
  const people = db.prepare<[string], string>("SELECT DISTINCT user_id FROM sessions WHERE address = ?").pluck();
  const [first, ...more] = people.all(address);
  const others = `SELECT 1 FROM api_keys WHERE workspace_id = ? AND last_used_address = ? AND made_by IS NOT ?`;
  return first === userId && more.length === 0 && db.prepare(others).get(workspaceId, address, userId) === undefined;
}

/**
 * Part of a write in which somebody goes: keys that they made end, these or, where nobody has said, all that no program uses.
 * Answers the names of those that go on.
 */
export function endKeysOf(db: Database, who: Actor, userId: string, ids?: readonly string[]): string[] {
  const keys = keysOfMember(db, who.workspaceId, userId, Date.now());
  const ends = ({ id, usedBy }: MemberKey) => (ids ? ids.includes(id) : usedBy !== "others");
  for (const key of keys.filter(ends)) deleteKey(db, who, key.id);
  return keys.filter((key) => !ends(key)).map(({ name }) => name);
}

/** Part of a write in which somebody gets another role: no key that they made may more than they from then on. */
export function lowerKeysOf(
  db: Database,
  who: Actor,
  { userId, role, person }: { userId: string; role: Role; person: string },
): void {
  const lower = db.prepare("UPDATE api_keys SET role = ? WHERE id = ? AND workspace_id = ?");
  for (const { id, name, role: formerRole } of keysOfMember(db, who.workspaceId, userId, Date.now())) {
    if (isAtLeast(role, formerRole)) continue;
    lower.run(role, id, who.workspaceId);
    audit(db, { ...who, action: "apiKey.lowered", subject: id, detail: { name, person, formerRole, role } });
  }
}
