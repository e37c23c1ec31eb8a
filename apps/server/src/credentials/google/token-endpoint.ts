import { isObject, type Access, type Json, type JsonObject } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import { portOf } from "../../adapters/http-client/addresses.js";
import { GuardedHttp } from "../../adapters/http-client/guarded-http.js";

const CALL_MS = 15_000;
const never = { requested: false, onRequest: () => () => {} };

/** What is asked of a token address: a form (RFC 6749, 3.2). */
export interface Exchange {
  url: string;
  form: Record<string, string>;
}
type Refused = Extract<Access, { error: unknown }>;
export type Exchanged = { body: JsonObject } | Refused;

/** Asks an OAuth 2 token address (RFC 6749, 5), and says in the engine's terms what became of it. */
@Injectable()
export class TokenEndpoint {
  constructor(private readonly http: GuardedHttp) {}

  async exchange(workspaceId: string, { url, form }: Exchange): Promise<Exchanged> {
    const { host, hostname } = new URL(url);
    const answer = await this.http.send({
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams(form).toString(),
      workspaceId,
      timeoutMs: CALL_MS,
      fresh: false,
      allowedHosts: [`${hostname}:${portOf(new URL(url))}`],
      cancellation: never,
      beforeWrite: () => true,
    });
    if (answer.kind !== "answered")
      return { error: answer.error, cause: { kind: answer.kind === "refused" ? "final" : answer.kind } };
    const { status } = answer;
    const body = jsonIn(answer.body);
    if (status === 200 && typeof body["access_token"] === "string") return { body };
    if (status === 429 || status >= 500)
      return {
        error: { code: "service.down", values: { service: host, status } },
        cause: { kind: "status", status: 503 },
      };
    return {
      error: { code: codeOf(body["error"], form["grant_type"]), values: saidIn(body) },
      cause: { kind: "final" },
    };
  }
}

/** `invalid_grant` of what a person once allowed: it was withdrawn, or has run out. */
const codeOf = (error: Json | undefined, grant: string | undefined) =>
  error === "invalid_grant" && grant === "refresh_token" ? "google.signInAgain" : "google.keyRefused";

function saidIn(body: JsonObject): JsonObject {
  const why = body["error_description"] ?? body["error"];
  return typeof why === "string" ? { answer: why.slice(0, 300) } : {};
}

function jsonIn(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
