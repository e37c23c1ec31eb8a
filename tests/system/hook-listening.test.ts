import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { EventStream } from "./event-stream.js";
import { eventually, Leeway } from "./leeway.js";

/** The draft's test address: `/hooks-test/:key`. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const SECRET = "a-secret-of-the-shop";
const flow = (params: Record<string, unknown>, credential?: string) =>
  document(
    "Draft",
    [node("in", "trigger.webhook", params, credential ? { credential } : {}), node("s", "logic.set", { fields: [] })],
    chain("in", "s"),
  );
async function draft(params: Record<string, unknown>, secret?: string) {
  const data = { type: "webhookSecret", name: "Shop", data: { secret } };
  const credential = secret && (await leeway.api("POST", "/credentials", data)).id;
  const { id } = await leeway.api("POST", "/workflows", { document: flow(params, credential) });
  const { items } = await leeway.api("GET", `/workflows/${id}/hooks`);
  return { id: String(id), url: String(items[0].testUrl), live: String(items[0].url) };
}
const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
const listen = (id: string) => EventStream.open(leeway, `/workflows/${id}/hooks/in/events`);
const heard = (stream: EventStream, count = 1) =>
  eventually("a call", async () => stream.messages.length >= count && stream.messages.map(({ data }) => data));
const sampleOf = async (id: string) => (await leeway.api("GET", `/workflows/${id}/samples`)).samples.in;

describe("a test address", () => {
  test("shows a call to who listens, keeps it as the sample, and starts nothing", async () => {
    const { id, url, live } = await draft({ respond: "last" });
    const stream = await listen(id);
    const answer = await post(`${url}?from=shop`, '{"total":1490}', { "x-shop": "4" });
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
    const [call] = await heard(stream);
    const payload = { body: { total: 1490 }, query: { from: "shop" }, method: "POST" };
    expect(call).toMatchObject({ kind: "call", payload: { ...payload, headers: { "x-shop": "4" } } });
    expect(await sampleOf(id)).toEqual(call?.["payload"]);
    expect((await leeway.api("GET", `/runs?workflowId=${id}`)).items).toEqual([]);
    // Its own address is another one, and the workflow is not published.
    expect((await post(live, "{}")).status).toBe(404);
    // One call was wanted.
    expect(await stream.ended).toBe(true);
    expect((await post(url, '{"total":1}')).status).toBe(404);
    expect(await sampleOf(id)).toEqual(call?.["payload"]);
  });

  test("takes one of several calls at once, and that one is the sample", async () => {
    const { id, url } = await draft({});
    const stream = await listen(id);
    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => post(url, JSON.stringify({ n }))));
    const taken = answers.flatMap(({ status }, index) => (status === 200 ? [index + 1] : []));
    expect(taken).toHaveLength(1);
    const [call] = await heard(stream);
    expect(call).toMatchObject({ payload: { body: { n: taken[0] } } });
    expect(await sampleOf(id)).toEqual(call?.["payload"]);
  });

  test("is shut while nobody listens, and again once nobody does", async () => {
    const { id, url } = await draft({});
    const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
    expect(await codeOf(await post(url, "{}"))).toEqual([404, "hook.notListening"]);
    const stream = await listen(id);
    stream.close();
    await eventually("nobody to listen", async () => (await post(url, "{}")).status === 404);
    expect(await codeOf(await post(`${leeway.origin}/hooks-test/nobody`, "{}"))).toEqual([404, "hook.notFound"]);
  });

  test("checks the caller by the draft, and tells who listens why one was refused", async () => {
    const { id, url } = await draft({ auth: "hmac", authHeader: "X-Signature" }, SECRET);
    const stream = await listen(id);
    expect((await post(url, "{}", { "x-signature": "beef", "x-typo": SECRET })).status).toBe(401);
    const signature = createHmac("sha256", SECRET).update("{}").digest("hex");
    expect((await post(url, "{}", { "x-signature": signature })).status).toBe(200);
    const [refused, call] = await heard(stream, 2);
    expect(refused).toMatchObject({
      kind: "refused",
      reason: "wrong",
      payload: { headers: { "x-signature": "beef" } },
    });
    expect(call).toMatchObject({ kind: "call" });
    expect(JSON.stringify([refused, call])).not.toContain(SECRET);
    stream.close();
  });

  test("answers a service as it expects, and takes a mere trial for no sample", async () => {
    const { id, url } = await draft({ auth: "github" }, SECRET);
    const stream = await listen(id);
    const signature = `sha256=${createHmac("sha256", SECRET).update("{}").digest("hex")}`;
    const headers = { "x-hub-signature-256": signature, "x-github-event": "ping" };
    expect((await post(url, "{}", headers)).status).toBe(200);
    expect(await heard(stream)).toEqual([{ kind: "trial" }]);
    expect(await sampleOf(id)).toBeUndefined();
    stream.close();
  });

  test("takes what the draft says now, not what is published", async () => {
    const { id, hook } = await leeway.publish(flow({ method: "POST" }));
    const saved = await leeway.api("GET", `/workflows/${id}`);
    await leeway.api("PUT", `/workflows/${id}`, { revision: saved.revision, document: flow({ method: "GET" }) });
    const { items } = await leeway.api("GET", `/workflows/${id}/hooks`);
    const stream = await listen(id);
    expect((await post(items[0].testUrl, "{}")).status).toBe(405);
    expect((await fetch(items[0].testUrl)).status).toBe(200);
    expect((await post(hook, "{}")).status).toBe(202);
    expect((await heard(stream, 2)).map(({ kind, reason }) => [kind, reason])).toEqual([
      ["refused", "method"],
      ["call", undefined],
    ]);
    stream.close();
  });
});

test("a webhook's owner sees what was refused there, and why, the latest first", async () => {
  const { id, hook } = await leeway.publish(flow({ method: "POST" }));
  const before = Date.now();
  await fetch(hook);
  await fetch(hook);
  await post(hook, "{oops");
  const { items } = await leeway.api("GET", `/workflows/${id}/hooks`);
  expect(items[0].refused).toMatchObject([
    { reason: "unreadable", count: 1 },
    { reason: "method", count: 2 },
  ]);
  expect(Date.parse(items[0].refused[0].lastAt)).toBeGreaterThanOrEqual(before);
  expect(leeway.log.match(/call of a webhook refused/g)).toHaveLength(2);
});
