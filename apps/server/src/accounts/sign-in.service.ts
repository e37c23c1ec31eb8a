import type { SecondStep } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { auditAccount, type Actor } from "./audit.js";
import type { Device } from "./device.js";
import { enter } from "./entering.js";
import { FailedSignIns, type FailedTry } from "./failed-sign-ins.js";
import { assertHardToGuess } from "./password-rules.js";
import { hashPassword, passwordFits } from "./passwords.js";
import { setPassword } from "./reset-password.js";
import { stepsOf } from "./second-factor/factors.js";
import { openPending } from "./second-factor/pending-sign-ins.js";
import { openSession, type Session } from "./sessions.service.js";
import { SignInThrottle, throttleKey } from "./sign-in-throttle.js";
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
  readonly #throttle = new SignInThrottle();
  readonly #failed: FailedSignIns;

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {
    this.#failed = new FailedSignIns(database);
  }

  /**
   * Answers the cookie value of a new session, or of what stands before it for who has a second step. A wrong password and
   * an unknown e-mail look the same.
   */
  async signIn(email: string, password: string, device: Device): Promise<SignedIn> {
    const { address } = device;
    const account = this.database.handle
      .prepare("SELECT id, password_hash AS passwordHash FROM users WHERE email = ?")
      .get(email) as Account | undefined;
    const checked = await this.#check(account, password, throttleKey(email, address), {
      action: "signIn.failed",
      email,
      address,
    });
    return this.database.queue.write((db) => {
      assertUnchanged(db, checked);
      const step = stepsOf(db, checked.id);
      if (step) return { step, token: openPending(db, checked.id, Date.now()) };
      return { step: null, token: enter(db, checked.id, device, "password") };
    });
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
    const { userId } = session;
    const account = this.database.handle
      .prepare("SELECT id, email, name, password_hash AS passwordHash FROM users WHERE id = ?")
      .get(userId) as (Account & { email: string; name: string }) | undefined;
    const checked = await this.#check(account, wish.current, throttleKey(userId, address), {
      action: "password.failed",
      address,
    });
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
  async confirm(userId: string, password: string, { address }: Device): Promise<void> {
    const account = this.database.handle
      .prepare("SELECT id, password_hash AS passwordHash FROM users WHERE id = ?")
      .get(userId) as Account | undefined;
    await this.#check(account, password, throttleKey(userId, address), { action: "password.failed", address });
  }

  async #check(
    account: Account | undefined,
    password: string,
    key: string,
    about: Omit<FailedTry, "userId">,
  ): Promise<Account> {
    const seconds = this.#throttle.begin(key);
    if (seconds > 0) throw new Problem("auth.tooManyTries", { seconds });
    const fits = await passwordFits(account?.passwordHash, password);
    if (!fits || !account) {
      await this.#failed.tell({ ...about, userId: account?.id ?? null });
      throw new Problem("auth.wrongPassword");
    }
    this.#throttle.succeeded(key);
    return account;
  }
}

/** The password may have been changed while it was checked: then the old one opens nothing any more. */
function assertUnchanged(db: Database, { id, passwordHash }: Account): void {
  const kept = db.prepare("SELECT 1 FROM users WHERE id = ? AND password_hash = ?").get(id, passwordHash);
  if (kept === undefined) throw new Problem("auth.wrongPassword");
}
