import { roles, roleSchema } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { audit, fromCommand } from "../accounts/audit.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { inFolder } from "./folder-database.js";
import { passwordFrom } from "./reset-password.command.js";

/** Somebody with an account, as scripts read it. */
export interface Person {
  id: string;
  email: string;
  name: string;
  workspaces: { id: string; name: string; role: string }[];
}

export function listUsersIn(folder: string): Promise<Person[]> {
  return inFolder(folder, (db) => {
    const people = db.prepare("SELECT id, email, name FROM users ORDER BY email").all() as Omit<Person, "workspaces">[];
    const where = db.prepare(
      `SELECT w.id, w.name, m.role FROM memberships m JOIN workspaces w ON w.id = m.workspace_id
       WHERE m.user_id = ? ORDER BY w.name, w.id`,
    );
    return people.map((one) => ({ ...one, workspaces: where.all(one.id) as Person["workspaces"] }));
  });
}

export interface NewPerson {
  email: string;
  name?: string;
  role: string;
  workspace?: string;
}

/** Whoever may write the data folder may do this. */
export async function createUserIn(folder: string, wish: NewPerson, given: string | undefined) {
  const email = z.email().max(254).safeParse(wish.email.trim().toLowerCase()).data;
  if (email === undefined) throw new CommandRefused(`${wish.email} is no e-mail address.`, exitCodes.usage);
  if (!roleSchema.safeParse(wish.role).success)
    throw new CommandRefused(`${wish.role} is no role. There is: ${roles.join(", ")}.`, exitCodes.usage);
  const { password, passwordHash } = await passwordFrom(given, email);
  return inFolder(folder, (_db, queue) =>
    queue.write((db) => {
      if (db.prepare("SELECT 1 FROM users WHERE email = ?").get(email))
        throw new CommandRefused(`${email} has an account already.`, exitCodes.refused);
      const workspace = workspaceOf(db, wish.workspace);
      const id = `user_${uuidv7()}`;
      db.prepare(
        "INSERT INTO users (id, email, name, locale, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)",
      ).run(id, email, (wish.name ?? email).slice(0, 100), workspace.locale, passwordHash, Date.now());
      db.prepare("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, ?)").run(
        workspace.id,
        id,
        wish.role,
      );
      const detail = { email, role: wish.role };
      const by = { workspaceId: workspace.id, userId: null, from: fromCommand() };
      audit(db, { ...by, action: "member.created", subject: id, detail });
      return { id, email, role: wish.role, workspace: workspace.id, password };
    }),
  );
}

/** Where, and in which language its people read. */
function workspaceOf(db: Database, id: string | undefined): { id: string; locale: string } {
  const all = db
    .prepare(
      `SELECT w.id, w.name, coalesce((SELECT u.locale FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.workspace_id = w.id ORDER BY u.created_at LIMIT 1), 'en') AS locale FROM workspaces w ORDER BY w.name`,
    )
    .all() as { id: string; name: string; locale: string }[];
  if (all.length === 0)
    throw new CommandRefused("Nobody has an account here yet. Open Leeway in a browser: it asks for the owner.");
  const [only, ...more] = all.filter((one) => id === undefined || one.id === id);
  if (only && more.length === 0) return only;
  const there = all.map((one) => `${one.id} (${one.name})`).join(", ");
  throw new CommandRefused(
    id === undefined
      ? `There are several workspaces. Say --workspace: ${there}.`
      : `There is no workspace ${id}. There is: ${there}.`,
    exitCodes.usage,
  );
}
