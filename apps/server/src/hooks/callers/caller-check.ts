import type { IncomingHttpHeaders } from "node:http";
import { ownOf, type Json, type JsonObject } from "@leeway/engine";

/** What of a call proves who made it. */
export interface Call {
  headers: IncomingHttpHeaders;
  /** The body as it was sent: what a signature is made over. */
  bytes: Buffer;
  body: Json;
  /** The body is still to come. */
  streamed?: boolean;
}

/** Why a call is not known to be of whom the address takes calls from: nothing to know them by, not theirs, or too old. */
type Doubt = "unsigned" | "wrong" | "old";

/** How one kind of sender proves itself, and what it expects. One small piece each; the table is `caller-checks.ts`. */
export interface CallerCheck {
  /** `params` are the trigger's; `now` in milliseconds. Nothing where the call is the sender's. */
  check(call: Call, secret: string, params: JsonObject, now: number): Doubt | undefined;
  /** It signs the body: one that is read as it comes, with files, cannot be checked. */
  overBody?: true;
  /** What a refusal says of how to sign in (RFC 9110, 11.6.1). */
  challenge?: string;
  // What follows is asked of calls that have passed the check.
  /** The body as people know it, where the sender wraps it up. */
  unwrap?(call: Call): Json;
  /** Names the event: the same one sent again has the same name. Counts where the trigger has no key of its own. */
  eventOf?(call: Call): string | undefined;
  /** The sender only tries the address: nothing has happened, so nothing runs. */
  isTrial?(call: Call): boolean;
  /** What the sender waits to hear of a call that was taken, or sends it again; with status 200. */
  answer?(call: Call, secret: string, now: number): Json;
}

/** The one value of a header; those of one that comes several times are joined as RFC 9110, 5.3 has it. */
export function headerOf({ headers }: Pick<Call, "headers">, name: string): string | undefined {
  const value = ownOf(headers, name.trim().toLowerCase());
  return Array.isArray(value) ? value.join(", ") : value;
}

/** A param of the trigger that is a text; anything else is none, and so the fallback. */
export function wordIn(params: JsonObject, name: string, fallback = ""): string {
  const value = params[name];
  return typeof value === "string" ? value : fallback;
}
