import { describe, expect, test } from "vitest";
import { Sandbox } from "./sandbox.js";
import { demo, served } from "./testing/served.js";

describe("the token", () => {
  test.each<[Record<string, string>, number]>([
    [{ "x-leeloo-authtoken": "sandbox" }, 200],
    [{ Authorization: "Bearer sandbox" }, 200],
    [{ "x-leeloo-authtoken": "other" }, 401],
    [{ Authorization: "sandbox" }, 401],
    [{}, 401],
  ])("in %j gives %i", async (headers, status) => {
    const { origin, sandbox } = await served();
    const answer = await fetch(`${origin}/api/v2/tags`, { headers });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status: status === 200 ? 1 : 0 });
    expect(sandbox.requests()).toHaveLength(status === 200 ? 1 : 0);
  });
});

test("a full sandbox says so and takes nothing new, until it is emptied; what is there can still be changed", async () => {
  const { rowCount } = new Sandbox();
  const { send, add, sandbox } = await served({ most: { rows: rowCount + 2, weight: 1_000_000 } });
  const { person_id: id } = await add();
  const tag = await send("PUT", `/people/${id}/add-tag`, { tag_id: demo.tagVip });
  expect(tag.json).toMatchObject({ status: 1 });
  const full = await send("POST", "/people", { name: "Ще одна", leadgentool_id: demo.leadgentool });
  expect(full.json).toEqual({ status: 0, message: "The sandbox is full. Empty it on its page." });
  expect(sandbox.rowCount).toBe(rowCount + 2);
  sandbox.reset();
  expect((await add()).person_id).toMatch(/^[0-9a-f]{24}$/);
});

test("a sandbox is full by the size of what it holds as well", async () => {
  const { send, add } = await served({ most: { rows: 10_000, weight: 7_000 } });
  const { id: account_id } = await add();
  const message = (length: number) => send("POST", "/messages/send-message", { account_id, text: "x".repeat(length) });
  expect((await message(5_000)).json.message).toBe("The sandbox is full. Empty it on its page.");
  expect((await message(50)).json.status).toBe(1);
});

test("requests are fewer when they are long", async () => {
  const sandbox = new Sandbox({ limitPerMinute: 5_000 });
  const headers = { "x-leeloo-authtoken": "sandbox" };
  const text = JSON.stringify({ account_id: "x", text: "x".repeat(8_000) });
  for (let n = 1; n <= 400; n++)
    await sandbox.handle({ method: "POST", url: "/api/v2/messages/send-message", headers, body: text });
  const requests = sandbox.requests();
  expect(requests[0]?.id).toBe("400");
  expect(JSON.stringify(requests).length).toBeLessThan(1_010_000);
  expect(requests.length).toBeGreaterThan(100);
});

describe("the limit", () => {
  test("answers plain text over 300 arrivals in any 60 seconds, and passes again once they are old", async () => {
    let now = Date.parse("2026-01-15T09:30:00.000Z");
    const { send } = await served({ now: () => now });
    const statuses: number[] = [];
    for (let i = 0; i < 300; i++) {
      now += 100;
      statuses.push((await send("GET", "/tags")).status);
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    now += 30_099; // 1 ms before the first of the 300 is 60 seconds old
    const refused = await send("GET", "/tags");
    expect([refused.status, refused.text]).toEqual([429, "Too many requests, please try again later."]);
    expect(refused.type).toMatch(/^text\/plain/);
    now += 101; // The refused one counts, so two of the 300 must have gone.
    expect((await send("GET", "/tags")).status).toBe(200);
  });

  test("is one of each token", async () => {
    const { send } = await served({ tokens: ["one", "two"], limitPerMinute: 1 });
    const status = async (token: string) =>
      (await send("GET", "/tags", undefined, { "x-leeloo-authtoken": token })).status;
    expect([await status("one"), await status("two"), await status("one")]).toEqual([200, 200, 429]);
  });
});

test("requests are kept newest first without the token, at most a thousand", async () => {
  const sandbox = new Sandbox({ tokens: ["s3cret-t0ken"], limitPerMinute: 5_000 });
  const headers = { "x-leeloo-authtoken": "s3cret-t0ken" };
  const ask = (n: number) => sandbox.handle({ method: "GET", url: `/api/v2/users?limit=${n}`, headers, body: "" });
  for (let n = 1; n <= 2_500; n++) await ask(n);
  const requests = sandbox.requests();
  expect(requests).toHaveLength(1_000);
  expect(requests[0]).toMatchObject({ id: "2500", method: "GET", path: "/users?limit=2500", body: null, status: 200 });
  expect(requests[999]?.id).toBe("1501");
  expect(JSON.stringify(requests)).not.toContain("s3cret-t0ken");
});

test("a body that is no JSON, or not an object, is refused", async () => {
  const { send } = await served();
  expect((await send("POST", "/people", "{name")).status).toBe(400);
  expect((await send("POST", "/people", "[]")).status).toBe(400);
});

test("a call outside of the base finds nothing", async () => {
  const { origin } = await served();
  const headers = { "x-leeloo-authtoken": "sandbox" };
  expect((await fetch(`${origin}/tags`, { headers })).status).toBe(404);
  expect((await fetch(`${origin}/api/v2tags`, { headers })).status).toBe(404);
});

test("a lenient sandbox takes the ids of a real Leeloo's setup, but no person that it does not have", async () => {
  const { send, add } = await served({ lenient: true });
  const real = "5b3f543bb2737000133d25b0";
  const { person_id } = await add({ leadgentool_id: real });
  await send("PUT", `/people/${person_id}/add-tag`, { tag_id: real });
  expect((await send("GET", `/people/${person_id}`)).json.data.tags).toEqual([real]);
  const order = { paymentCreditsId: real, offerId: real, personId: person_id };
  expect((await send("POST", "/orders", order)).json.status).toBe(1);
  expect((await send("POST", "/orders", { ...order, personId: real })).json.status).toBe(0);
  expect((await send("PUT", `/people/${person_id}/add-tag`, { tag_id: "nonsense" })).json.status).toBe(0);
});

test("a reset is the first day again", async () => {
  const { sandbox, add } = await served();
  await add();
  sandbox.reset();
  expect(sandbox.snapshot()).toEqual(new Sandbox().snapshot());
  expect(sandbox.requests()).toEqual([]);
});

test("a change that cannot be kept leaves the state as it was and gives no answer", async () => {
  const full = new Sandbox({
    persist: () => {
      throw new Error("ENOSPC");
    },
  });
  const body = JSON.stringify({ name: "Олена", leadgentool_id: demo.leadgentool });
  const headers = { "x-leeloo-authtoken": "sandbox" };
  await expect(full.handle({ method: "POST", url: "/api/v2/people", headers, body })).rejects.toThrow("ENOSPC");
  expect(full.snapshot().people).toHaveLength(4);
});
