import type { NewAppSecret, RecoveryCodes, SecondFactor } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../../adapters/database/database.js";
import { OF_PEOPLE, Vault } from "../../adapters/secrets/vault.js";
import { DATABASE } from "../../config/settings.js";
import { Problem } from "../../problems/problem.js";
import { auditAccount, type CameFrom } from "../audit.js";
import type { ConfirmedSession } from "../browser-sessions.js";
import { endOtherSessions } from "../ended-sessions.js";
import { removeFactors, stepsOf } from "./factors.js";
import { makeRecoveryCodes, recoveryCodesLeft, spendRecoveryCode } from "./recovery-codes.js";
import { appAddress, isAppCode, newSecret, stepOf } from "./totp.js";
import { inNameOf } from "../in-name-of.js";

const sealedAs = (userId: string) => `second_factors:${userId}`;

/** A person's authenticator app and recovery codes: to turn them on and off, and to use a code up. */
@Injectable()
export class SecondFactorService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly vault: Vault,
  ) {}

  state(userId: string): SecondFactor {
    const { handle } = this.database;
    const linked = handle.prepare("SELECT 1 FROM identities WHERE user_id = ? LIMIT 1").get(userId) !== undefined;
    const { app, passkey } = stepsOf(handle, userId) ?? { app: false, passkey: false };
    return { app, passkey, recoveryCodes: recoveryCodesLeft(handle, userId), oidc: linked };
  }

  /** A new secret for an app. It is asked for only when a first code has shown that the app has it. */
  async start(session: ConfirmedSession): Promise<NewAppSecret> {
    const { userId } = session;
    const secret = newSecret();
    const email = this.database.handle.prepare("SELECT email FROM users WHERE id = ?").pluck().get(userId) as string;
    await this.database.queue.write(
      inNameOf(session, (db) => {
        if (stepsOf(db, userId)?.app) throw new Problem("secondFactor.isOn");
        const sealed = this.vault.seal(db, OF_PEOPLE, sealedAs(userId), secret);
        db.prepare("DELETE FROM second_factors WHERE user_id = ?").run(userId);
        db.prepare("INSERT INTO second_factors (user_id, sealed, created_at) VALUES (?, ?, ?)").run(
          userId,
          sealed,
          Date.now(),
        );
      }),
    );
    return { secret, url: appAddress(secret, email) };
  }

  /** Turns it on by a first code. Sessions that were opened without it end, but for the one that asks. */
  confirm(session: ConfirmedSession, code: string): Promise<RecoveryCodes> {
    const { userId, idHash, from } = session;
    return this.database.queue.write(
      inNameOf(session, (db) => {
        const now = Date.now();
        if (stepsOf(db, userId)?.app) throw new Problem("secondFactor.isOn");
        if (!this.#spendAppCode(db, userId, code, now)) throw new Problem("secondFactor.wrong");
        db.prepare("UPDATE second_factors SET confirmed_at = ? WHERE user_id = ?").run(now, userId);
        endOtherSessions(db, userId, idHash);
        auditAccount(db, userId, { userId, from, action: "secondFactor.turnedOn", subject: userId });
        return { codes: makeRecoveryCodes(db, userId) };
      }),
    );
  }

  renewCodes(session: ConfirmedSession): Promise<RecoveryCodes> {
    const { userId, from } = session;
    return this.database.queue.write(
      inNameOf(session, (db) => {
        if (!stepsOf(db, userId)) throw new Problem("secondFactor.isOff");
        auditAccount(db, userId, { userId, from, action: "secondFactor.codesRenewed", subject: userId });
        return { codes: makeRecoveryCodes(db, userId) };
      }),
    );
  }

  async turnOff(session: ConfirmedSession): Promise<void> {
    const { userId, from } = session;
    await this.database.queue.write(
      inNameOf(session, (db) => {
        db.prepare("DELETE FROM second_factors WHERE user_id = ?").run(userId);
        if (!stepsOf(db, userId)) removeFactors(db, userId);
        auditAccount(db, userId, { userId, from, action: "secondFactor.turnedOff", subject: userId });
      }),
    );
  }

  /** Uses a code up inside a write: of the app, or of those on paper. Undefined where it is neither. */
  spend(db: Database, userId: string, from: CameFrom, code: string): "app" | "recoveryCode" | undefined {
    const now = Date.now();
    if (isAppCode(code)) {
      // One that was begun and never confirmed shows nothing: only its session has ever seen it.
      const isOn = stepsOf(db, userId)?.app === true;
      return isOn && this.#spendAppCode(db, userId, code, now) ? "app" : undefined;
    }
    if (!spendRecoveryCode(db, userId, code, now)) return undefined;
    auditAccount(db, userId, { userId, from, action: "secondFactor.recoveryCodeUsed", subject: userId });
    return "recoveryCode";
  }

  /** Once: a code that somebody has looked at over a shoulder, and any older one, opens nothing any more. */
  #spendAppCode(db: Database, userId: string, code: string, now: number): boolean {
    const sealed = db.prepare("SELECT sealed FROM second_factors WHERE user_id = ?").pluck().get(userId) as
      | Buffer
      | undefined;
    if (!sealed) return false;
    const step = stepOf(this.vault.open(OF_PEOPLE, sealedAs(userId), sealed), code, now);
    const sql = "UPDATE second_factors SET last_step = ? WHERE user_id = ? AND (last_step IS NULL OR last_step < ?)";
    return step !== undefined && db.prepare(sql).run(step, userId, step).changes === 1;
  }
}
