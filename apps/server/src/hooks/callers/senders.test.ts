import { createHash, createHmac } from "node:crypto";
import type { JsonObject } from "@leeway/engine";
import { describe, expect, test } from "vitest";
import { readHookBody } from "../body.js";
import type { Call } from "./caller-check.js";
import { callerChecks } from "./caller-checks.js";

/** What each service's documentation says that it sends; see the docstrings of the checks for the pages. */
const NOW = Date.parse("2026-11-21T12:00:00Z");

/** A call as the door makes it of what was sent. */
function call(sent: string, type: string, headers: Record<string, string> = {}): Call {
  const body = type === "application/json" ? (JSON.parse(sent) as JsonObject) : readHookBody(Buffer.from(sent), type);
  return { headers, bytes: Buffer.from(sent), body };
}
const checkOf = (name: string) => {
  const found = callerChecks[name];
  if (!found) throw new Error(name);
  return found;
};

describe("GitHub", () => {
  const github = checkOf("github");
  // The example of its documentation.
  const secret = "It's a Secret to Everybody";
  const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  const sent = (text: string, headers: Record<string, string> = {}) =>
    call(text, "text/plain", { "x-hub-signature-256": signature, ...headers });

  test("is known by the signature of its documentation's example, and by no other", () => {
    expect(github.check(sent("Hello, World!"), secret, {}, NOW)).toBeUndefined();
    expect(github.check(sent("Hello, World?"), secret, {}, NOW)).toBe("wrong");
    expect(github.check(sent("Hello, World!"), "another", {}, NOW)).toBe("wrong");
    expect(github.check(call("Hello, World!", "text/plain"), secret, {}, NOW)).toBe("unsigned");
  });

  test("tries a new webhook with a ping, and names each delivery", () => {
    expect(github.isTrial?.(sent("x", { "x-github-event": "ping" }))).toBe(true);
    expect(github.isTrial?.(sent("x", { "x-github-event": "push" }))).toBe(false);
    expect(github.eventOf?.(sent("x", { "x-github-delivery": "72d3162e" }))).toBe("72d3162e");
  });
});

describe("Stripe", () => {
  const stripe = checkOf("stripe");
  const secret = "whsec_test";
  const body = '{"id":"evt_1","type":"checkout.session.completed"}';
  const time = String(NOW / 1_000);
  const sign = (at: string, text = body) => createHmac("sha256", secret).update(`${at}.${text}`).digest("hex");
  const sent = (header: string, text = body) => call(text, "application/json", { "stripe-signature": header });
  const doubt = (header: string, text?: string, params: JsonObject = {}) =>
    stripe.check(sent(header, text), secret, params, NOW);

  test("is known by its signature over time and body, whatever other schemes stand beside it", () => {
    expect(doubt(`t=${time},v1=${sign(time)},v0=6ffbb59b`)).toBeUndefined();
    expect(doubt(`t=${time}, v1=${"0".repeat(64)}, v1=${sign(time)}`)).toBeUndefined();
  });

  test.each<[string, string, string?]>([
    ["wrong", `t=${time},v1=${sign(time)}`, '{"id":"evt_2"}'],
    ["wrong", `t=${Number(time) + 1},v1=${sign(time)}`],
    ["unsigned", `t=${time},v0=${sign(time)}`],
    ["unsigned", `v1=${sign(time)}`],
    ["unsigned", ""],
    ["unsigned", "t=,v1="],
    ["old", `t=${Number(time) - 301},v1=${sign(String(Number(time) - 301))}`],
    ["old", `t=${Number(time) + 301},v1=${sign(String(Number(time) + 301))}`],
  ])("is refused as %s: %s", (why, header, text) => {
    expect(doubt(header, text)).toBe(why);
  });

  test("may be heard later where the trigger says so, and names its events", () => {
    const old = String(Number(time) - 3_000);
    expect(doubt(`t=${old},v1=${sign(old)}`, body, { tolerance: 3_600 })).toBeUndefined();
    expect(stripe.eventOf?.(sent(""))).toBe("evt_1");
  });
});

