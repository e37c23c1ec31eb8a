import { createHmac } from "node:crypto";
import { headerOf, type CallerCheck } from "./caller-check.js";
import { same } from "../../adapters/secrets/same.js";

/**
 * `X-Hub-Signature-256: sha256=<hex>`: HMAC-SHA-256 over the body. A new webhook is tried with the event `ping`; a delivery
 * that is sent again has the same `X-GitHub-Delivery`.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export const github: CallerCheck = {
  overBody: true,
  check(call, secret) {
    const sent = headerOf(call, "x-hub-signature-256");
    if (!sent) return "unsigned";
    const made = createHmac("sha256", secret).update(call.bytes).digest("hex");
    return same(sent, `sha256=${made}`) ? undefined : "wrong";
  },
  eventOf: (call) => headerOf(call, "x-github-delivery") || undefined,
  isTrial: (call) => headerOf(call, "x-github-event") === "ping",
};
