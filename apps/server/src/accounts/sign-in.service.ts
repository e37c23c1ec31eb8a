import type { SecondStep } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { isFullDisk } from "../adapters/database/full-disk.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { auditAccount, type Actor } from "./audit.js";
import type { Device } from "./device.js";
import { enter, lastWorkspace } from "./entering.js";
import { FailedSignIns, type FailedTry } from "./failed-sign-ins.js";
import { Guesses, type Guesser } from "./guesses.js";
import { KnownBrowsers } from "./known-browsers.js";
import { assertHardToGuess } from "./password-rules.js";
import { hashPassword, passwordFits } from "./passwords.js";
import { setPassword } from "./reset-password.js";
import { stepsOf } from "./second-factor/factors.js";
import { openPending } from "./second-factor/pending-sign-ins.js";
import { openSession, type Session } from "./sessions.service.js";
import { SessionsWithoutRoom } from "./sessions-without-room.js";
import { inNameOf } from "./in-name-of.js";

interface Account {
  id: string;
  passwordHash: string;
}

/** What a right password gives: a session, or the way to the second step. */
export interface SignedIn {
  step: SecondStep | null;
  token: string;
}

/** Checks passwords: to sign in, to change one, and to confirm who one is. */
@Injectable()
export class SignInService {
  readonly #failed: FailedSignIns;

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly guesses: Guesses,
    private readonly browsers: KnownBrowsers,
    private readonly withoutRoom: SessionsWithoutRoom,
  ) {
    this.#failed = new FailedSignIns(database);
  }

  /**
   * Answers the cookie value of a new session, or of what stands before it for who has a second step. A wrong password and
   * an unknown e-mail look the same.
   * @param mark what the browser has kept of a sign-in before
   */
  async signIn(email: string, password: string, device: Device, mark?: string): Promise<SignedIn> {
    const { address } = device;
    const account = this.database.handle
      .prepare("SELECT id, password_hash AS passwordHash FROM users WHERE email = ?")
      .get(email) as Account | undefined;
    const browser = account && this.browsers.known(account.id, mark);
    const about = { action: "signIn.failed", email, address } as const;
    const checked = await this.#check(account, password, { account: email, address, browser }, about);
    const { handle, queue } = this.database;
    try {
      return await queue.write((db) => {
        assertUnchanged(db, checked);
        const step = stepsOf(db, checked.id);
        if (step) return { step, token: openPending(db, checked.id, Date.now()) };
        return { step: null, token: enter(db, checked.id, device, "password") };
      });
    } catch (error) {
      // Wrong codes have to be counted, and right ones used up: a second step wants room.
      if (!isFullDisk(error) || stepsOf(handle, checked.id)) throw error;
      const { id: userId, passwordHash } = checked;
      const workspaceId = lastWorkspace(handle, userId);
      return { step: null, token: await this.withoutRoom.open({ userId, passwordHash, workspaceId }, device) };
    }
  }

  /**
   * Changes the password, ends every session of the person and answers the cookie value of a new one, which goes on for this
   * one: a stolen cookie is worth nothing afterwards, not even the one of this browser.
   */
  async changePassword(
    session: Session,
    { workspaceId, from }: Actor,
    wish: { current: string; password: string },
    device: Device,
  ): Promise<string> {
    const { address } = device;
    const { userId, idHash } = session;
    const account = this.database.handle
      .prepare("SELECT id, email, name, password_hash AS passwordHash FROM users WHERE id = ?")
      .get(userId) as (Account & { email: string; name: string }) | undefined;
    const about = { action: "password.failed", address } as const;
    const checked = await this.#check(account, wish.current, { account: userId, address, browser: idHash }, about);
    await assertHardToGuess(wish.password, [account?.email ?? "", account?.name ?? ""]);
    const passwordHash = await hashPassword(wish.password);
    return this.database.queue.write(
      inNameOf({ from }, (db) => {
        assertUnchanged(db, checked);
        setPassword(db, userId, passwordHash);
        auditAccount(db, userId, { userId, from, action: "password.changed", subject: userId });
        const now = Date.now();
        // The password is not all that who has a second step signs in with.
        const at = stepsOf(db, userId) ? (session.confirmedAt ?? 0) : now;
        return openSession(db, userId, workspaceId, now, device, { how: session.how ?? "password", at });
      }),
    );
  }

  /** Whether this is the person's password. Throws where it is not. */
  async confirm({ userId, idHash }: Session, password: string, { address }: Device): Promise<void> {
    const account = this.database.handle
      .prepare("SELECT id, password_hash AS passwordHash FROM users WHERE id = ?")
      .get(userId) as Account | undefined;
    const about = { action: "password.failed", address } as const;
    await this.#check(account, password, { account: userId, address, browser: idHash }, about);
  }

  async #check(
    account: Account | undefined,
    password: string,
    { account: named, ...guesser }: Guesser & { account: string },
    about: Omit<FailedTry, "userId">,
  ): Promise<Account> {
    const guess = this.guesses.at("password", named, guesser);
    const fits = await passwordFits(account?.passwordHash, password);
    if (!fits || !account) {
      await this.#failed.tell({ ...about, userId: account?.id ?? null });
      throw new Problem("auth.wrongPassword");
    }
    guess.right();
    return account;
  }
}

/** The password may have been changed while it was checked: then the old one opens nothing any more. */
function assertUnchanged(db: Database, { id, passwordHash }: Account): void {
  const kept = db.prepare("SELECT 1 FROM users WHERE id = ? AND password_hash = ?").get(id, passwordHash);
  if (kept === undefined) throw new Problem("auth.wrongPassword");
}
