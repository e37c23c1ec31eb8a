import { createHash } from "node:crypto";
import { isObject, type Json, type JsonObject } from "@leeway/engine";
import { parseBody } from "../../problems/body-guard.js";
import type { Call, CallerCheck } from "./caller-check.js";
import { same } from "../../adapters/secrets/same.js";

/** Which hash was used shows in the length of what it gives: SHA-1 up to version 3 of the API, SHA3-256 in later ones. */
const hashes: Readonly<Record<number, string>> = { 20: "sha1", 32: "sha3-256" };

/**
 * What LiqPay tells of a payment at `server_url`: a form with `data`, which is JSON in Base64, and `signature`, which is
 * Base64 of a hash over private key, data and private key again. Any answer of the 200s will do.
 * https://www.liqpay.ua/documentation/en/api/callback
 */
export const liqpay: CallerCheck = {
  overBody: true,
  check(call, secret) {
    const { data, signature } = isObject(call.body) ? call.body : {};
    if (typeof data !== "string" || typeof signature !== "string" || signature === "") return "unsigned";
    const sent = Buffer.from(signature, "base64");
    const hash = hashes[sent.length];
    if (hash === undefined) return "wrong";
    const made = createHash(hash)
      .update(secret + data + secret)
      .digest();
    return same(sent, made) && paymentIn(call) ? undefined : "wrong";
  },
  unwrap: (call) => paymentIn(call) ?? call.body,
  eventOf(call) {
    const { payment_id, transaction_id, status, end_date } = paymentIn(call) ?? {};
    if (payment_id === undefined && transaction_id === undefined) return undefined;
    return JSON.stringify([payment_id ?? null, transaction_id ?? null, status ?? null, end_date ?? null]);
  },
};

function paymentIn({ body }: Call): JsonObject | undefined {
  const data = isObject(body) ? body["data"] : undefined;
  if (typeof data !== "string") return undefined;
  try {
    const read = parseBody(Buffer.from(data, "base64").toString("utf8")) as Json | undefined;
    return read !== undefined && isObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
