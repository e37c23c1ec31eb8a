import { createHmac } from "node:crypto";
import type { JsonObject } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { describe, expect, test } from "vitest";
import type { Call } from "./caller-check.js";
import { callerChecks } from "./caller-checks.js";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const SECRET = "s3cret of the shop";

const call = (body: string, headers: Record<string, string> = {}): Call => ({
  headers,
  bytes: Buffer.from(body),
  body: body === "" ? null : body,
});
const doubt = (auth: string, made: Call, params: JsonObject = {}, secret = SECRET) =>
  callerChecks[auth]?.check(made, secret, params, NOW);

test("every sender that the trigger offers has its check", () => {
  const { credential, params } = catalogue.get("trigger.webhook")!;
  const offered = params.find(({ name }) => name === "auth")?.options?.map(({ value }) => value);
  expect(offered).toEqual(["none", ...Object.keys(callerChecks)]);
  expect(credential?.showIf?.in).toEqual(Object.keys(callerChecks));
});

const basicOf = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

describe.each<[string, JsonObject, Record<string, string>, [what: string, headers: Record<string, string>][]]>([
  ["header", { authHeader: "X-Key" }, { "x-key": SECRET }, [["another value", { "x-key": `${SECRET}!` }]]],
  [
    "bearer",
    {},
    { authorization: `bearer ${SECRET.replaceAll(" ", "_")}` },
    [
      ["another token", { authorization: "Bearer x" }],
      ["the right one, cut", { authorization: "Bearer s3cret" }],
    ],
  ],
  [
    "basic",
    { authUser: "олена" },
    { authorization: basicOf(`олена:${SECRET}`) },
    [
      ["another name", { authorization: basicOf(`olena:${SECRET}`) }],
      ["another password", { authorization: basicOf("олена:x") }],
      ["no Base64", { authorization: "Basic ***" }],
    ],
  ],
])("a caller known by %s", (auth, params, right, wrong) => {
  const secret = auth === "bearer" ? SECRET.replaceAll(" ", "_") : SECRET;

  test("is let in with what is agreed", () => {
    expect(doubt(auth, call("{}", right), params, secret)).toBeUndefined();
  });

  test.each(wrong)("is refused with %s", (_what, headers) => {
    expect(doubt(auth, call("{}", headers), params, secret)).toBe("wrong");
  });

  test("is refused with nothing", () => {
    expect(doubt(auth, call("{}"), params, secret)).toBe("unsigned");
    expect(doubt(auth, call("{}", { authorization: "" }), params, secret)).toBe("unsigned");
    expect(doubt(auth, call("{}", { authorization: "Digest x" }), params, secret)).toBe("unsigned");
  });
});

