import { auditAccount, fromCommand } from "../accounts/audit.js";
import { endSessions } from "../accounts/ended-sessions.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { inFolder } from "./folder-database.js";

/** Signs a person out everywhere; answers whose sessions ended, and how many. */
export function endSessionsOf(dataFolder: string, wanted: string): Promise<{ email: string; ended: number }> {
  const email = wanted.trim().toLowerCase();
  return inFolder(dataFolder, (_db, queue) =>
    queue.write((db) => {
      const id = db.prepare("SELECT id FROM users WHERE email = ?").pluck().get(email) as string | undefined;
      if (id === undefined) throw new CommandRefused(`Nobody has the email ${email} here.`, exitCodes.notFound);
      const ended = db.prepare("SELECT count(*) FROM sessions WHERE user_id = ?").pluck().get(id) as number;
      endSessions(db, id);
      const note = { userId: null, from: fromCommand(), action: "sessions.ended", subject: id } as const;
      auditAccount(db, id, { ...note, detail: { person: email } });
      return { email, ended };
    }),
  );
}
