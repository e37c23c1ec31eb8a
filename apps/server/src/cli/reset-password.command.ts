import { passwordSchema, sayHttpProblem } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { randomBytes } from "node:crypto";
import { auditAccount, fromCommand } from "../accounts/audit.js";
import { HANDED_ON_MS, linkAddress, makeLink } from "../accounts/one-use-links.js";
import { assertHardToGuess } from "../accounts/password-rules.js";
import { hashPassword } from "../accounts/passwords.js";
import { meantPerson, setPassword, type Meant } from "../accounts/reset-password.js";
import { Problem } from "../problems/problem.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { inFolder } from "./folder-database.js";

/** A link by which somebody sets their own password, once. */
export interface LinkMade {
  email: string;
  url: string;
  expiresAt: string;
}

/**
 * Lets in who has locked themselves out, by a link that sets a new password: nobody but its person ever knows it. Whoever may
 * write the data folder may do this. `publicUrl`: where people reach the server.
 */
export function resetLinkIn(dataFolder: string, email: string | undefined, publicUrl: string): Promise<LinkMade> {
  return inFolder(dataFolder, (_db, queue) =>
    queue.write((db) => {
      const person = theOne(db, email);
      const made = passwordLink(db, person.email, publicUrl);
      const note = { userId: null, from: fromCommand(), action: "password.linkMade", subject: person.id } as const;
      auditAccount(db, person.id, { ...note, detail: { person: person.email } });
      return made;
    }),
  );
}

/** Makes such a link inside a write. */
export function passwordLink(db: Database, email: string, publicUrl: string): LinkMade {
  const { token, expiresAt } = makeLink(db, { purpose: "passwordReset", email, lifeMs: HANDED_ON_MS }, Date.now());
  const url = linkAddress(publicUrl, "passwordReset", token);
  return { email, url, expiresAt: new Date(expiresAt).toISOString() };
}

/** The same by a password that is told: `given`, or one that is made. */
export async function resetPasswordIn(
  dataFolder: string,
  email: string | undefined,
  given: string | undefined,
): Promise<{ email: string; password: string }> {
  const { password, passwordHash } = await passwordFrom(given, email);
  return inFolder(dataFolder, (_db, queue) =>
    queue.write((db) => {
      const person = theOne(db, email);
      setPassword(db, person.id, passwordHash, "forThem");
      const note = { userId: null, from: fromCommand(), action: "password.reset", subject: person.id } as const;
      auditAccount(db, person.id, { ...note, detail: { person: person.email } });
      return { email: person.email, password };
    }),
  );
}

/** A password that was given, if it is a good one, or a new one of 120 random bits. */
export async function passwordFrom(
  given: string | undefined,
  email: string | undefined,
): Promise<{ password: string; passwordHash: string }> {
  if (given !== undefined && !passwordSchema.safeParse(given).success)
    throw new CommandRefused("The password must have 10 to 200 characters.", exitCodes.usage);
  if (given !== undefined) await assertHard(given, email);
  const password = given ?? randomBytes(15).toString("base64url");
  return { password, passwordHash: await hashPassword(password) };
}

async function assertHard(password: string, email: string | undefined): Promise<void> {
  try {
    await assertHardToGuess(password, email === undefined ? [] : [email]);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new CommandRefused(sayHttpProblem(error.code, error.values, "en").detail, exitCodes.usage, { cause: error });
  }
}

/** Who is meant; nothing is done where that is not clear. */
function theOne(db: Database, email: string | undefined): Meant & { kind: "one" } {
  const meant = meantPerson(db, email);
  if (meant.kind === "one") return meant;
  if (meant.kind === "nobody")
    throw new CommandRefused("Nobody has an account here yet. Open Leeway in a browser: it asks for the owner.");
  const people = meant.emails.join(", ");
  throw new CommandRefused(
    email === undefined
      ? `Several people have an account. Say whose: ${people}.`
      : `Nobody has the email ${email} here. There is: ${people}.`,
    email === undefined ? exitCodes.usage : exitCodes.notFound,
  );
}
