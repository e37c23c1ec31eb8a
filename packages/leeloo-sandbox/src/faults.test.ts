import { describe, expect, test } from "vitest";
import type { FaultKind } from "./faults.js";
import { demo, served } from "./testing/served.js";

const olena = { name: "Олена", leadgentool_id: demo.leadgentool };

describe("a fault", () => {
  test.each<[FaultKind, number, RegExp]>([
    ["html", 200, /^<!doctype html>/],
    ["status0", 200, /^\{"status":0/],
    [401, 401, /^\{"status":0,"message":"Unauthorized"\}$/],
    [403, 403, /^\{"status":0,"message":"Forbidden"\}$/],
    [404, 404, /^\{"status":0,"message":"Not found"\}$/],
    [422, 422, /^\{"status":0,"message":"Validation failed"\}$/],
    [429, 429, /^Too many requests, please try again later\.$/],
    [500, 500, /Internal Server Error/],
    [503, 503, /Unavailable/],
  ])("%s answers in place of the operation, once", async (kind, status, text) => {
    const { send, sandbox } = await served();
    sandbox.failNext({ with: kind });
    const came = await send("POST", "/people", olena);
    expect(came.status).toBe(status);
    expect(came.text).toMatch(text);
    expect(sandbox.snapshot().people).toHaveLength(4);
    expect(sandbox.requests()[0]).toMatchObject({ status, fault: kind });
    expect((await send("POST", "/people", olena)).json.status).toBe(1);
  });

  test("cutBefore breaks the connection and does nothing", async () => {
    const { send, sandbox } = await served();
    sandbox.failNext({ with: "cutBefore" });
    await expect(send("POST", "/people", olena)).rejects.toThrow("fetch failed");
    expect(sandbox.snapshot().people).toHaveLength(4);
    expect(sandbox.requests()[0]).toMatchObject({ status: 0, answer: null, fault: "cutBefore" });
  });

  test("cutAfter breaks the connection after all was done", async () => {
    const { send, sandbox } = await served();
    sandbox.failNext({ with: "cutAfter" });
    await expect(send("POST", "/people", olena)).rejects.toThrow("fetch failed");
    expect(sandbox.snapshot().people).toHaveLength(5);
    expect(sandbox.requests()[0]).toMatchObject({ status: 200, fault: "cutAfter" });
  });

  test("slow does the work at once and answers later", async () => {
    const { send, sandbox } = await served();
    sandbox.failNext({ with: "slow", ms: 1_000 });
    const start = performance.now();
    let answered = false;
    const answer = send("POST", "/people", olena).finally(() => (answered = true));
    while (sandbox.snapshot().people.length === 4) await new Promise((done) => setTimeout(done, 5));
    expect(answered).toBe(false);
    expect((await answer).json.status).toBe(1);
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  });

  test("befalls only what fits, as often as it says", async () => {
    const { send, sandbox } = await served();
    sandbox.failNext({ match: { method: "put", path: "/people/*/add-tag" }, with: 503, times: 2 });
    const tag = async () =>
      (await send("PUT", "/people/66fac2b853d5470e1ed207a0/add-tag", { tag_id: demo.tagVip })).status;
    expect((await send("GET", "/tags?limit=1")).status).toBe(200);
    expect([await tag(), await tag(), await tag()]).toEqual([503, 503, 200]);
  });

  test("is shown with the times that are left, until it is called off", async () => {
    const { send, sandbox } = await served();
    sandbox.failNext({ match: { path: "/tags" }, with: 503, times: 3 });
    sandbox.failNext({ with: 403 });
    await send("GET", "/tags");
    expect(sandbox.faults()).toEqual([
      { match: { path: "/tags" }, with: 503, times: 2 },
      { with: 403, times: 1 },
    ]);
    sandbox.mend();
    expect(sandbox.faults()).toEqual([]);
    expect((await send("GET", "/tags")).status).toBe(200);
  });

  test("is forgotten at a reset", async () => {
    const { send, sandbox } = await served();
    sandbox.failNext({ with: 500, times: 10 });
    sandbox.reset();
    expect((await send("GET", "/tags")).status).toBe(200);
  });
});

test("hundreds of people at the same moment get ids of their own", async () => {
  const { add, sandbox } = await served();
  const made = await Promise.all(Array.from({ length: 200 }, () => add()));
  expect(new Set(made.map(({ id }) => id)).size).toBe(200);
  expect(sandbox.snapshot().people).toHaveLength(204);
});
