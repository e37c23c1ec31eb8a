import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonObject, StepOutcome } from "@leeway/engine";
import { catalogue } from "../index.js";
import { runners } from "../run.js";
import { listen, toolsFor, type FarEnd } from "../testing/listen.js";

let leeloo: FarEnd;
beforeAll(async () => void (leeloo = await listen()));
afterAll(() => void leeloo.server.close());
beforeEach(() => {
  leeloo.received.length = 0;
  leeloo.answer = { status: 200, body: '{"status":1,"data":{}}' };
});

async function run(type: string, params: JsonObject, data: JsonObject = {}): Promise<StepOutcome> {
  const [runner, definition] = [runners.get(type), catalogue.get(type)];
  if (!runner || !definition) throw new Error(`${type} is not there`);
  const secret = { type: "leelooToken", data: { token: "t0ken", baseUrl: `${leeloo.origin}/api/v2`, ...data } };
  return runner.run(params, toolsFor(secret), definition);
}

describe("a Leeloo operation", () => {
  test("sends the token as a bearer with the other header, and without a copied space", async () => {
    await run("leeloo.tag.list", {}, { header: "Authorization", token: " t0ken \n" });
    expect(leeloo.received[0]?.headers.authorization).toBe("Bearer t0ken");
    expect(leeloo.received[0]?.headers["x-leeloo-authtoken"]).toBeUndefined();
  });

  test("does not let an id reach into another path", async () => {
    await run("leeloo.order.get", { order_id: "../people?x=1" });
    expect(leeloo.received[0]?.url).toBe("/api/v2/orders/..%2Fpeople%3Fx%3D1");
  });
});

describe("what Leeloo answers becomes", () => {
  test.each<[string, number, string, string, object]>([
    ["a wrong token", 401, '{"message":"no"}', "service.tokenRefused", { kind: "status", status: 401 }],
    ["no right", 403, "{}", "service.noAccess", { kind: "status", status: 403 }],
    ["a redirect", 302, "moved", "request.redirected", { kind: "final" }],
    ["an unknown id", 404, "{}", "service.notFound", { kind: "status", status: 404 }],
    ["a bad field", 422, "{}", "service.rejected", { kind: "status", status: 422 }],
    ["trouble at Leeloo", 503, "<html>", "service.down", { kind: "status", status: 503 }],
    ["JSON nested too deep", 200, `${'{"a":'.repeat(65)}1${"}".repeat(65)}`, "service.notJson", { kind: "final" }],
    ["a page instead of JSON", 200, "<html>Привіт</html>", "service.notJson", { kind: "final" }],
    ["a no in JSON", 200, '{"status":0,"error":"Немає такого"}', "service.saidNo", { kind: "final" }],
  ])("%s: a failure that shows the answer", async (_what, status, body, code, cause) => {
    leeloo.answer = { status, body };
    const values = { service: "Leeloo", status, answer: body };
    expect(await run("leeloo.tag.list", {})).toEqual({ kind: "failed", error: { code, values }, cause });
  });

  test.each([
    ["seconds", "7", 7_000],
    ["a date", "Thu, 15 Jan 2026 09:30:30 GMT", 30_000],
    ["more seconds than anybody waits", "99999999999999999999", 24 * 3_600_000],
    ["a date that never comes", "Fri, 31 Dec 9999 23:59:59 GMT", 24 * 3_600_000],
  ])("the limit's 429 with its pause in %s", async (_what, header, retryAfterMs) => {
    const body = "Too many requests, please try again later.";
    leeloo.answer = { status: 429, body, headers: { "Retry-After": header } };
    expect(await run("leeloo.tag.list", {})).toMatchObject({
      error: { code: "service.limited" },
      cause: { kind: "status", status: 429, retryAfterMs },
    });
  });

  test("a long answer is cut", async () => {
    leeloo.answer = { status: 400, body: "я".repeat(2_000) };
    const outcome = await run("leeloo.tag.list", {});
    expect(outcome).toMatchObject({ error: { values: { answer: `${"я".repeat(500)}…` } } });
  });

  test("nobody at the address: nothing was sent", async () => {
    const outcome = await run("leeloo.tag.list", {}, { baseUrl: "http://127.0.0.1:1" });
    expect(outcome).toMatchObject({ kind: "failed", cause: { kind: "notSent" } });
  });
});