describe("a caller known by a signature of its own", () => {
  const sign = (text: string, encoding: "hex" | "base64" = "hex", algorithm = "sha256", secret = SECRET) =>
    createHmac(algorithm, secret).update(text).digest(encoding);
  const params = { authHeader: "X-Signature" };

  test.each<[string, JsonObject, string]>([
    ["as most write it", {}, sign('{"a":1}')],
    ["in capitals", {}, sign('{"a":1}').toUpperCase()],
    ["with a word before it", { hmacPrefix: "sha256=" }, `sha256=${sign('{"a":1}')}`],
    ["in Base64", { hmacEncoding: "base64" }, sign('{"a":1}', "base64")],
    [
      "in Base64 of addresses",
      { hmacEncoding: "base64" },
      sign('{"a":1}', "base64").replaceAll("+", "-").replaceAll("/", "_").replace("=", ""),
    ],
    ["by SHA-512", { hmacAlgorithm: "sha512" }, sign('{"a":1}', "hex", "sha512")],
    ["by SHA-1", { hmacAlgorithm: "sha1" }, sign('{"a":1}', "hex", "sha1")],
  ])("is let in with one written %s", (_what, more, signature) => {
    expect(doubt("hmac", call('{"a":1}', { "x-signature": signature }), { ...params, ...more })).toBeUndefined();
  });

  test.each<[string, string, JsonObject, string, string]>([
    ["over other data", '{"a":2}', {}, sign('{"a":1}'), "wrong"],
    ["over the same data in other words", '{ "a": 1 }', {}, sign('{"a":1}'), "wrong"],
    ["with another secret", '{"a":1}', {}, sign('{"a":1}', "hex", "sha256", "other"), "wrong"],
    ["by another algorithm", '{"a":1}', {}, sign('{"a":1}', "hex", "sha1"), "wrong"],
    ["cut short", '{"a":1}', {}, sign('{"a":1}').slice(0, 32), "wrong"],
    ["without the word before it", '{"a":1}', { hmacPrefix: "v1=" }, sign('{"a":1}'), "unsigned"],
    ["that is the word alone", '{"a":1}', { hmacPrefix: "v1=" }, "v1=", "unsigned"],
    ["where the trigger names no header", '{"a":1}', { authHeader: "" }, sign('{"a":1}'), "unsigned"],
    ["where the algorithm is none", '{"a":1}', { hmacAlgorithm: "none" }, sign('{"a":1}'), "wrong"],
    [
      "where the algorithm is what every object inherits",
      '{"a":1}',
      { hmacAlgorithm: "constructor" },
      sign("x"),
      "wrong",
    ],
    ["where the writing is what every object inherits", '{"a":1}', { hmacEncoding: "toString" }, sign("x"), "wrong"],
    ["where the header is what every object inherits", '{"a":1}', { authHeader: "constructor" }, sign("x"), "unsigned"],
    ["where the writing is none", '{"a":1}', { hmacEncoding: "latin1" }, sign('{"a":1}'), "wrong"],
  ])("is refused with one %s", (_what, body, more, signature, why) => {
    expect(doubt("hmac", call(body, { "x-signature": signature }), { ...params, ...more })).toBe(why);
  });

  describe("over time and data", () => {
    const timed = { ...params, hmacTimeHeader: "X-Time", tolerance: 60 };
    const at = (ms: number) => String(Math.floor((NOW + ms) / 1_000));
    const sent = (time: string, pattern = (body: string) => `${time}.${body}`) =>
      call("{}", { "x-signature": sign(pattern("{}")), "x-time": time });

    test.each<[string, string]>([
      ["now", at(0)],
      ["a minute ago", at(-60_000)],
      ["by a clock that goes ahead", at(59_000)],
      ["in milliseconds", String(NOW)],
      ["as a date", "2026-11-21T14:00:00+02:00"],
    ])("is let in when it was made %s", (_what, time) => {
      expect(doubt("hmac", sent(time), timed)).toBeUndefined();
    });

    test.each<[string, string]>([
      ["two minutes ago", at(-120_000)],
      ["two minutes ahead", at(120_000)],
      ["at no time", "soon"],
    ])("is refused when it was made %s", (_what, time) => {
      expect(doubt("hmac", sent(time), timed)).toBe("old");
    });

    test("is refused when the time was changed after it was signed, or is left out", () => {
      const { headers, ...rest } = sent(at(-600_000));
      expect(doubt("hmac", { ...rest, headers: { ...headers, "x-time": at(0) } }, timed)).toBe("wrong");
      expect(doubt("hmac", { ...rest, headers: { "x-signature": sign("{}") } }, timed)).toBe("unsigned");
    });

    test("is joined as the trigger says", () => {
      const slack = { ...timed, hmacSigned: "v0:{time}:{body}" };
      const made = sent(at(0), (body) => `v0:${at(0)}:${body}`);
      expect(doubt("hmac", made, slack)).toBeUndefined();
      expect(doubt("hmac", made, timed)).toBe("wrong");
      // Without the data nothing of them is signed.
      expect(doubt("hmac", made, { ...timed, hmacSigned: "{time}" })).toBe("wrong");
    });
  });
});
