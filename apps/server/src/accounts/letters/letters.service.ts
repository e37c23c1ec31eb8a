import type { LetterState } from "@leeway/api";
import { sayHttpProblem } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { MailNotSent, SystemMail, type SystemLetter } from "../../adapters/mail/system-mail.js";
import type { OpenDatabase } from "../../adapters/database/database.js";
import { OF_PEOPLE, Vault } from "../../adapters/secrets/vault.js";
import { DATABASE } from "../../config/settings.js";

/** Tries at 0, 30 s, 2 min, 6 min … the last about nine hours later; none once the link is over. */
const MOST_TRIES = 8;
const waitMs = (tries: number) => 30_000 * 3 ** (tries - 1);
const LOOK_MS = 10_000;
const AT_ONCE = 20;

interface LetterRow {
  linkId: string;
  sealed: Buffer;
  tries: number;
}

/** A letter that invites into a deleted workspace rests with it: taken back in time, its link is good again. Params: now. */
const RESTING = `SELECT i.link_id FROM invitations i JOIN workspaces w ON w.id = i.workspace_id
  JOIN one_use_links l ON l.id = i.link_id WHERE w.deleted_at IS NOT NULL AND l.expires_at > ?`;

const sealedAs = (linkId: string) => `letters:${linkId}`;

/**
 * Letters with links, kept in the write that makes the link until a mail server has taken them: one that is away for a while
 * costs nobody their letter. Kept sealed, since the link lets somebody in, and no longer than they are needed.
 */
@Injectable()
export class LettersService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #log = new Logger("accounts");
  readonly #sending = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly vault: Vault,
    private readonly mail: SystemMail,
  ) {}

  onApplicationBootstrap(): void {
    if (this.mail.isSetUp) this.#timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#sending.values());
  }

  /** Keeps a letter inside the write that makes its link. */
  keep(db: Database, linkId: string, letter: SystemLetter, now: number): void {
    db.exec("DELETE FROM letters WHERE link_id NOT IN (SELECT id FROM one_use_links)");
    const sealed = this.vault.seal(db, OF_PEOPLE, sealedAs(linkId), JSON.stringify(letter));
    db.prepare("INSERT INTO letters (link_id, sealed, state, tries, due_at, at) VALUES (?, ?, 'waiting', 0, ?, ?)").run(
      linkId,
      sealed,
      now,
      now,
    );
  }

  /** Sends what is due; resolves when it has been tried. */
  async look(now = Date.now()): Promise<void> {
    const due = this.database.handle
      .prepare<[number, number, number], string>(
        `SELECT link_id FROM letters WHERE due_at <= ? AND link_id NOT IN (${RESTING}) ORDER BY due_at LIMIT ?`,
      )
      .pluck()
      .all(now, now, AT_ONCE);
    await Promise.all(due.map((linkId) => this.send(linkId, now)));
  }

  /** One try of a letter, if nobody tries it just now. Never throws: what became of it is kept. */
  send(linkId: string, now = Date.now()): Promise<void> {
    const under = this.#sending.get(linkId);
    if (under) return under;
    const sending = this.#try(linkId, now)
      .catch((error: unknown) => this.#log.error({ err: error, linkId, msg: "fault while sending a letter" }))
      .finally(() => this.#sending.delete(linkId));
    this.#sending.set(linkId, sending);
    return sending;
  }

  /** What became of a link's letter, in the reader's language; undefined where there was none. */
  stateOf(linkId: string, locale: Locale): LetterState | undefined {
    const row = this.database.handle
      .prepare("SELECT state, fault, due_at AS dueAt FROM letters WHERE link_id = ?")
      .get(linkId) as { state: LetterState["state"]; fault: string | null; dueAt: number | null } | undefined;
    if (!row) return undefined;
    const fault = row.fault === null ? null : sayHttpProblem("mail.notSent", JSON.parse(row.fault), locale).detail;
    return { state: row.state, fault, nextAt: row.dueAt === null ? null : new Date(row.dueAt).toISOString() };
  }

  async #try(linkId: string, now: number): Promise<void> {
    if (this.database.handle.prepare(`${RESTING} AND i.link_id = ?`).get(now, linkId) !== undefined) return;
    const row = this.database.handle
      .prepare(
        `SELECT t.link_id AS linkId, t.sealed, t.tries FROM letters t JOIN one_use_links l ON l.id = t.link_id
         WHERE t.link_id = ? AND t.due_at IS NOT NULL AND l.used_at IS NULL AND l.expires_at > ?`,
      )
      .get(linkId, now) as LetterRow | undefined;
    // The link is over: a letter with it would only confuse.
    if (!row) return this.#over(linkId, "failed", null, now);
    const letter = JSON.parse(this.vault.open(OF_PEOPLE, sealedAs(linkId), row.sealed)) as SystemLetter;
    try {
      await this.mail.send(letter);
      await this.#over(linkId, "sent", null, now);
    } catch (error) {
      if (!(error instanceof MailNotSent)) throw error;
      const tries = row.tries + 1;
      this.#log.warn({ err: error, linkId, tries, msg: "a letter with a link could not be sent" });
      const fault = JSON.stringify(error.values);
      if (error.final || tries >= MOST_TRIES) return this.#over(linkId, "failed", fault, now);
      const sql = "UPDATE letters SET tries = ?, due_at = ?, fault = ?, at = ? WHERE link_id = ?";
      await this.database.queue.write((db) => db.prepare(sql).run(tries, now + waitMs(tries), fault, now, linkId));
    }
  }

  async #over(linkId: string, state: LetterState["state"], fault: string | null, now: number): Promise<void> {
    const sql = `UPDATE letters SET state = ?, fault = ?, at = ?, sealed = NULL, due_at = NULL, tries = tries + 1
      WHERE link_id = ? AND due_at IS NOT NULL`;
    await this.database.queue.write((db) => db.prepare(sql).run(state, fault, now, linkId));
  }
}
