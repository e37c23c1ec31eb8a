import type { Join, LookedInvitation, OwnWorkspace } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { audit, fromOpenPage, type CameFrom } from "../accounts/audit.js";
import type { Device } from "../accounts/device.js";
import { useLink } from "../accounts/one-use-links.js";
import { endResetLinks } from "../accounts/owned-members.js";
import { insertPerson } from "../accounts/owners.js";
import { assertHardToGuess } from "../accounts/password-rules.js";
import { Guesses } from "../accounts/guesses.js";
import { hashPassword } from "../accounts/passwords.js";
import { openSession } from "../accounts/sessions.service.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { makeMember } from "./membership.rows.js";
import { openInvitation, type OpenInvitation } from "./invitation.rows.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** Lets in who has been invited: a new person, or one who has an account with that address. */
@Injectable()
export class JoiningService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly guesses: Guesses,
  ) {}

  /** What a link invites to. Nobody guesses 256 bits, and who tries is told to go slower all the same. */
  look(token: string, address: string): LookedInvitation {
    const { email, workspace, role, invitedBy } = this.#open(token, address);
    return { email, workspace, role, invitedBy, known: hasAccount(this.database.handle, email) };
  }

  /** The person who is signed in accepts: the link is for their address, and for nobody else. */
  async accept(who: { userId: string; from: CameFrom }, token: string, address: string): Promise<OwnWorkspace> {
    this.#open(token, address);
    const { userId } = who;
    return this.database.queue.write(
      inNameOf(who, (db) => {
        const invitation = openInvitation(db, token, Date.now());
        const yours = db.prepare("SELECT email FROM users WHERE id = ?").pluck().get(userId) as string;
        if (yours !== invitation.email) throw new Problem("invitation.otherPerson", { email: invitation.email, yours });
        return letIn(db, invitation, who, token);
      }),
    );
  }

  /** A new person with a name and a password; answers the cookie value of their session. */
  async join({ token, name, password, locale }: Join, device: Device): Promise<string> {
    const { email, workspace } = this.#open(token, device.address);
    // Before the expensive hash.
    if (hasAccount(this.database.handle, email)) throw new Problem("invitation.signInFirst", { email });
    await assertHardToGuess(password, [email, name, workspace]);
    const passwordHash = await hashPassword(password);
    return this.database.queue.write((db) => {
      const now = Date.now();
      const invitation = openInvitation(db, token, now);
      if (hasAccount(db, email)) throw new Problem("invitation.signInFirst", { email });
      const userId = insertPerson(db, { email, name, locale, passwordHash }, now);
      letIn(db, invitation, { userId, from: fromOpenPage(device) }, token);
      return openSession(db, userId, invitation.workspaceId, now, device);
    });
  }

  #open(token: string, address: string): OpenInvitation {
    try {
      return openInvitation(this.database.handle, token, Date.now());
    } catch (error) {
      throw this.guesses.missed("invitation", address, error);
    }
  }
}

/** Uses the link and makes a member, inside a write. Who is one already keeps their role. */
function letIn(
  db: Database,
  invitation: OpenInvitation,
  { userId, from }: { userId: string; from: CameFrom },
  token: string,
): OwnWorkspace {
  const { workspaceId, workspace, role } = invitation;
  useLink(db, "invitation", token, Date.now());
  if (!makeMember(db, { workspaceId, userId, role }))
    throw new Problem("invitation.alreadyMember", { email: invitation.email });
  endResetLinks(db, [userId], Date.now());
  audit(db, { workspaceId, userId, from, action: "member.joined", subject: userId, detail: { role } });
  return { id: workspaceId, name: workspace, role, takeBackUntil: null };
}

const hasAccount = (db: Database, email: string) =>
  db.prepare("SELECT 1 FROM users WHERE email = ?").get(email) !== undefined;
