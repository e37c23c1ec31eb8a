import { isAtLeast, sayLetter, type Invitation, type Invite, type MadeInvitation } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { audit } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import { LettersService } from "../accounts/letters/letters.service.js";
import { linkAddress, makeLink } from "../accounts/one-use-links.js";
import { personOf } from "../accounts/person.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { SystemMail, type SystemLetter } from "../adapters/mail/system-mail.js";
import { DATABASE, Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { invitationsOf, withdraw } from "./invitation.rows.js";
import { roleIn } from "./membership.rows.js";
import { inNameOf } from "../accounts/in-name-of.js";

const DAYS = 7;
const LIFE_MS = DAYS * 24 * 3_600_000;
/** That wait in a workspace, and that are made there in an hour: this is no way to write to people in bulk. */
const MOST_OPEN = 100;
const MOST_AN_HOUR = 50;

/** An invitation with its link. */
type Made = Omit<Invitation, "letter"> & { url: string };

/** Asks people into a workspace: by a letter where the server sends some, and by a link to hand on in any case. */
@Injectable()
export class InvitationsService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly settings: Settings,
    private readonly mail: SystemMail,
    private readonly letters: LettersService,
  ) {}

  list(workspaceId: string, locale: Locale): Invitation[] {
    const all = invitationsOf(this.database.handle, workspaceId, Date.now());
    return all.map((one) => ({ ...one, letter: this.letters.stateOf(one.id, locale) ?? null }));
  }

  /** Whoever has the link, and the address in it, comes in once. An earlier invitation of the same address ends. */
  async invite(who: WorkspaceUser, wish: Invite, locale: Locale): Promise<MadeInvitation> {
    const made = await this.database.queue.write(
      inNameOf(who, (db) => {
        const invitation = this.#make(db, who, wish);
        if (this.mail.isSetUp) this.letters.keep(db, invitation.id, letterOf(db, who, invitation, locale), Date.now());
        return invitation;
      }),
    );
    if (!this.mail.isSetUp) return { ...made, letter: null, mail: "off" };
    // The invitation stands whatever becomes of its letter: the link can be handed on.
    await this.letters.send(made.id);
    const letter = this.letters.stateOf(made.id, locale) ?? null;
    const fault = letter?.fault ?? undefined;
    return { ...made, letter, mail: letter?.state ?? "failed", ...(fault !== undefined && { mailFault: fault }) };
  }

  /** One that waits for somebody. Made once more, it has a new link; the first one is not known any more, and ends. */
  get(workspaceId: string, id: string): Invite {
    const found = invitationsOf(this.database.handle, workspaceId, Date.now()).find((one) => one.id === id);
    if (!found) throw new Problem("notFound");
    return found;
  }

  async withdraw(who: WorkspaceUser, id: string): Promise<void> {
    const { workspaceId } = who;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        const asked = invitationsOf(db, workspaceId, Date.now()).find((one) => one.id === id);
        if (!asked || !withdraw(db, workspaceId, id, Date.now())) throw new Problem("notFound");
        personOf(who);
        audit(db, { ...who, action: "invitation.withdrawn", subject: id, detail: { email: asked.email } });
      }),
    );
  }

  #make(db: Database, who: WorkspaceUser, { email, role }: Invite): Made {
    const { workspaceId } = who;
    const userId = personOf(who);
    const now = Date.now();
    if (!isAtLeast(roleIn(db, who, userId), role)) throw new Problem("members.above", { role });
    assertNew(db, workspaceId, email);
    const waiting = invitationsOf(db, workspaceId, now);
    for (const { id } of waiting.filter((one) => one.email === email)) withdraw(db, workspaceId, id, now);
    if (waiting.length >= MOST_OPEN || madeSince(db, workspaceId, now - 3_600_000) >= MOST_AN_HOUR)
      throw new Problem("invitation.tooMany");
    const { id, token, expiresAt } = makeLink(db, { purpose: "invitation", email, lifeMs: LIFE_MS }, now);
    db.prepare("INSERT INTO invitations (link_id, workspace_id, role, invited_by) VALUES (?, ?, ?, ?)").run(
      id,
      workspaceId,
      role,
      userId,
    );
    db.prepare("DELETE FROM invitations WHERE link_id NOT IN (SELECT id FROM one_use_links)").run();
    audit(db, { ...who, action: "member.invited", subject: id, detail: { email, role } });
    const invitedBy = db.prepare("SELECT name FROM users WHERE id = ?").pluck().get(userId) as string;
    const times = { createdAt: new Date(now).toISOString(), expiresAt: new Date(expiresAt).toISOString() };
    const url = linkAddress(this.settings.publicUrl, "invitation", token);
    return { id, email, role, invitedBy, ...times, expired: false, url };
  }
}

/** The letter of an invitation, in the language of who reads it, where that is known. */
function letterOf(db: Database, who: WorkspaceUser, made: Made, locale: Locale): SystemLetter {
  const theirs = db.prepare("SELECT locale FROM users WHERE email = ?").pluck().get(made.email) as Locale | undefined;
  const workspace = oneLine(nameOf(db, who));
  const values = { by: oneLine(made.invitedBy), workspace, url: made.url, days: DAYS };
  const reader = theirs ?? locale;
  const subject = sayLetter("invitationSubject", values, reader);
  return { to: made.email, subject, text: sayLetter("invitationText", values, reader) };
}

/** Names are people's words: in a letter they are one line and no more. */
const oneLine = (name: string) => name.replace(/\s+/g, " ").trim();

function assertNew(db: Database, workspaceId: string, email: string): void {
  const member = db
    .prepare("SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.workspace_id = ? AND u.email = ?")
    .get(workspaceId, email);
  if (member !== undefined) throw new Problem("invitation.alreadyMember", { email });
}

function madeSince(db: Database, workspaceId: string, since: number): number {
  return db
    .prepare(
      `SELECT count(*) FROM invitations i JOIN one_use_links l ON l.id = i.link_id
       WHERE i.workspace_id = ? AND l.created_at > ?`,
    )
    .pluck()
    .get(workspaceId, since) as number;
}

const nameOf = (db: Database, { workspaceId }: WorkspaceUser) =>
  db.prepare("SELECT name FROM workspaces WHERE id = ?").pluck().get(workspaceId) as string;
