import { createHmac } from "node:crypto";
import { isObject } from "@leeway/engine";
import { headerOf, type CallerCheck } from "./caller-check.js";
import { isFresh } from "./fresh.js";
import { same } from "../../adapters/secrets/same.js";

/**
 * `Stripe-Signature: t=<seconds>,v1=<hex>,…`: HMAC-SHA-256 over time, a point and the body. Several `v1` while the secret is
 * being changed; other schemes are to be ignored. An event that is sent again has the same `id`.
 * https://docs.stripe.com/webhooks#verify-manually
 */
export const stripe: CallerCheck = {
  overBody: true,
  check(call, secret, { tolerance }, now) {
    const pairs = (headerOf(call, "stripe-signature") ?? "").split(",").map((part) => part.trim().split("=", 2));
    const time = pairs.find(([name]) => name === "t")?.[1];
    const signatures = pairs.flatMap(([name, value]) => (name === "v1" && value ? [value] : []));
    if (!time || signatures.length === 0) return "unsigned";
    const made = createHmac("sha256", secret).update(`${time}.`).update(call.bytes).digest("hex");
    if (!signatures.some((signature) => same(signature, made))) return "wrong";
    return isFresh(time, tolerance, now) ? undefined : "old";
  },
  eventOf({ body }) {
    const id = isObject(body) ? body["id"] : undefined;
    return typeof id === "string" && id !== "" ? id : undefined;
  },
};
