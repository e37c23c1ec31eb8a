import { createHash } from "node:crypto";
import { serviceAccountOf, type CredentialType } from "@leeway/api";
import { isObject, type Access, type Clock, type Json, type JsonObject, type OpenSecret } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import { CLOCK } from "../../adapters/engine.tokens.js";
import { GuardedHttp } from "../../adapters/http-client/guarded-http.js";
import { Vault } from "../../adapters/secrets/vault.js";
import { openData, type CredentialRow } from "../credential.rows.js";
import { assertionOf } from "./service-account.js";

const CALL_MS = 15_000;
/** A token is not used up to its last moment: the call that it is for may take its time. */
const SPARE_MS = 120_000;
/** How long one counts that says nothing of it (RFC 6749, 4.2.2 only recommends to say so). */
const USUAL_SECONDS = 3_600;

interface Kept {
  access: Promise<Access>;
  /** 0: it is being asked for. */
  until: number;
}
/** What is asked of a token address: a form (RFC 6749, 4.4 and 6; RFC 7523, 2.1). */
interface Exchange {
  url: string;
  form: Record<string, string>;
}

/** Exchanges what a Google credential holds for a token that is good for an hour: once for all who wait for it. */
@Injectable()
export class AccessTokens {
  readonly #kept = new LRUCache<string, Kept>({ max: 1_000 });

  constructor(
    private readonly vault: Vault,
    private readonly http: GuardedHttp,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  gives(type: CredentialType): boolean {
    return type === "googleServiceAccount";
  }

  /** A token for this credential as it is stored now; changed, it is another one's. */
  async of(row: CredentialRow, { censor }: OpenSecret): Promise<Access> {
    const key = createHash("sha256").update(row.id).update(row.sealed).digest("base64");
    const kept = this.#kept.get(key);
    const access = await (kept && this.#isGood(kept) ? kept.access : this.#ask(key, row));
    if ("token" in access && !censor.includes(access.token)) censor.push(access.token);
    return access;
  }

  #isGood({ until }: Kept): boolean {
    return until === 0 || this.clock.now() < until;
  }

  #ask(key: string, row: CredentialRow): Promise<Access> {
    const kept: Kept = { access: this.#exchange(row, (until) => (kept.until = until)), until: 0 };
    this.#kept.set(key, kept);
    void kept.access.then((access) => {
      // A refusal is told to all who wait for it, and to nobody after them.
      if ("error" in access && this.#kept.peek(key) === kept) this.#kept.delete(key);
    });
    return kept.access;
  }

  async #exchange(row: CredentialRow, goodUntil: (time: number) => void): Promise<Access> {
    const { url, form } = this.#exchangeOf(openData(this.vault, row)) ?? {};
    if (url === undefined || form === undefined)
      return { error: { code: "google.keyRefused", values: {} }, cause: { kind: "final" } };
    const { host, hostname, port, protocol } = new URL(url);
    const answer = await this.http.send({
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams(form).toString(),
      workspaceId: row.workspaceId,
      timeoutMs: CALL_MS,
      fresh: false,
      allowedHosts: [`${hostname}:${port === "" ? (protocol === "https:" ? "443" : "80") : port}`],
      cancellation: { requested: false, onRequest: () => () => {} },
      beforeWrite: () => true,
    });
    if (answer.kind !== "answered")
      return { error: answer.error, cause: { kind: answer.kind === "refused" ? "final" : answer.kind } };
    const body = jsonIn(answer.body);
    const { status } = answer;
    if (status === 200 && typeof body["access_token"] === "string") {
      const seconds = Number(body["expires_in"] ?? USUAL_SECONDS);
      goodUntil(this.clock.now() + seconds * 1000 - SPARE_MS);
      return { token: body["access_token"] };
    }
    if (status === 429 || status >= 500)
      return {
        error: { code: "service.down", values: { service: host, status } },
        cause: { kind: "status", status: 503 },
      };
    const why = body["error_description"] ?? body["error"];
    const values = { status, ...(typeof why === "string" && { answer: why.slice(0, 300) }) };
    return { error: { code: "google.keyRefused", values }, cause: { kind: "final" } };
  }

  /** Nothing where the key is none that could sign. */
  #exchangeOf(data: JsonObject): Exchange | undefined {
    const account = typeof data["key"] === "string" ? serviceAccountOf(data["key"]) : undefined;
    if (!account) return undefined;
    try {
      const assertion = assertionOf(account, this.clock.now());
      const grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
      return { url: account.token_uri, form: { grant_type: grant, assertion } };
    } catch {
      return undefined;
    }
  }
}

function jsonIn(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
