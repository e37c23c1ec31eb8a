import type { Locale } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { Problem } from "../problems/problem.js";
import { audit, type CameFrom } from "./audit.js";

/** Somebody who can sign in from now on. */
export interface NewPerson {
  email: string;
  name: string;
  locale: Locale;
  passwordHash: string;
  /** Set by somebody else: the person is asked to choose their own. */
  firstPassword?: boolean;
}
/** The first person and their workspace. */
export interface NewOwner extends NewPerson {
  workspace: string;
  timezone: string;
  from: CameFrom;
}

/** Whether nobody has an account yet. */
export function isEmpty(db: Database): boolean {
  return db.prepare("SELECT 1 FROM users LIMIT 1").get() === undefined;
}

/**
 * Makes the first person inside a write. Looking and making are one step in the writer queue: of two who set up at
 * the same time one wins, and the other is told so.
 */
export function insertOwner(db: Database, owner: NewOwner, now: number): { userId: string; workspaceId: string } {
  if (!isEmpty(db)) throw new Problem("setup.alreadyDone");
  const userId = insertPerson(db, owner, now);
  const workspaceId = insertWorkspace(db, { name: owner.workspace, timezone: owner.timezone, userId }, now);
  audit(db, { workspaceId, userId, from: owner.from, action: "setup.done", subject: userId });
  return { userId, workspaceId };
}

/** Makes a workspace with its owner inside a write; answers its id. */
export function insertWorkspace(
  db: Database,
  { name, timezone, userId }: { name: string; timezone: string; userId: string },
  now: number,
): string {
  const id = `ws_${uuidv7()}`;
  const insert = db.prepare("INSERT INTO workspaces (id, name, timezone, created_at) VALUES (?, ?, ?, ?)");
  insert.run(id, name, timezone, now);
  db.prepare("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, 'owner')").run(id, userId);
  return id;
}

/** Makes a person inside a write; answers their id. */
export function insertPerson(
  db: Database,
  { email, name, locale, passwordHash, firstPassword = false }: NewPerson,
  now: number,
): string {
  const id = `user_${uuidv7()}`;
  db.prepare(
    `INSERT INTO users (id, email, name, locale, password_hash, created_at, first_password)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, email, name, locale, passwordHash, now, firstPassword ? 1 : null);
  return id;
}
