import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * The browser itself refuses a `__Host-` cookie that is not Secure, that names a domain or that came over http: a
 * neighbouring subdomain cannot plant one. Without https that prefix is not possible.
 */
const nameOf = (cookie: Cookie, secure: boolean) => (secure ? `__Host-${cookie}` : cookie);

/**
 * The one of a session, the one of who stands before the second step, of who signs in elsewhere, and the one by which a browser is
 * known again.
 */
export type Cookie = "leeway" | "leeway-step" | "leeway-oidc" | "leeway-known";

/** A cookie's value, or undefined. Ours are base64url: no other value can be one, whatever else is in the header. */
export function readCookie(cookie: Cookie, { headers }: FastifyRequest, secure: boolean): string | undefined {
  const start = `${nameOf(cookie, secure)}=`;
  const pair = headers.cookie?.split(";").find((part) => part.trimStart().startsWith(start));
  const value = pair?.trim().slice(start.length);
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** Lax: links from chats and mails open the editor signed in, foreign forms come without it. */
export function setCookie(cookie: Cookie, reply: FastifyReply, secure: boolean, value: string, maxAgeMs: number): void {
  const pair = `${nameOf(cookie, secure)}=${value}; Max-Age=${Math.floor(maxAgeMs / 1_000)}`;
  void reply.header("set-cookie", `${pair}; Path=/; HttpOnly${secure ? "; Secure" : ""}; SameSite=Lax`);
}
