import type { AccountEnd } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { CameFrom } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { accountEnd, assertMayGo, deleteAccount } from "./account.rows.js";
import { WorkspaceDeletion } from "./workspace-deletion.service.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** Lets a person go for good. */
@Injectable()
export class AccountDeletion {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly workspaces: WorkspaceDeletion,
  ) {}

  /** What it would take along, and what stands in its way. */
  look(userId: string): AccountEnd {
    return accountEnd(this.database.handle, userId);
  }

  /** One write: whoever joins or hands over meanwhile is seen, or comes too late. The e-mail is typed: nobody goes by the way. */
  async delete(person: { userId: string; from: CameFrom }, typed: string): Promise<void> {
    const { userId, from } = person;
    const along = await this.database.queue.write(
      inNameOf(person, (db) => {
        const email = db.prepare("SELECT email FROM users WHERE id = ?").pluck().get(userId) as string | undefined;
        if (email === undefined) throw new Problem("auth.required");
        if (typed !== email) throw new Problem("account.otherEmail", { email });
        const end = accountEnd(db, userId);
        assertMayGo(end);
        for (const { id } of end.goesAlong) this.workspaces.rest(db, { workspaceId: id, userId, from });
        deleteAccount(db, userId, { userId, from });
        return end.goesAlong;
      }),
    );
    for (const { id } of along) await this.workspaces.stop(id);
  }
}
