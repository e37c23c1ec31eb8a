import { createHash, randomBytes } from "node:crypto";
import { sayStepError, type Credential } from "@leeway/api";
import type { Clock, Json, JsonObject, Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import type { WorkspaceUser } from "../../accounts/auth.guard.js";
import { CLOCK } from "../../adapters/engine.tokens.js";
import { Vault } from "../../adapters/secrets/vault.js";
import { Settings } from "../../config/settings.js";
import { Problem } from "../../problems/problem.js";
import { openData } from "../credential.rows.js";
import { CredentialsService } from "../credentials.service.js";
import { SHEETS_SCOPE } from "./service-account.js";
import { TokenEndpoint } from "./token-endpoint.js";

/** So long a person has for Google's pages. */
const TIME_MS = 10 * 60_000;
/** The page of the editor to which Google leads back. */
const BACK = "/oauth/callback";

interface Begun {
  workspaceId: string;
  userId: string | null;
  credentialId: string;
  verifier: string;
}

/**
 * Signing in with Google: the authorization code flow with PKCE (RFC 6749, 4.1; RFC 7636;
 * https://developers.google.com/identity/protocols/oauth2/web-server). What was begun is kept in memory: after a restart one
 * begins anew. Only who began it, in the same workspace, can finish it: nobody's consent ends up in somebody else's account.
 */
@Injectable()
export class GoogleSignIn {
  readonly #begun: LRUCache<string, Begun>;

  constructor(
    private readonly credentials: CredentialsService,
    private readonly endpoint: TokenEndpoint,
    private readonly vault: Vault,
    private readonly settings: Settings,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#begun = new LRUCache({ max: 10_000, ttl: TIME_MS, perf: { now: () => clock.monotonic() } });
  }

  /** The page of Google on which the person says yes. */
  begin({ workspaceId, userId }: WorkspaceUser, credentialId: string): { url: string } {
    const data = this.#dataOf(workspaceId, credentialId);
    const [state, verifier] = [randomBytes(32).toString("base64url"), randomBytes(32).toString("base64url")];
    this.#begun.set(state, { workspaceId, userId, credentialId, verifier });
    const url = new URL(textOf(data["authUrl"]));
    url.search = new URLSearchParams({
      response_type: "code",
      client_id: textOf(data["clientId"]),
      redirect_uri: this.#back,
      scope: `openid email ${SHEETS_SCOPE}`,
      state,
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
      // Without these a second sign-in brings no refresh token.
      access_type: "offline",
      prompt: "consent",
    }).toString();
    return { url: url.href };
  }

  /** Exchanges what Google brought back, once, and keeps what it gives. */
  async finish(who: WorkspaceUser, state: string, code: string, locale: Locale): Promise<Credential> {
    const begun = this.#begun.get(state);
    this.#begun.delete(state);
    if (!begun || begun.workspaceId !== who.workspaceId || begun.userId !== who.userId)
      throw new Problem("signIn.unknown");
    const { workspaceId, credentialId, verifier } = begun;
    const data = this.#dataOf(workspaceId, credentialId);
    const came = await this.endpoint.exchange(workspaceId, {
      url: textOf(data["tokenUrl"]),
      form: {
        grant_type: "authorization_code",
        code,
        redirect_uri: this.#back,
        client_id: textOf(data["clientId"]),
        client_secret: textOf(data["clientSecret"]),
        code_verifier: verifier,
      },
    });
    if ("error" in came) {
      const { message, hint = "" } = sayStepError(came.error, locale);
      throw new Problem("service.failed", { message: `${message} ${hint}` }, [
        { path: "code", message, code: came.error.code },
      ]);
    }
    const { refresh_token: refreshToken, scope, id_token: idToken } = came.body;
    const allowed = textOf(scope).split(" ").includes(SHEETS_SCOPE);
    if (!allowed || typeof refreshToken !== "string") throw new Problem("signIn.notAllowed");
    const change = { refreshToken, account: emailIn(textOf(idToken)) };
    return this.credentials.update(who, credentialId, { data: change }, locale);
  }

  get #back(): string {
    return `${this.settings.publicUrl}${BACK}`;
  }

  #dataOf(workspaceId: string, credentialId: string): JsonObject {
    const row = this.credentials.row(workspaceId, credentialId);
    if (row.type !== "googleOAuth") throw new Problem("credential.type");
    return openData(this.vault, row);
  }
}

/** Who it was: for showing only. It came from Google's own address, so its signature needs no check (OpenID Connect Core, 3.1.3.7). */
function emailIn(idToken: string): string {
  try {
    const claims = JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8")) as JsonObject;
    return textOf(claims["email"]).slice(0, 320);
  } catch {
    return "";
  }
}

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
