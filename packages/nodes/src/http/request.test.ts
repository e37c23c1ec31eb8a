import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { effectOf, type JsonObject } from "@leeway/engine";
import { listen, toolsFor, type FarEnd } from "../testing/listen.js";
import { httpRequest } from "./request.node.js";
import { httpRequestRunner } from "./request.run.js";

let site: FarEnd;
beforeAll(async () => void (site = await listen()));
afterAll(() => void site.server.close());
beforeEach(() => {
  site.received.length = 0;
  site.answer = { status: 200, body: '{"ok":true}', headers: { "Content-Type": "application/json; charset=utf-8" } };
});

const run = (params: JsonObject, secret?: { type: string; data: JsonObject }) =>
  httpRequestRunner.run({ url: `${site.origin}/a?b=1`, ...params }, toolsFor(secret), httpRequest);

describe("an HTTP request", () => {
  test.each<[JsonObject, string, string | undefined]>([
    [{ body: { name: "Олена" } }, '{"name":"Олена"}', "application/json"],
    [{ body: '{"written":1}' }, '{"written":1}', "application/json"],
    [{ body: "just text" }, '"just text"', "application/json"],
    [{ body: { a: "1 2", b: ["x", "y"] }, bodyFormat: "form" }, "a=1+2&b=x&b=y", "application/x-www-form-urlencoded"],
    [{ body: "привіт", bodyFormat: "text" }, "привіт", "text/plain; charset=utf-8"],
    [{ body: "x", bodyFormat: "none" }, "", undefined],
    [{ body: "<a/>", bodyFormat: "text", headers: { "Content-Type": "text/xml" } }, "<a/>", "text/xml"],
  ])("with %j sends %s as %s", async (params, body, type) => {
    await run({ method: "POST", ...params });
    expect([site.received[0]?.body, site.received[0]?.headers["content-type"]]).toEqual([body, type]);
  });

  test("adds the query to the address, a list as repeated names", async () => {
    await run({ method: "GET", query: { q: "кава & чай", n: [1, 2] }, body: { never: "sent" } });
    expect(decodeURIComponent(site.received[0]?.url ?? "")).toBe("/a?b=1&q=кава+&+чай&n=1&n=2");
    expect(site.received[0]?.body).toBe("");
  });

  test.each([
    ["httpBearer", { token: "abc" }, "authorization", "Bearer abc"],
    ["httpBasic", { username: "Олена", password: "п" }, "authorization", "Basic 0J7Qu9C10L3QsDrQvw=="],
    ["httpHeader", { name: "X-Key", value: "abc" }, "x-key", "abc"],
  ])("carries the %s credential, which no own header overrules", async (type, data, header, value) => {
    await run({ method: "GET", headers: { AUTHORIZATION: "mine", "x-KEY": "mine" } }, { type, data });
    expect(site.received[0]?.headers[header]).toBe(value);
  });

  test("gives status, headers and body, parsed where it is JSON", async () => {
    expect(await run({ method: "GET" })).toMatchObject({ kind: "done", output: { status: 200, body: { ok: true } } });
    site.answer = { status: 200, body: "{not json", headers: { "Content-Type": "application/json" } };
    expect(await run({ method: "GET" })).toMatchObject({ kind: "done", output: { body: "{not json" } });
    site.answer = { status: 200, body: "12", headers: { "Content-Type": "text/plain" } };
    expect(await run({ method: "GET" })).toMatchObject({ kind: "done", output: { body: "12" } });
  });

  test("takes JSON nested deeper than can be kept for a text", async () => {
    const json = { "Content-Type": "application/json" };
    const nested = (depth: number) => `${"[".repeat(depth)}"]]"${"]".repeat(depth)}`;
    site.answer = { status: 200, body: nested(64), headers: json };
    expect(await run({ method: "GET" })).toMatchObject({ output: { body: JSON.parse(nested(64)) } });
    site.answer = { status: 200, body: nested(6_000), headers: json };
    expect(await run({ method: "GET" })).toMatchObject({ output: { body: nested(6_000) } });
  });

  test("fails from 400 on, unless errors are accepted", async () => {
    site.answer = { status: 409, body: "taken" };
    const cause = { kind: "status", status: 409 };
    expect(await run({ method: "PUT" })).toMatchObject({ kind: "failed", error: { code: "request.status" }, cause });
    expect(await run({ method: "PUT", acceptErrors: true })).toMatchObject({ kind: "done", output: { status: 409 } });
  });

  test("fails with the beginning of the answer, in which no part of a secret is left", async () => {
    const secret = { type: "httpBearer", data: { token: "s3cretTok3n" }, censor: ["s3cretTok3n"] };
    const answer = `${"x".repeat(495)}s3cretTok3n was refused`;
    site.answer = { status: 400, body: answer };
    const outcome = await httpRequestRunner.run({ url: site.origin, method: "GET" }, toolsFor(secret), httpRequest);
    expect(JSON.stringify(outcome)).toContain("xxxx");
    expect(JSON.stringify(outcome)).not.toContain("s3c");
  });

  test.each(["shop.example/orders", "file:///etc/passwd", "javascript:1", ""])(
    "refuses the address %j",
    async (url) => {
      expect(await run({ method: "GET", url })).toMatchObject({
        kind: "failed",
        error: { code: "request.badUrl", param: "url" },
        cause: { kind: "final" },
      });
      expect(site.received).toEqual([]);
    },
  );

  test.each([
    ["GET", false, "read"],
    ["HEAD", false, "read"],
    ["PUT", false, "idempotent"],
    ["DELETE", false, "idempotent"],
    ["POST", false, "create"],
    ["PATCH", false, "create"],
    ["POST", true, "idempotent"],
  ])("%s, repeatable %s, counts as %s", (method, repeatable, effect) => {
    expect(effectOf(httpRequest, { method, repeatable })).toBe(effect);
  });
});
