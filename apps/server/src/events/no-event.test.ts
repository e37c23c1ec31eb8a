import { describe, expect, test } from "vitest";
import { eventually } from "../testing/eventually.js";
import { address, api, done, event, listening, order, post, publish, runsOf, server } from "./testing/listening.js";

listening();

describe("a request that is no event", () => {
  test.each<[string, string, number, string]>([
    ["no JSON", "hello", 400, "request.notJson"],
    ["nothing", "", 400, "request.notJson"],
    ["a list", "[1]", 400, "request.notJson"],
    ["null", "null", 400, "request.notJson"],
    ["a key that reaches a prototype", '{"type":"ORDER","data":{"__proto__":{}}}', 400, "request.forbiddenKey"],
    ["nesting without end", `{"type":"ORDER","data":${"[".repeat(100)}${"]".repeat(100)}}`, 400, "request.tooDeep"],
    ["two megabytes", JSON.stringify({ type: "ORDER", data: "x".repeat(2_000_000) }), 413, "request.tooLarge"],
  ])("%s is refused, and nothing is kept", async (_what, body, status, code) => {
    const count = server.platform.database.handle.prepare("SELECT count(*) FROM leeloo_events").pluck();
    const before = count.get();
    const answer = await post(body);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
    expect(count.get()).toBe(before);
  });

  test.each<[string, object]>([
    ["no type", { data: { order_id: "o-20", email: "olena@example.com" } }],
    ["a type that is no text", { type: 5 }],
    ["an empty type", { type: " ", data: {} }],
    ["a type without end", { type: "x".repeat(101) }],
    ["nothing in it", {}],
  ])("%s is kept to be looked at, says so, and starts nothing", async (_what, body) => {
    const listens = await publish("Listens", { params: { events: ["ORDER", "5", ""] } });
    const answer = await post(body);
    const said = (await answer.json()) as { eventId: string };
    expect([answer.status, said]).toEqual([200, { ok: true, eventId: expect.any(String), type: null }]);
    const kept = await event(said.eventId);
    expect(kept).toMatchObject({ type: "", data: body, orderId: null, state: "done", deliveries: [], forward: null });
    expect((await api("GET", "/leeloo-events?limit=1")).items).toEqual([kept]);
    expect(await api("POST", `/leeloo-events/${said.eventId}/deliver`, {})).toEqual(kept);
    expect(await runsOf(listens)).toEqual([]);
  });

  test("is counted at the address where nothing of it is kept, and is no refusal where it is", async () => {
    const { refused } = await api("GET", "/leeloo-hub");
    await post({ data: {} });
    await post("hello");
    const counted = async () => (await api("GET", "/leeloo-hub")).refused.count > refused.count;
    expect(await eventually("the one is counted", counted)).toBe(true);
    await post("hello again");
    const both = async () => (await api("GET", "/leeloo-hub")).refused.count === refused.count + 2;
    expect(await eventually("and the other, and nothing else", both)).toBe(true);
  });

  test("is not asked for its content type where it is JSON", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json"]) {
      const answer = await post(`\uFEFF${JSON.stringify(order("o-8"))}`, { "content-type": type });
      expect(answer.status).toBe(200);
      expect((await done(((await answer.json()) as { eventId: string }).eventId)).orderId).toBe("o-8");
    }
  });

  test("a GET says that the address is right, anything else that it is not to be; a wrong key is not found", async () => {
    expect(await (await fetch(await address())).json()).toEqual({ ok: true });
    const put = await fetch(await address(), { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect((await post(order("o-9"), undefined, `${server.url}/hooks/leeloo/guess`)).status).toBe(404);
  });
});
