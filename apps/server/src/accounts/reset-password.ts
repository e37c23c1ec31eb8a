import type { Database } from "better-sqlite3";
import { endSessions } from "./ended-sessions.js";
import { endLinks } from "./one-use-links.js";

/** Who is meant by an e-mail; without one it is the only person there is. */
export type Meant =
  | { kind: "one"; id: string; email: string }
  | { kind: "nobody" }
  | { kind: "unclear"; emails: string[] };

/** Finds a person; where it is not clear who is meant, the answer says who there is. */
export function meantPerson(db: Database, email: string | undefined): Meant {
  const users = db.prepare("SELECT id, email FROM users ORDER BY email").all() as { id: string; email: string }[];
  if (users.length === 0) return { kind: "nobody" };
  const wanted = email?.trim().toLowerCase();
  const [user, ...more] = users.filter((one) => wanted === undefined || one.email === wanted);
  if (!user || more.length > 0) return { kind: "unclear", emails: users.map((one) => one.email) };
  return { kind: "one", ...user };
}

/** A password that somebody else chose, or knows, is one for the first time: its person is asked for their own. */
export type Chosen = "byPerson" | "forThem";

/**
 * Changes a person's password inside a write. Whoever was signed in with the old one is so no longer, and links that were
 * asked for before set no further one.
 */
export function setPassword(db: Database, userId: string, passwordHash: string, chosen: Chosen = "byPerson"): void {
  const first = chosen === "forThem" ? 1 : null;
  db.prepare("UPDATE users SET password_hash = ?, first_password = ? WHERE id = ?").run(passwordHash, first, userId);
  endSessions(db, userId);
  const email = db.prepare("SELECT email FROM users WHERE id = ?").pluck().get(userId) as string;
  endLinks(db, "passwordReset", email, Date.now());
}
