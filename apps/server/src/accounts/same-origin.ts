import type { FastifyRequest } from "fastify";

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
