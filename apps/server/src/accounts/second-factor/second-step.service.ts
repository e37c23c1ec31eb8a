import type { SecondStep } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../../adapters/database/database.js";
import { DATABASE } from "../../config/settings.js";
import { Problem } from "../../problems/problem.js";
import type { Device } from "../device.js";
import { enter } from "../entering.js";
import { FailedSignIns } from "../failed-sign-ins.js";
import { Guesses, type Guesser } from "../guesses.js";
import { KnownBrowsers } from "../known-browsers.js";
import { confirmSession, type Session } from "../sessions.service.js";
import { SignInThrottle } from "../sign-in-throttle.js";
import { stepsOf } from "./factors.js";
import { countTry, endPending, pendingOf } from "./pending-sign-ins.js";
import { SecondFactorService } from "./second-factor.service.js";
import { fromOpenPage } from "../audit.js";
import { isAppCode } from "./totp.js";

/** Wrong codes of an app without delay, from wherever they come: six digits can be guessed, given time. */
const FREE_ANYWHERE = 20;

/** Checks codes: to sign in, and to confirm who one is. */
@Injectable()
export class SecondStepService {
  /**
   * By account alone, and for the digits of an app alone: who guesses with many addresses is slowed, while the owner still
   * comes in from a browser they have signed in with before, or by a recovery code or a passkey, which nobody guesses.
   */
  readonly #anywhere = new SignInThrottle(Date.now, FREE_ANYWHERE);
  readonly #failed: FailedSignIns;

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly factors: SecondFactorService,
    private readonly guesses: Guesses,
    private readonly browsers: KnownBrowsers,
  ) {
    this.#failed = new FailedSignIns(database);
  }

  /** What is asked of who has a cookie of the first step; null where nothing is, or no longer. */
  before(token: string | undefined): SecondStep | null {
    const { handle } = this.database;
    const userId = token === undefined ? undefined : pendingOf(handle, token, Date.now());
    return userId === undefined ? null : stepsOf(handle, userId);
  }

  /**
   * The second step of who has a cookie of the first one: answers the cookie value of their session.
   * @param mark what the browser has kept of a sign-in before
   */
  async finish(token: string | undefined, typed: string, device: Device, mark?: string): Promise<string> {
    const userId = token === undefined ? undefined : pendingOf(this.database.handle, token, Date.now());
    if (token === undefined || userId === undefined) throw new Problem("secondFactor.over");
    const { address } = device;
    return this.#slowed(userId, typed, { address, browser: this.browsers.known(userId, mark) }, (code) =>
      this.database.queue.write((db) => {
        // Of two at the same time with the same code, the second finds neither.
        if (pendingOf(db, token, Date.now()) !== userId) throw new Problem("secondFactor.over");
        const how = this.factors.spend(db, userId, fromOpenPage(device), code);
        if (!how) return void countTry(db, token);
        endPending(db, token);
        return enter(db, userId, device, how);
      }),
    );
  }

  /**
   * After the right password of who is signed in already: their second step, where they have one. A code is used up, and the
   * session's person has shown who they are.
   */
  async confirm(session: Session, typed: string | undefined, device: Device): Promise<void> {
    const { userId, idHash } = session;
    const { handle, queue } = this.database;
    const confirms = (db: Database) => confirmSession(db, session, Date.now());
    if (!stepsOf(handle, userId)) return queue.write(confirms);
    // Else who has found out the password takes the second step away, or adds one of their own.
    if (typed === undefined || typed.trim() === "") throw new Problem("auth.confirmCode");
    await this.#slowed(userId, typed, { address: device.address, browser: idHash }, (code) =>
      queue.write((db) => {
        const how = this.factors.spend(db, userId, { via: "session", ...device }, code);
        if (how) confirms(db);
        return how;
      }),
    );
  }

  async #slowed<T>(
    userId: string,
    typed: string,
    { address, browser }: Guesser,
    check: (code: string) => Promise<T | undefined>,
  ): Promise<T> {
    const code = typed.trim().replace(/^(\d{3})\s(\d{3})$/, "$1$2");
    const guess = this.guesses.at("code", userId, { address, browser });
    const seconds = isAppCode(code) && browser === undefined ? this.#anywhere.begin(userId) : 0;
    if (seconds > 0) throw new Problem("auth.tooManyTries", { seconds });
    const found = await check(code);
    if (found === undefined) {
      await this.#failed.tell({ action: "secondFactor.failed", userId, address });
      throw new Problem("secondFactor.wrong");
    }
    guess.right();
    this.#anywhere.succeeded(userId);
    return found;
  }
}
