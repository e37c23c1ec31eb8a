import { headerOf, wordIn, type CallerCheck } from "./caller-check.js";
import { same } from "../../adapters/secrets/same.js";

/** A header of the owner's choice that holds the secret and nothing else. */
export const header: CallerCheck = {
  check(call, secret, params) {
    const sent = headerOf(call, wordIn(params, "authHeader"));
    if (sent === undefined || sent === "") return "unsigned";
    return same(sent, secret) ? undefined : "wrong";
  },
};

/** `Authorization: Bearer …`, RFC 6750, 2.1. */
export const bearer: CallerCheck = {
  challenge: "Bearer",
  check(call, secret) {
    const sent = credentials(headerOf(call, "authorization"), "bearer");
    if (sent === undefined) return "unsigned";
    return same(sent, secret) ? undefined : "wrong";
  },
};

/** `Authorization: Basic …`, RFC 7617: the name is no secret and stands in the trigger, the password is one. */
export const basic: CallerCheck = {
  challenge: 'Basic realm="Leeway", charset="UTF-8"',
  check(call, secret, params) {
    const sent = credentials(headerOf(call, "authorization"), "basic");
    if (sent === undefined) return "unsigned";
    return same(Buffer.from(sent, "base64"), `${wordIn(params, "authUser")}:${secret}`) ? undefined : "wrong";
  },
};

/** What follows the scheme, which is written in any case. */
function credentials(sent: string | undefined, scheme: string): string | undefined {
  const [name, value] = sent?.trim().split(/ +/, 2) ?? [];
  return name?.toLowerCase() === scheme && value !== undefined && value !== "" ? value : undefined;
}
