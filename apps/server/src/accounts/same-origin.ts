import type { FastifyRequest } from "fastify";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { Problem } from "../problems/problem.js";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Changes nothing on the server, so it may come from anywhere. */
export const isSafe = (method: string) => safeMethods.has(method);

/**
 * Where a request comes from: `own` page, a `foreign` one, or `unknown` (no browser says nothing about it).
 *
 * A browser adds our cookie to requests that other sites start, and SameSite=Lax alone leaves gaps: another port of
 * this machine and a neighbouring subdomain count as the same site. Every current browser says by itself where a
 * changing request comes from, and no page can forge it: `Sec-Fetch-Site` (https and localhost only) knows the origin
 * even behind a proxy that changes the host; else `Origin` is compared with the address the browser asked for and with
 * the public one. A hidden form token would show the same, with state to keep.
 */
export function originOf(request: FastifyRequest, publicUrl: string): "own" | "foreign" | "unknown" {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" ? "own" : "foreign";
  const { origin } = request.headers;
  if (origin === undefined) return "unknown";
  if (origin === new URL(publicUrl).origin) return "own";
  return URL.canParse(origin) && new URL(origin).host === request.host ? "own" : "foreign";
}

/**
 * Refuses a name that may be anybody's. A site can let its own name lead to this machine (DNS rebinding): its page is
 * then an "own" one for the browser, and could make itself the owner of a Leeway that has none yet. An IP address and
 * this machine's names cannot be made to lead here by others; any further name is in LEEWAY_PUBLIC_URL. What the
 * browser says of its page counts before `Host`, which a proxy may change.
 */
export function refuseUnknownHost(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers;
  const host = origin === undefined ? hostOf(`http://${request.host}`) : hostOf(origin);
  if (host === hostOf(publicUrl) || host === "localhost" || host.endsWith(".localhost")) return;
  if (isIP(host.replace(/^\[|\]$/g, "")) > 0) return;
  const machine = hostname().toLowerCase();
  if (host !== "" && (host === machine || host === `${machine}.local`)) return;
  throw new Problem("auth.unknownHost", { host: host || "?" });
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, "") : "");
