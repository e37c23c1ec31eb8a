import { Inject, Injectable } from "@nestjs/common";
import { oidcPurposes, type OidcPurpose } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { createHmac } from "node:crypto";
import { auditAccount, fromOpenPage } from "../accounts/audit.js";
import { JUST_MS } from "../accounts/browser-sessions.js";
import type { Device } from "../accounts/device.js";
import { enter } from "../accounts/entering.js";
import { insertPerson } from "../accounts/owners.js";
import { hashPassword } from "../accounts/passwords.js";
import { randomToken } from "../accounts/secret-tokens.js";
import { confirmSession, type Session } from "../accounts/sessions.service.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { acceptAll, isInvited } from "../team/invited.js";
import { Issuer, type Claims, type Secrets } from "./issuer.js";

/**
 * State, nonce and verifier of one sign-in, made from its cookie: nothing is kept here that a stranger could fill, and what
 * comes back belongs to the browser that began, and to what it began for.
 */
function secretsOf(cookie: string, purpose: OidcPurpose): Secrets {
  const made = (what: string) => createHmac("sha256", cookie).update(`${what} ${purpose}`).digest("base64url");
  return { state: made("state"), nonce: made("nonce"), verifier: made("verifier") };
}

/** What a browser began for that comes back with this: its state says so. */
function purposeOf(cookie: string, query: string): OidcPurpose {
  const state = new URLSearchParams(query).get("state");
  return oidcPurposes.find((purpose) => secretsOf(cookie, purpose).state === state) ?? "signIn";
}

/** Lets in who has signed in at the company's issuer. */
@Injectable()
export class OidcService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly issuer: Issuer,
  ) {}

  /** A cookie for the browser, and where it goes. */
  async start(purpose: OidcPurpose): Promise<{ cookie: string; url: string }> {
    const cookie = randomToken();
    return { cookie, url: await this.issuer.address(secretsOf(cookie, purpose), purpose) };
  }

  /**
   * Answers the cookie value of a session; undefined where the one that there is goes on, whose person has shown once more who
   * they are. A subject is linked to a person at the first sign-in, by an e-mail that the issuer has verified: of somebody
   * with an account, or of somebody who is invited. Nobody else comes in.
   */
  async finish({ cookie, query, session, device, locale }: CameBack): Promise<string | undefined> {
    if (cookie === undefined) throw new Problem("oidc.over");
    const purpose = purposeOf(cookie, query);
    const claims = await this.issuer.claims(query, secretsOf(cookie, purpose));
    if (purpose === "confirm" && session) {
      await this.#confirm(session, claims);
      return undefined;
    }
    // Nobody knows it: who wants a password besides gets a link.
    const passwordHash = await hashPassword(randomToken());
    return this.database.queue.write((db) => {
      const userId = linkedPerson(db, claims) ?? link(db, claims, { device, locale, passwordHash });
      // Who is let on there without a question has shown nobody anything: an open browser is enough for that.
      return enter(db, userId, device, "oidc", claims.shownAt ?? 0);
    });
  }

  /** Takes what the issuer has signed, and nothing that the browser says: who holds it may change what is asked for. */
  async #confirm(session: Session, claims: Claims): Promise<void> {
    const { shownAt } = claims;
    await this.database.queue.write((db) => {
      if (linkedPerson(db, claims) !== session.userId) throw new Problem("oidc.somebodyElse");
      if (shownAt === undefined || Date.now() - shownAt > JUST_MS) throw new Problem("oidc.notAsked");
      confirmSession(db, session, shownAt);
    });
  }
}

/** What a browser comes back with. `session`: who is signed in here already. */
interface CameBack {
  cookie: string | undefined;
  query: string;
  session: Session | undefined;
  device: Device;
  locale: Locale;
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
