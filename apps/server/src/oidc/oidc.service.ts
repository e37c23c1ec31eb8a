import { Inject, Injectable } from "@nestjs/common";
import type { Locale } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { createHmac } from "node:crypto";
import { auditAccount, fromOpenPage } from "../accounts/audit.js";
import type { Device } from "../accounts/device.js";
import { enter } from "../accounts/entering.js";
import { insertPerson } from "../accounts/owners.js";
import { hashPassword } from "../accounts/passwords.js";
import { randomToken } from "../accounts/secret-tokens.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { acceptAll, isInvited } from "../team/invited.js";
import { Issuer, type Claims, type Secrets } from "./issuer.js";

/**
 * State, nonce and verifier of one sign-in, made from its cookie: nothing is kept here that a stranger could fill, and what
 * comes back belongs to the browser that began.
 */
function secretsOf(cookie: string): Secrets {
  const made = (what: string) => createHmac("sha256", cookie).update(what).digest("base64url");
  return { state: made("state"), nonce: made("nonce"), verifier: made("verifier") };
}

/** Lets in who has signed in at the company's issuer. */
@Injectable()
export class OidcService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly issuer: Issuer,
  ) {}

  /** A cookie for the browser, and where it goes. */
  async start(again: boolean): Promise<{ cookie: string; url: string }> {
    const cookie = randomToken();
    return { cookie, url: await this.issuer.address(secretsOf(cookie), again) };
  }

  /**
   * Answers the cookie value of a session. A subject is linked to a person at the first sign-in, by an e-mail that the issuer
   * has verified: of somebody with an account, or of somebody who is invited. Nobody else comes in.
   */
  async finish(cookie: string | undefined, query: string, device: Device, locale: Locale): Promise<string> {
    if (cookie === undefined) throw new Problem("oidc.over");
    const claims = await this.issuer.claims(query, secretsOf(cookie));
    // Nobody knows it: who wants a password besides gets a link.
    const passwordHash = await hashPassword(randomToken());
    return this.database.queue.write((db) => {
      const userId = linkedPerson(db, claims) ?? link(db, claims, { device, locale, passwordHash });
      return enter(db, userId, device, "oidc");
    });
  }
}

function linkedPerson(db: Database, { issuer, subject }: Claims): string | undefined {
  const find = db.prepare("SELECT user_id FROM identities WHERE issuer = ? AND subject = ?").pluck();
  return find.get(issuer, subject) as string | undefined;
}

interface Newcomer {
  device: Device;
  locale: Locale;
  passwordHash: string;
}

function link(db: Database, claims: Claims, { device, locale, passwordHash }: Newcomer): string {
  const { issuer, subject, email, emailVerified, name } = claims;
  const now = Date.now();
  // Who may write any e-mail into their profile there would else be anybody here.
  if (email === undefined || !emailVerified) throw new Problem("oidc.unverified");
  const known = db.prepare("SELECT id FROM users WHERE email = ?").pluck().get(email) as string | undefined;
  if (known === undefined && !isInvited(db, email, now)) throw new Problem("oidc.nobody", { email });
  const userId =
    known ?? insertPerson(db, { email, name: name ?? email.split("@", 1)[0] ?? email, locale, passwordHash }, now);
  const from = fromOpenPage(device);
  if (known === undefined) acceptAll(db, email, { userId, from }, now);
  db.prepare("INSERT INTO identities (issuer, subject, user_id, created_at) VALUES (?, ?, ?, ?)").run(
    issuer,
    subject,
    userId,
    now,
  );
  auditAccount(db, userId, { userId, from, action: "identity.linked", subject: userId, detail: { issuer } });
  return userId;
}
