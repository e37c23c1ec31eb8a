import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
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

const account = "66fac2b853d5123567d207b7";
const person = "5b3f543bb2737000133d25b0";

describe("a Leeloo operation sends what the reference shows", () => {
  test.each<[string, JsonObject, string, string, JsonObject | undefined]>([
    [
      "leeloo.message.sendTemplate",
      { account_id: account, template_id: "65fc3f2656789099e157e817", variables: { key1: "value1", key2: "value2" } },
      "POST",
      "/api/v2/messages/send-template",
      { account_id: account, template_id: "65fc3f2656789099e157e817", variables: { key1: "value1", key2: "value2" } },
    ],
    [
      "leeloo.message.send",
      { account_id: person, text: "текст сообщения" },
      "POST",
      "/api/v2/messages/send-message",
      { account_id: person, text: "текст сообщения" },
    ],
    [
      "leeloo.order.create",
      {
        personId: "5e1c4676b70fb2001279c268",
        offerId: "5e3c357bf04b1f000c27b83a",
        paymentCreditsId: "5e3c3533f04b1f000c27b534",
        email: "email123@gmail.com",
        phone: "+380669999777",
        transactionDate: "2020-02-04T11:46:48.803Z",
        isNotifyAccount: "false",
        managerId: "5e1c1236b70fb3331279c444",
      },
      "POST",
      "/api/v2/orders",
      {
        paymentCreditsId: "5e3c3533f04b1f000c27b534",
        email: "email123@gmail.com",
        phone: "+380669999777",
        transactionDate: "2020-02-04T11:46:48.803Z",
        offerId: "5e3c357bf04b1f000c27b83a",
        isNotifyAccount: "false",
        personId: "5e1c4676b70fb2001279c268",
        managerId: "5e1c1236b70fb3331279c444",
      },
    ],
    ["leeloo.order.get", { order_id: person }, "GET", `/api/v2/orders/${person}`, undefined],
    [
      "leeloo.person.get",
      { person_id: person, include: ["contactedUsers", "orders"] },
      "GET",
      `/api/v2/people/${person}?include=contactedUsers,orders`,
      undefined,
    ],
    [
      "leeloo.person.create",
      {
        name: "Feliks",
        email: "feliks@gmail.com",
        phone: "+380953066789",
        leadgentool_id: "609290d3e060416cdea6823e",
        connected_users_ids: ["609290d3e060416cdea68444"],
      },
      "POST",
      "/api/v2/people",
      {
        name: "Feliks",
        email: "feliks@gmail.com",
        phone: "+380953066789",
        leadgentool_id: "609290d3e060416cdea6823e",
        connected_users_ids: ["609290d3e060416cdea68444"],
      },
    ],
    [
      "leeloo.person.list",
      {
        limit: 20,
        offset: 0,
        "filter[tags]": ["Mentor", "VIP"],
        "filter[last_message]": { from: "2000-01-01T00:00:00.000Z", to: "2026-01-15T09:30:00.000Z" },
        "filter[phone]": "+380966565556",
      },
      "GET",
      "/api/v2/people?limit=20&offset=0&filter[tags]=Mentor,VIP&filter[last_message][from]=2000-01-01T00:00:00.000Z" +
        "&filter[last_message][to]=2026-01-15T09:30:00.000Z&filter[phone]=+380966565556",
      undefined,
    ],
    [
      "leeloo.person.addTag",
      { person_id: person, tag_id: "6685097a2e425c44fb9ae2e6", bodyFormat: "json" },
      "PUT",
      `/api/v2/people/${person}/add-tag`,
      { tag_id: "6685097a2e425c44fb9ae2e6" },
    ],
    ["leeloo.tag.list", {}, "GET", "/api/v2/tags", undefined],
  ])("%s", async (type, params, method, url, body) => {
    expect(await run(type, params)).toEqual({ kind: "done", output: { status: 1, data: {} } });
    const [sent] = leeloo.received;
    expect([sent?.method, decodeURIComponent(sent?.url ?? "")]).toEqual([method, url]);
    expect(sent?.body ? JSON.parse(sent.body) : undefined).toEqual(body);
    expect(sent?.headers["content-type"]).toBe(body && "application/json");
    expect(sent?.headers["x-leeloo-authtoken"]).toBe("t0ken");
    expect(sent?.headers.authorization).toBeUndefined();
  });

  test("with the other header the token is a bearer, and a copied space is trimmed", async () => {
    await run("leeloo.tag.list", {}, { header: "Authorization", token: " t0ken \n" });
    expect(leeloo.received[0]?.headers.authorization).toBe("Bearer t0ken");
    expect(leeloo.received[0]?.headers["x-leeloo-authtoken"]).toBeUndefined();
  });

  test("a tag goes as a form where that is chosen", async () => {
    await run("leeloo.person.addTag", { person_id: person, tag_id: "6685097a2e425c44fb9ae2e6", bodyFormat: "form" });
    expect(leeloo.received[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(leeloo.received[0]?.body).toBe("tag_id=6685097a2e425c44fb9ae2e6");
  });

  test("an id can not reach into another path", async () => {
    await run("leeloo.order.get", { order_id: "../people?x=1" });
    expect(leeloo.received[0]?.url).toBe("/api/v2/orders/..%2Fpeople%3Fx%3D1");
  });
});

describe("what Leeloo answers becomes", () => {
  test.each<[string, number, string, string, object]>([
    ["a wrong token", 401, '{"message":"no"}', "service.tokenRefused", { kind: "status", status: 401 }],
    ["no right", 403, "{}", "service.noAccess", { kind: "status", status: 403 }],
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
