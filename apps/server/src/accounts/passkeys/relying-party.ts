import type { FastifyRequest } from "fastify";
import { isIP } from "node:net";
import { Problem } from "../../problems/problem.js";

/** Whose passkeys these are, as browsers say it: a host name, and the address of its pages. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/**
 * By the page that asks, whose address has been checked by the guards: a Leeway has `localhost` and its public name. A bare IP
 * address can have no passkeys (WebAuthn, 5.1.2).
 */
export function relyingPartyOf({ headers }: FastifyRequest, publicUrl: string): RelyingParty {
  const { origin, hostname } = new URL(headers.origin ?? publicUrl);
  if (isIP(hostname.replace(/^\[|\]$/g, "")) > 0) throw new Problem("passkey.needsName", { url: publicUrl });
  return { id: hostname, origin };
}
