import type { Passkey, SavedPasskey, SignedPasskey } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../../adapters/database/database.js";
import { DATABASE } from "../../config/settings.js";
import { Problem } from "../../problems/problem.js";
import { auditAccount, type CameFrom } from "../audit.js";
import type { Device } from "../device.js";
import { enter } from "../entering.js";
import { endOtherSessions } from "../ended-sessions.js";
import { confirmSession, type Session } from "../sessions.service.js";
import { removeFactors, stepsOf } from "../second-factor/factors.js";
import { pendingOf } from "../second-factor/pending-sign-ins.js";
import { makeRecoveryCodes, recoveryCodesLeft } from "../second-factor/recovery-codes.js";
import { Challenges } from "./challenges.js";
import type { RelyingParty } from "./relying-party.js";
import { inNameOf } from "../in-name-of.js";

interface PasskeyRow {
  id: string;
  userId: string;
  publicKey: Buffer;
  counter: number;
  restingSince: number | null;
}

const SIGN_IN = "sign-in";
const adding = (userId: string) => `add ${userId}`;

/** Passkeys of people: to add, to name, to remove, and to come in with, which takes no password and no further step. */
@Injectable()
export class PasskeysService {
  readonly #challenges = new Challenges();

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  list(userId: string): Passkey[] {
    const rows = this.database.handle
      .prepare(
        `SELECT id, name, created_at AS createdAt, last_used_at AS lastUsedAt FROM passkeys
         WHERE user_id = ? ORDER BY created_at, id LIMIT 200`,
      )
      .all(userId) as { id: string; name: string; createdAt: number; lastUsedAt: number | null }[];
    return rows.map(({ createdAt, lastUsedAt, ...one }) => ({
      ...one,
      createdAt: new Date(createdAt).toISOString(),
      lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
    }));
  }

