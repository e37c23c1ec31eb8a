import { createHmac } from "node:crypto";
import { isObject, type Json, type JsonObject } from "@leeway/engine";
import { parseBody } from "../../problems/body-guard.js";
import type { Call, CallerCheck } from "./caller-check.js";
import { same } from "../../adapters/secrets/same.js";

/** What `merchantSignature` is made of, in this order. */
const SIGNED = [
  "merchantAccount",
  "orderReference",
  "amount",
  "currency",
  "authCode",
  "cardPan",
  "transactionStatus",
  "reasonCode",
];

/**
 * What WayForPay tells of a payment at `serviceUrl`: `merchantSignature` is HMAC-MD5 over fields of the body, joined by
 * semicolons. Until it hears the order's number, `accept`, the time and a signature over these three, it sends the same again.
 * https://wiki.wayforpay.com/en/view/852102 (Purchase, the request to serviceUrl and the answer to it)
 */
export const wayforpay: CallerCheck = {
  overBody: true,
  check(call, secret) {
    const fields = fieldsOf(call);
    const sent = fields?.["merchantSignature"];
    if (!fields || typeof sent !== "string" || sent === "") return "unsigned";
    const made = signatureOver(
      SIGNED.map((name) => fields[name] ?? ""),
      secret,
    );
    return same(sent.toLowerCase(), made) ? undefined : "wrong";
  },
  unwrap: (call) => fieldsOf(call) ?? call.body,
  /** An order is told of again with each new status, and with each part that is given back. */
  eventOf(call) {
    const { merchantSignature, processingDate } = fieldsOf(call) ?? {};
    return JSON.stringify([merchantSignature ?? null, processingDate ?? null]);
  },
  answer(call, secret, now) {
    const { orderReference = "" } = fieldsOf(call) ?? {};
    const time = Math.floor(now / 1_000);
    const signature = signatureOver([orderReference, "accept", time], secret);
    return { orderReference, status: "accept", time, signature };
  },
};

const signatureOver = (values: readonly Json[], secret: string): string =>
  createHmac("md5", secret)
    .update(values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(";"))
    .digest("hex");

/** JSON as a rule, though some calls name it a form. */
function fieldsOf({ bytes, body }: Call): JsonObject | undefined {
  if (isObject(body) && "merchantSignature" in body) return body;
  try {
    const text = bytes.toString("utf8").trim();
    const plain = text.startsWith("{") ? text : decodeURIComponent(text.replaceAll("+", " ").replace(/=$/, ""));
    const read = parseBody(plain) as Json | undefined;
    return read !== undefined && isObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
