import { Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import type { OidcPurpose } from "@leeway/api";
import * as client from "openid-client";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { guardedFetch, Unanswered } from "./guarded-fetch.js";

/** What the issuer says of who has signed in there. */
export interface Claims {
  issuer: string;
  subject: string;
  email: string | undefined;
  emailVerified: boolean;
  name: string | undefined;
  /** When the person has shown there who they are, as the issuer has signed it; undefined where it does not say. */
  shownAt: number | undefined;
}

/** What one sign-in goes by; all of it is made from a cookie that only its browser has. */
export interface Secrets {
  state: string;
  nonce: string;
  verifier: string;
}

/** Asked anew after this, so that a service that is down is told here, instead of by a browser that gets no page. */
const REREAD_MS = 60_000;

/** The company's own sign-in, by `LEEWAY_OIDC_…`: OpenID Connect's code flow with PKCE. */
@Injectable()
export class Issuer implements OnModuleDestroy {
  readonly #log = new Logger("oidc");
  readonly #http: GuardedHttp | undefined;
  #config: { at: number; read: Promise<client.Configuration> } | undefined;

  constructor(private readonly settings: Settings) {
    const { LEEWAY_OIDC_ISSUER: issuer, LEEWAY_ALLOW_PRIVATE_HOSTS: allowed } = settings.environment;
    // Whoever set the server's environment has named this host: it may be a private one.
    if (issuer !== undefined)
      this.#http = new GuardedHttp({
        allowPrivateHosts: [...allowed, new URL(issuer).host],
        sandbox: () => undefined,
      });
  }

  /** Where a browser signs in. */
  async address({ state, nonce, verifier }: Secrets, purpose: OidcPurpose): Promise<string> {
    const config = await this.#read();
    const challenge = await client.calculatePKCECodeChallenge(verifier);
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: this.#back,
      scope: "openid email profile",
      code_challenge: challenge,
      code_challenge_method: "S256",
      state,
      nonce,
      ...(purpose !== "signIn" && { prompt: "login" }),
      // By it an issuer has to say when somebody has signed in there (OpenID Connect Core 3.1.2.1); `prompt` alone does not.
      ...(purpose === "confirm" && { max_age: "0" }),
      ...(this.#strong && { acr_values: this.#strong.join(" ") }),
    });
    return url.href;
  }

  /** Who came back: `query` is what the browser brought, the code among it. */
  async claims(query: string, { state, nonce, verifier }: Secrets): Promise<Claims> {
    const config = await this.#read();
    try {
      const tokens = await client.authorizationCodeGrant(config, new URL(`${this.#back}?${query}`), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const { iss, sub, ...inToken } = tokens.claims() ?? { iss: "", sub: "", auth_time: undefined };
      // Of the signed token alone, and whatever was asked for: whoever holds the browser may change that.
      if (!isStrong(inToken, this.#strong)) throw new Problem("oidc.tooWeak");
      // Many issuers put the e-mail into the token, the others tell it when they are asked.
      const more = "email" in inToken ? inToken : await client.fetchUserInfo(config, tokens.access_token, sub);
      const { email, email_verified: verified, name } = more;
      return {
        issuer: iss,
        subject: sub,
        email: typeof email === "string" ? email.trim().toLowerCase() : undefined,
        emailVerified: verified === true,
        name: typeof name === "string" && name.trim() !== "" ? name.trim().slice(0, 100) : undefined,
        // Of the signed token alone. A clock that goes ahead there makes nothing fresher than now.
        shownAt: typeof inToken.auth_time === "number" ? Math.min(inToken.auth_time * 1_000, Date.now()) : undefined,
      };
    } catch (error) {
      throw this.#failed(error);
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.#http?.close();
  }

  /** How one must have signed in there; undefined where that is left to the issuer. */
  get #strong(): readonly string[] | undefined {
    return this.settings.environment.LEEWAY_OIDC_ACR;
  }

  /** The page of the editor that hands on what the browser brings. */
  get #back(): string {
    return `${this.settings.publicUrl}/sign-in/callback`;
  }

  /** Its addresses and keys, read anew now and then, and after a failure. */
  async #read(): Promise<client.Configuration> {
    const now = Date.now();
    if (!this.#config || now - this.#config.at > REREAD_MS) this.#config = { at: now, read: this.#discover() };
    try {
      return await this.#config.read;
    } catch (error) {
      this.#config = undefined;
      throw this.#failed(error);
    }
  }

  #discover(): Promise<client.Configuration> {
    const {
      LEEWAY_OIDC_ISSUER: issuer,
      LEEWAY_OIDC_CLIENT_ID: id,
      LEEWAY_OIDC_CLIENT_SECRET: secret,
    } = this.settings.environment;
    if (issuer === undefined || id === undefined || !this.#http) throw new Problem("notFound");
    return client.discovery(new URL(issuer), id, secret, undefined, {
      [client.customFetch]: guardedFetch(this.#http),
      execute: [
        // The signature of what it says is checked as well, not the connection alone.
        client.enableNonRepudiationChecks,
        ...(issuer.startsWith("http:") ? [client.allowInsecureRequests] : []),
      ],
    });
  }

  #failed(error: unknown): Problem {
    if (error instanceof Problem) return error;
    // What the person pressed there: nothing went wrong.
    if (error instanceof client.AuthorizationResponseError && error.error === "access_denied")
      return new Problem("oidc.cancelled");
    if (isUnanswered(error)) return this.#unreachable(error);
    this.#log.warn({ err: error, msg: "the sign-in at the issuer failed" });
    const reason = error instanceof Error ? error.message : String(error);
    return new Problem("oidc.failed", { reason: reason.slice(0, 200) });
  }

  #unreachable(error: unknown): Problem {
    this.#log.warn({ err: error, msg: "the issuer cannot be reached" });
    return new Problem("oidc.unreachable", { host: new URL(this.settings.environment.LEEWAY_OIDC_ISSUER ?? "").host });
  }
}

/** Whether a token says that somebody signed in in one of these ways; one that says nothing of it does not. */
function isStrong({ acr, amr }: Readonly<Record<string, unknown>>, strong: readonly string[] | undefined): boolean {
  const said = [acr, ...(Array.isArray(amr) ? (amr as unknown[]) : [])];
  return strong === undefined || said.some((word) => typeof word === "string" && strong.includes(word));
}

/** Whether no answer came, rather than a bad one. */
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof Unanswered || (error.cause !== undefined && isUnanswered(error.cause));
}