  /** What a browser needs to make one. */
  async offer({ userId }: Session, { id }: RelyingParty): Promise<object> {
    const user = this.database.handle.prepare("SELECT email, name FROM users WHERE id = ?").get(userId);
    const { email, name } = user as { email: string; name: string };
    return generateRegistrationOptions({
      rpName: "Leeway",
      rpID: id,
      userID: new Uint8Array(Buffer.from(userId)),
      userName: email,
      userDisplayName: name,
      challenge: this.#challenges.make(adding(userId)),
      excludeCredentials: this.list(userId).map((one) => ({ id: one.id })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
  }

  /** Keeps one. The first thing besides the password brings recovery codes, and ends sessions opened without it. */
  async add(
    session: Session & { from: CameFrom },
    { name, response }: { name: string; response: SignedPasskey },
    party: RelyingParty,
  ): Promise<SavedPasskey> {
    const { userId, idHash, from } = session;
    const signed = response as unknown as RegistrationResponseJSON;
    const { credential, challenge } = await this.#verified(adding(userId), async (expectedChallenge) => {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: signed,
        expectedChallenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        requireUserVerification: true,
      });
      return verified ? registrationInfo : undefined;
    });
    if (!this.#challenges.spend(challenge)) throw new Problem("passkey.refused");
    return this.database.queue.write(
      inNameOf(session, (db) => {
        const first = stepsOf(db, userId) === null;
        if (db.prepare("SELECT 1 FROM passkeys WHERE id = ?").get(credential.id)) throw new Problem("passkey.refused");
        db.prepare(
          "INSERT INTO passkeys (id, user_id, name, public_key, counter, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        ).run(credential.id, userId, name, Buffer.from(credential.publicKey), credential.counter, Date.now());
        auditAccount(db, userId, { userId, from, action: "passkey.added", subject: userId, detail: { name } });
        if (first) endOtherSessions(db, userId, idHash);
        return { codes: recoveryCodesLeft(db, userId) === 0 ? makeRecoveryCodes(db, userId) : null };
      }),
    );
  }

  async rename(who: { userId: string; from: CameFrom }, id: string, name: string): Promise<void> {
    const sql = "UPDATE passkeys SET name = ? WHERE id = ? AND user_id = ?";
    const renamed = await this.database.queue.write(
      inNameOf(who, (db) => db.prepare(sql).run(name, id, who.userId).changes),
    );
    if (renamed === 0) throw new Problem("notFound");
  }

  async remove(who: { userId: string; from: CameFrom }, id: string): Promise<void> {
    const { userId, from } = who;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        const sql = "DELETE FROM passkeys WHERE id = ? AND user_id = ? RETURNING name";
        const name = db.prepare(sql).pluck().get(id, userId) as string | undefined;
        if (name === undefined) throw new Problem("notFound");
        if (!stepsOf(db, userId)) removeFactors(db, userId);
        auditAccount(db, userId, { userId, from, action: "passkey.removed", subject: userId, detail: { name } });
      }),
    );
  }

  /** What a browser needs to look for one; which ones there are is told to nobody. */
  ask({ id }: RelyingParty): Promise<object> {
    return generateAuthenticationOptions({
      rpID: id,
      userVerification: "required",
      challenge: this.#challenges.make(SIGN_IN),
    });
  }

  /**
   * Lets in whose passkey has signed; answers the cookie value of their session. `before`: the cookie of who has given their
   * password already, where there is one: a passkey that rests since a restore is good for them alone.
   */
  async signIn(response: SignedPasskey, party: RelyingParty, device: Device, before?: string): Promise<string> {
    const shown = before === undefined ? undefined : pendingOf(this.database.handle, before, Date.now());
    return this.#use(response, party, shown, (db, userId) => enter(db, userId, device, "passkey"));
  }

  /**
   * The person of a session shows again who they are by a passkey of theirs. They have come in in another way, so that one that
   * rests since a restore opens by itself again from then on.
   */
  confirm(session: Session, response: SignedPasskey, party: RelyingParty): Promise<void> {
    return this.#use(response, party, session.userId, (db, userId) => {
      if (userId !== session.userId) throw new Problem("passkey.refused");
      confirmSession(db, session, Date.now());
    });
  }

  /**
   * Uses a passkey up to its count and does what it is shown for, in one write. `shown`: who has shown in another way who
   * they are.
   */
  async #use<T>(
    response: SignedPasskey,
    party: RelyingParty,
    shown: string | undefined,
    act: (db: Database, userId: string) => T,
  ): Promise<T> {
    const row = this.database.handle
      .prepare(
        `SELECT id, user_id AS userId, public_key AS publicKey, counter, resting_since AS restingSince
         FROM passkeys WHERE id = ?`,
      )
      .get(response.id) as PasskeyRow | undefined;
    if (!row) throw new Problem("passkey.refused");
    const { newCounter, challenge } = await this.#verified(SIGN_IN, async (expectedChallenge) => {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: response as unknown as AuthenticationResponseJSON,
        expectedChallenge,
        expectedOrigin: party.origin,
        expectedRPID: party.id,
        credential: { id: row.id, publicKey: new Uint8Array(row.publicKey), counter: row.counter },
        requireUserVerification: true,
      });
      return verified ? authenticationInfo : undefined;
    });
    if (row.restingSince !== null && row.userId !== shown) throw new Problem("passkey.resting");
    return this.database.queue.write((db) => {
      // It may have been removed, or used elsewhere, while its signature was checked.
      const sql =
        "UPDATE passkeys SET counter = ?, last_used_at = ?, resting_since = NULL WHERE id = ? AND counter = ?";
      const used = db.prepare(sql).run(newCounter, Date.now(), row.id, row.counter).changes === 1;
      if (!used || !this.#challenges.spend(challenge)) throw new Problem("passkey.refused");
      return act(db, row.userId);
    });
  }

  /** What the library makes of a signature; whatever it finds wrong is one refusal to the caller. */
  async #verified<T extends object>(
    purpose: string,
    check: (isGood: (challenge: string) => boolean) => Promise<T | undefined>,
  ): Promise<T & { challenge: string }> {
    let challenge = "";
    const found = await check((signed) => {
      challenge = signed;
      return this.#challenges.isGood(purpose, signed);
    }).catch(() => undefined);
    if (!found) throw new Problem("passkey.refused");
    return { ...found, challenge };
  }
}
