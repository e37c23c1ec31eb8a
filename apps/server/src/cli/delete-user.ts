import { sayHttpProblem } from "@leeway/api";
import { fromCommand } from "../accounts/audit.js";
import { accountEnd, assertMayGo, deleteAccount } from "../deletion/account.rows.js";
import { Problem } from "../problems/problem.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { inFolder } from "./folder-database.js";

/**
 * Deletes somebody's account; answers whose. A workspace that only they are in is not deleted along: its workflows may be
 * running in the server, which has to stop them.
 */
export function deleteUserIn(folder: string, wanted: string): Promise<string> {
  const email = wanted.trim().toLowerCase();
  return inFolder(folder, (_db, queue) =>
    queue
      .write((db) => {
        const id = db.prepare("SELECT id FROM users WHERE email = ?").pluck().get(email) as string | undefined;
        if (id === undefined) throw new CommandRefused(`Nobody has the email ${email} here.`, exitCodes.notFound);
        const end = accountEnd(db, id);
        assertMayGo(end);
        if (end.goesAlong.length > 0) throw new CommandRefused(aloneIn(email, end.goesAlong), exitCodes.refused);
        deleteAccount(db, id, { userId: null, from: fromCommand() });
        return email;
      })
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        const { title, detail } = sayHttpProblem(error.code, error.values, "en");
        throw new CommandRefused(`${title}. ${detail}`, exitCodes.refused, { cause: error });
      }),
  );
}

const aloneIn = (email: string, workspaces: { id: string; name: string }[]) =>
  `Nobody but ${email} is in ${workspaces.map(({ id, name }) => `${name} (${id})`).join(", ")}. ` +
  "Let them delete it, or take somebody in: leeway user create EMAIL --role owner --workspace ID.";
