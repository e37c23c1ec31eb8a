import { fastifyCookie } from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A session ends after this long without use … */
export const IDLE_MS = 30 * 24 * 3_600_000;
/** … and after this long in any case, so that a stolen cookie does not live for ever. */
export const ABSOLUTE_MS = 180 * 24 * 3_600_000;

/**
 * The browser itself refuses a `__Host-` cookie that is not Secure, that names a domain or that came over http: a
 * neighbouring subdomain cannot plant one. Without https that prefix is not possible.
 */
const nameOf = (secure: boolean) => (secure ? "__Host-leeway" : "leeway");

/** The session's value, or undefined. */
export function readSessionCookie(request: FastifyRequest, secure: boolean): string | undefined {
  const header = request.headers.cookie;
  return header === undefined ? undefined : fastifyCookie.parse(header)[nameOf(secure)];
}

/** Lax: links from chats and mails open the editor signed in, foreign forms come without it. */
export function setSessionCookie(reply: FastifyReply, secure: boolean, value: string, maxAgeMs: number): void {
  const maxAge = Math.floor(maxAgeMs / 1_000);
  const cookie = fastifyCookie.serialize(nameOf(secure), value, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure,
    maxAge,
  });
  void reply.header("set-cookie", cookie);
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  setSessionCookie(reply, secure, "", 0);
}
