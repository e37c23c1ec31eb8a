import { sayHttpProblem } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { audit, fromCommand } from "../accounts/audit.js";
import { keysOfMember } from "../accounts/keys-of-member.js";
import { Problem } from "../problems/problem.js";
import { nameOf, takeOut } from "../team/membership.rows.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { inFolder } from "./folder-database.js";

/** Which API keys of somebody end with them; `unused`: those that no program uses. */
export type EndKeys = "unused" | "all" | "none";

interface Removed {
  email: string;
  /** Its id. */
  workspace: string;
  /** Names of keys that they made and that go on. */
  keptKeys: string[];
}

/** Whoever may write the data folder may do this. The last owner stays, as everywhere. */
export function removeUserIn(
  folder: string,
  { email, workspace, endKeys }: { email: string; workspace?: string; endKeys: EndKeys },
): Promise<Removed> {
  return inFolder(folder, (_db, queue) =>
    queue
      .write((db) => {
        const { userId, workspaceId } = memberOf(db, email.trim().toLowerCase(), workspace);
        const who = { workspaceId, userId: null, from: fromCommand() };
        const detail = {
          person: nameOf(db, userId),
          ...takeOut(db, who, userId, wished(db, workspaceId, userId, endKeys)),
        };
        audit(db, { ...who, action: "member.removed", subject: userId, detail });
        const kept = keysOfMember(db, workspaceId, userId, Date.now()).map(({ name }) => name);
        return { email, workspace: workspaceId, keptKeys: kept };
      })
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        const { title, detail } = sayHttpProblem(error.code, error.values, "en");
        throw new CommandRefused(`${title}. ${detail}`, exitCodes.refused, { cause: error });
      }),
  );
}

function wished(db: Database, workspaceId: string, userId: string, which: EndKeys): string[] | undefined {
  if (which === "unused") return undefined;
  return which === "none" ? [] : keysOfMember(db, workspaceId, userId, Date.now()).map(({ id }) => id);
}

function memberOf(db: Database, email: string, workspace: string | undefined): { userId: string; workspaceId: string } {
  const all = db
    .prepare<[string], { userId: string; workspaceId: string }>(
      `SELECT m.user_id AS userId, m.workspace_id AS workspaceId FROM memberships m JOIN users u ON u.id = m.user_id
       WHERE u.email = ? ORDER BY m.workspace_id`,
    )
    .all(email);
  const [only, ...more] = all.filter(({ workspaceId }) => workspace === undefined || workspaceId === workspace);
  if (only && more.length === 0) return only;
  const there = all.map(({ workspaceId }) => workspaceId).join(", ");
  if (only) throw new CommandRefused(`${email} is in several workspaces. Say --workspace: ${there}.`, exitCodes.usage);
  throw new CommandRefused(
    all.length === 0 ? `${email} is in no workspace.` : `${email} is not in ${workspace}. They are in: ${there}.`,
    exitCodes.notFound,
  );
}
