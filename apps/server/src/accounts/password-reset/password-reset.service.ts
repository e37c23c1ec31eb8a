import { sayLetter, type MadeLink, type UndeliveredLetter } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../../adapters/database/database.js";
import { SystemMail } from "../../adapters/mail/system-mail.js";
import { DATABASE, Settings } from "../../config/settings.js";
import { networkOf } from "../../pace/network.js";
import { Pace } from "../../pace/pace.js";
import { Problem } from "../../problems/problem.js";
import { audit, auditAccount, type Actor, type CameFrom } from "../audit.js";
import { LettersService } from "../letters/letters.service.js";
import { HANDED_ON_MS, linkAddress, linksSince, makeLink, readLink, useLink } from "../one-use-links.js";
import { assertOwnerOfAll, memberOf, type Person } from "../owned-members.js";
import { assertHardToGuess } from "../password-rules.js";
import { Guesses } from "../guesses.js";
import { hashPassword } from "../passwords.js";
import { setPassword } from "../reset-password.js";
import { inNameOf } from "../in-name-of.js";

const HOUR_MS = 3_600_000;
const MAILED_MS = HOUR_MS;
/** Letters to one address in an hour: nobody's mailbox is filled by asking here. */
const LETTERS_AN_HOUR = 5;
/** Askings from one network in an hour: an office in which everybody is told to choose a new one. */
const ASKED_AN_HOUR = 30;

/** A new password for who has forgotten theirs: by a link that came by mail, or that an owner hands them. */
@Injectable()
export class PasswordResetService implements OnModuleDestroy {
  readonly #log = new Logger("accounts");
  readonly #asked = new Pace(ASKED_AN_HOUR, { windowMs: HOUR_MS });
  readonly #sending = new Set<Promise<void>>();

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly settings: Settings,
    private readonly mail: SystemMail,
    private readonly letters: LettersService,
    private readonly guesses: Guesses,
  ) {}

  /**
   * Sends a link, if somebody has this e-mail. Whether somebody has it is looked up when the answer has left: neither the
   * answer nor its time tells.
   */
  ask(email: string, address: string): void {
    if (!this.mail.isSetUp) throw new Problem("mail.notSetUp");
    const seconds = this.#asked.take(networkOf(address));
    if (seconds > 0) throw new Problem("auth.tooManyTries", { seconds });
    const sending = new Promise((resolve) => setImmediate(resolve))
      .then(() => this.#send(email, address))
      .catch((error: unknown) => this.#log.error({ err: error, msg: "a link for a new password could not be sent" }))
      .finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  /** A link for a member, made by an owner, who sees it once. */
  async copy(who: Actor, makerId: string, userId: string): Promise<MadeLink> {
    return this.database.queue.write(
      inNameOf(who, (db) => {
        const person = memberOf(db, who.workspaceId, userId);
        assertOwnerOfAll(db, makerId, person);
        const { token, expiresAt } = this.#make(db, person, HANDED_ON_MS);
        audit(db, { ...who, action: "password.linkMade", subject: userId, detail: { person: person.email } });
        const url = linkAddress(this.settings.publicUrl, "passwordReset", token);
        return { url, expiresAt: new Date(expiresAt).toISOString() };
      }),
    );
  }

  /** Whose password a link sets. */
  look(token: string, address: string): { email: string } {
    try {
      const { email } = readLink(this.database.handle, "passwordReset", token, Date.now());
      return { email };
    } catch (error) {
      throw this.guesses.missed("resetLink", address, error);
    }
  }

  /** Sets the password and ends every session of the person. It signs nobody in: a second factor is still asked for. */
  async reset(token: string, password: string, address: string): Promise<void> {
    // Before the expensive hash: anybody may call this at any time.
    const { email } = this.look(token, address);
    await assertHardToGuess(password, [email, personWith(this.database.handle, email)?.name ?? ""]);
    const passwordHash = await hashPassword(password);
    await this.database.queue.write((db) => {
      useLink(db, "passwordReset", token, Date.now());
      const person = personWith(db, email);
      if (!person) throw new Problem("link.over");
      setPassword(db, person.id, passwordHash);
      const from: CameFrom = { via: "open", address };
      auditAccount(db, person.id, { userId: person.id, from, action: "password.reset", subject: person.id });
    });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#sending);
  }

  async #send(email: string, address: string): Promise<void> {
    const now = Date.now();
    const person = personWith(this.database.handle, email);
    if (!person || linksSince(this.database.handle, "passwordReset", email, now - HOUR_MS) >= LETTERS_AN_HOUR) return;
    const id = await this.database.queue.write((db) => {
      // Who asks has shown nothing yet: it may be anybody.
      const from: CameFrom = { via: "open", address };
      auditAccount(db, person.id, { userId: null, from, action: "password.linkSent", subject: person.id });
      const link = this.#make(db, person, MAILED_MS);
      const url = linkAddress(this.settings.publicUrl, "passwordReset", link.token);
      const letter = {
        to: person.email,
        subject: sayLetter("resetSubject", {}, person.locale),
        text: sayLetter("resetText", { email, url, hours: MAILED_MS / HOUR_MS }, person.locale),
      };
      this.letters.keep(db, link.id, letter, now);
      return link.id;
    });
    await this.letters.send(id);
  }

  /** Letters of the last day to members that have not arrived: their owners are told, nobody else. */
  undelivered(workspaceId: string, locale: Locale): UndeliveredLetter[] {
    const rows = this.database.handle
      .prepare<[string, number], { memberId: string; linkId: string; at: number }>(
        `SELECT u.id AS memberId, l.id AS linkId, max(l.created_at) AS at FROM memberships m
         JOIN users u ON u.id = m.user_id JOIN one_use_links l ON l.email = u.email AND l.purpose = 'passwordReset'
         WHERE m.workspace_id = ? AND l.created_at > ? GROUP BY u.id`,
      )
      .all(workspaceId, Date.now() - HANDED_ON_MS);
    return rows.flatMap(({ memberId, linkId, at }) => {
      const letter = this.letters.stateOf(linkId, locale);
      if (!letter || letter.fault === null || letter.state === "sent") return [];
      return [{ memberId, at: new Date(at).toISOString(), ...letter }];
    });
  }

  #make(db: Database, { email }: Person, lifeMs: number) {
    return makeLink(db, { purpose: "passwordReset", email, lifeMs }, Date.now());
  }
}

const personWith = (db: Database, email: string) =>
  db.prepare("SELECT id, email, name, locale FROM users WHERE email = ?").get(email) as Person | undefined;
