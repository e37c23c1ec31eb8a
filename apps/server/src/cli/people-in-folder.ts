import { roles, roleSchema } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { z } from "zod";
import { audit, fromCommand } from "../accounts/audit.js";
import { insertPerson } from "../accounts/owners.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { inFolder } from "./folder-database.js";
import { passwordFrom, passwordLink } from "./reset-password.command.js";

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

/** What the person gets: a password, or where they choose their own. */
export type FirstPassword = { password: string | undefined } | { publicUrl: string };

/** Makes somebody who signs in. Whoever may write the data folder may do this. */
export async function createUserIn(folder: string, wish: NewPerson, first: FirstPassword) {
  const email = z.email().max(254).safeParse(wish.email.trim().toLowerCase()).data;
  if (email === undefined) throw new CommandRefused(`${wish.email} is no e-mail address.`, exitCodes.usage);
  const role = roleSchema.safeParse(wish.role).data;
  if (role === undefined)
    throw new CommandRefused(`${wish.role} is no role. There is: ${roles.join(", ")}.`, exitCodes.usage);
  // Where they choose their own, nobody knows this one.
  const { password, passwordHash } = await passwordFrom("password" in first ? first.password : undefined, email);
  return inFolder(folder, (_db, queue) =>
    queue.write((db) => {
      if (db.prepare("SELECT 1 FROM users WHERE email = ?").get(email))
        throw new CommandRefused(`${email} has an account already.`, exitCodes.refused);
      const { id: workspaceId, locale } = workspaceOf(db, wish.workspace);
      const name = (wish.name ?? email).slice(0, 100);
      const firstPassword = "password" in first;
      const id = insertPerson(db, { email, name, locale, passwordHash, firstPassword }, Date.now());
      db.prepare("INSERT INTO memberships (workspace_id, user_id, role) VALUES (?, ?, ?)").run(workspaceId, id, role);
      const by = { workspaceId, userId: null, from: fromCommand() };
      audit(db, { ...by, action: "member.created", subject: id, detail: { email, role } });
      const made = { id, email, role, workspace: workspaceId };
      return "password" in first ? { ...made, password } : { ...made, ...passwordLink(db, email, first.publicUrl) };
    }),
  );
}

/** Where, and in which language its people read. */
function workspaceOf(db: Database, id: string | undefined): { id: string; locale: Locale } {
  const all = db
    .prepare(
      `SELECT w.id, w.name, coalesce((SELECT u.locale FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.workspace_id = w.id ORDER BY u.created_at LIMIT 1), 'en') AS locale FROM workspaces w ORDER BY w.name`,
    )
    .all() as { id: string; name: string; locale: Locale }[];
  if (all.length === 0)
    throw new CommandRefused("Nobody has an account here yet. Open Leeway in a browser: it asks for the owner.");
  const [only, ...more] = all.filter((one) => id === undefined || one.id === id);
  if (only && more.length === 0) return only;
  const there = all.map((one) => `${one.id} (${one.name})`).join(", ");
  throw new CommandRefused(
    id === undefined
      ? `There are several workspaces. Say --workspace: ${there}.`
      : `There is no workspace ${id}. There is: ${there}.`,
    id === undefined ? exitCodes.usage : exitCodes.notFound,
  );
}
