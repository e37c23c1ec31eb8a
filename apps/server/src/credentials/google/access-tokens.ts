import { createHash } from "node:crypto";
import { serviceAccountOf, type CredentialType } from "@leeway/api";
import type { Access, Clock, Json, JsonObject, OpenSecret } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import { CLOCK } from "../../adapters/engine.tokens.js";
import { Vault } from "../../adapters/secrets/vault.js";
import { openData, type CredentialRow } from "../credential.rows.js";
import { spellingsOf } from "../spellings.js";
import { assertionOf } from "./service-account.js";
import { TokenEndpoint, type Exchange } from "./token-endpoint.js";

/** A token is not used up to its last moment: the call that it is for may take its time. */
const SPARE_MS = 120_000;
/** How long one counts that says nothing of it (RFC 6749, 4.2.2 only recommends to say so). */
const USUAL_SECONDS = 3_600;

const kinds: ReadonlySet<CredentialType> = new Set(["googleServiceAccount", "googleOAuth"]);

interface Kept {
  access: Promise<Access>;
  /** 0: it is being asked for. */
  until: number;
}

/** Exchanges what a Google credential holds for a token that is good for an hour: once for all who wait for it. */
@Injectable()
export class AccessTokens {
  readonly #kept = new LRUCache<string, Kept>({ max: 1_000 });

  constructor(
    private readonly vault: Vault,
    private readonly endpoint: TokenEndpoint,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  gives(type: CredentialType): boolean {
    return kinds.has(type);
  }

  /** A token for this credential as it is stored now; changed, it is another one's. */
  async of(row: CredentialRow, { censor }: OpenSecret): Promise<Access> {
    const key = createHash("sha256").update(row.id).update(row.sealed).digest("base64");
    const kept = this.#kept.get(key);
    const access = await (kept && this.#isGood(kept) ? kept.access : this.#ask(key, row));
    if ("token" in access && !censor.includes(access.token)) censor.push(...spellingsOf([access.token]));
    return access;
  }

  #isGood({ until }: Kept): boolean {
    return until === 0 || this.clock.now() < until;
  }

  #ask(key: string, row: CredentialRow): Promise<Access> {
    const kept: Kept = { access: this.#exchange(row, (until) => (kept.until = until)), until: 0 };
    this.#kept.set(key, kept);
    // A refusal, and a fault of ours, is told to all who wait for it, and to nobody after them.
    const forget = () => void (this.#kept.peek(key) === kept && this.#kept.delete(key));
    kept.access.then((access) => "error" in access && forget(), forget);
    return kept.access;
  }

  async #exchange(row: CredentialRow, goodUntil: (time: number) => void): Promise<Access> {
    const exchange = this.#exchangeOf(openData(this.vault, row));
    if ("error" in exchange) return exchange;
    const came = await this.endpoint.exchange(row.workspaceId, exchange);
    if ("error" in came) return came;
    const seconds = Number(came.body["expires_in"] ?? USUAL_SECONDS);
    goodUntil(this.clock.now() + seconds * 1000 - SPARE_MS);
    return { token: textOf(came.body["access_token"]) };
  }

  #exchangeOf(data: JsonObject): Exchange | Extract<Access, { error: unknown }> {
    return data["key"] === undefined ? refreshOf(data) : this.#signed(textOf(data["key"]));
  }

  /** RFC 7523, 2.1. */
  #signed(key: string): Exchange | Extract<Access, { error: unknown }> {
    const account = serviceAccountOf(key);
    try {
      if (!account) return refused("google.keyRefused");
      const assertion = assertionOf(account, this.clock.now());
      const grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
      return { url: account.token_uri, form: { grant_type: grant, assertion } };
    } catch {
      return refused("google.keyRefused");
    }
  }
}

/** RFC 6749, 6: with what the person has allowed when they signed in. */
function refreshOf(data: JsonObject): Exchange | Extract<Access, { error: unknown }> {
  const { clientId, clientSecret, refreshToken, tokenUrl } = data;
  if (textOf(refreshToken) === "") return refused("google.notSignedIn");
  const form = {
    client_id: textOf(clientId),
    client_secret: textOf(clientSecret),
    refresh_token: textOf(refreshToken),
  };
  return { url: textOf(tokenUrl), form: { grant_type: "refresh_token", ...form } };
}

const refused = (code: "google.keyRefused" | "google.notSignedIn"): Extract<Access, { error: unknown }> => ({
  error: { code, values: {} },
  cause: { kind: "final" },
});

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
