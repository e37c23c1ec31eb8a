import { fromCommand } from "../accounts/audit.js";
import { resetFactors } from "../accounts/second-factor/factors.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { inFolder } from "./folder-database.js";

/** Takes the second step away from a person who has lost phone and codes, and ends their sessions; answers whose it was. */
export function resetSecondFactorIn(dataFolder: string, wanted: string): Promise<string> {
  const email = wanted.trim().toLowerCase();
  return inFolder(dataFolder, (_db, queue) =>
    queue.write((db) => {
      const id = db.prepare("SELECT id FROM users WHERE email = ?").pluck().get(email) as string | undefined;
      if (id === undefined) throw new CommandRefused(`Nobody has the email ${email} here.`, exitCodes.notFound);
      resetFactors(db, id, { userId: null, from: fromCommand() });
      return email;
    }),
  );
}