describe("WayForPay", () => {
  const wayforpay = checkOf("wayforpay");
  const secret = "flk3409refn54t54t*FNJRET";
  const signed = (text: string) => createHmac("md5", secret).update(text).digest("hex");
  const payment = {
    merchantAccount: "test_merch_n1",
    orderReference: "Замовлення 1042",
    merchantSignature: signed("test_merch_n1;Замовлення 1042;1547.36;UAH;541963;41****8217;Approved;1100"),
    amount: 1547.36,
    currency: "UAH",
    authCode: "541963",
    cardPan: "41****8217",
    transactionStatus: "Approved",
    reasonCode: 1100,
    processingDate: 1415379863,
    email: "олена+a=b&c@example.com",
  };
  const json = JSON.stringify(payment);

  test.each<[string, string, string]>([
    ["as JSON", json, "application/json"],
    ["as JSON that is called a form", json, "application/x-www-form-urlencoded"],
    ["as JSON escaped into a form", `${encodeURIComponent(json)}=`, "application/x-www-form-urlencoded"],
    ["as text", json, "text/html"],
  ])("is known by the fields it signs, sent %s", (_what, text, type) => {
    const made = call(text, type);
    expect(wayforpay.check(made, secret, {}, NOW)).toBeUndefined();
    expect(wayforpay.unwrap?.(made)).toEqual(payment);
  });

  test.each<[string, Record<string, unknown>]>([
    ["wrong", { ...payment, amount: 1 }],
    ["wrong", { ...payment, transactionStatus: "Declined" }],
    ["wrong", { ...payment, orderReference: "1043" }],
    ["wrong", { ...payment, merchantSignature: "0".repeat(32) }],
    ["unsigned", { ...payment, merchantSignature: undefined }],
    ["unsigned", { ...payment, merchantSignature: "" }],
    ["unsigned", { ...payment, merchantSignature: { toString: 1 } }],
  ])("is refused as %s (%#)", (why, fields) => {
    expect(wayforpay.check(call(JSON.stringify(fields), "application/json"), secret, {}, NOW)).toBe(why);
  });

  test.each(["", "[]", "null", "%", "{", "merchantSignature=1"])("is refused for %j", (text) => {
    expect(wayforpay.check(call(text, "text/plain"), secret, {}, NOW)).toBe("unsigned");
  });

  test("hears the order's number, the time and a signature over both", () => {
    const time = NOW / 1_000;
    const orderReference = payment.orderReference;
    const signature = signed(`${orderReference};accept;${time}`);
    expect(wayforpay.answer?.(call(json, "application/json"), secret, NOW)).toEqual({
      orderReference,
      status: "accept",
      time,
      signature,
    });
  });

  test("names each status of an order apart, and the same one twice alike", () => {
    const name = (more: object) =>
      wayforpay.eventOf?.(call(JSON.stringify({ ...payment, ...more }), "application/json"));
    expect(name({ email: "other@example.com" })).toBe(name({}));
    expect(name({ merchantSignature: "refunded" })).not.toBe(name({}));
    expect(name({ processingDate: 1415379999 })).not.toBe(name({}));
  });
});

describe("LiqPay", () => {
  const liqpay = checkOf("liqpay");
  const secret = "a4825234f4bae72a0be04eafe9e8e2bada209255";
  const payment = { payment_id: 165629, transaction_id: 7, status: "success", order_id: "000001", amount: 0.02 };
  const wrap = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64");
  const sign = (data: string, hash: string) =>
    createHash(hash)
      .update(secret + data + secret)
      .digest("base64");
  const form = (data: string, signature: string) =>
    call(new URLSearchParams({ data, signature }).toString(), "application/x-www-form-urlencoded");

  test.each(["sha1", "sha3-256"])("is known by its signature with %s, and gives the payment itself", (hash) => {
    const data = wrap(payment);
    const made = form(data, sign(data, hash));
    expect(liqpay.check(made, secret, {}, NOW)).toBeUndefined();
    expect(liqpay.unwrap?.(made)).toEqual(payment);
    expect(liqpay.eventOf?.(made)).toBe('[165629,7,"success",null]');
  });

  test("is refused with data of somebody else, a cut signature, or data that say nothing", () => {
    const data = wrap(payment);
    const signature = sign(data, "sha1");
    expect(liqpay.check(form(wrap({ ...payment, amount: 2 }), signature), secret, {}, NOW)).toBe("wrong");
    expect(liqpay.check(form(data, sign(data, "sha256")), secret, {}, NOW)).toBe("wrong");
    expect(liqpay.check(form(data, signature.slice(0, 8)), secret, {}, NOW)).toBe("wrong");
    for (const empty of ["bm9uc2Vuc2U=", "", wrap([1]), wrap({ __proto__x: 1, constructor: 1 })])
      expect(liqpay.check(form(empty, sign(empty, "sha1")), secret, {}, NOW)).toBe("wrong");
    expect(liqpay.check(form(data, ""), secret, {}, NOW)).toBe("unsigned");
    expect(liqpay.check(call("{}", "application/json"), secret, {}, NOW)).toBe("unsigned");
    expect(liqpay.check(call("data=1&data=2&signature=3", "application/x-www-form-urlencoded"), secret, {}, NOW)).toBe(
      "unsigned",
    );
  });
});
