import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer, type Server } from "node:http";
import { Leeway, eventually } from "./leeway.js";
import { chain, document, node } from "./documents.js";

/** A far end that counts what arrives and answers after `delay` ms. */
let far: Server;
let farUrl = "";
let delay = 0;
const arrivals = new Map<string, number>();
beforeAll(async () => {
  far = createServer((request, response) => {
    let body = "";
    request.on("data", (text: Buffer) => (body += text.toString()));
    request.on("end", () => {
      const { id } = JSON.parse(body) as { id: string };
      arrivals.set(id, (arrivals.get(id) ?? 0) + 1);
      setTimeout(() => response.setHeader("content-type", "application/json").end(JSON.stringify({ id })), delay);
    });
  });
  await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
  const address = far.address();
  farUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`;
});

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(async () => {
  await leeway.close();
  far.closeAllConnections();
  far.close();
});

const caller = (respond = "accepted") =>
  document(
    "Caller",
    [
      node("in", "trigger.webhook", { respond }),
      node("before", "logic.set", { fields: [{ name: "id", value: "{{ trigger.body.id }}" }] }),
      node("call", "http.request", {
        method: "POST",
        url: farUrl,
        bodyFormat: "json",
        body: { id: "{{ steps.before.id }}" },
      }),
      node("after", "logic.set", { fields: [{ name: "done", value: "{{ steps.call.body.id }}" }] }),
    ],
    chain("in", "before", "call", "after"),
  );

const send = async (hook: string, id: string) => {
  const answer = await fetch(hook, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id }),
  });
  return answer.status === 202 ? ((await answer.json()) as { runId: string }).runId : undefined;
};

test("a server killed under load again and again loses no accepted event, repeats no call, and shows every doubt", async () => {
  delay = 20;
  const { id, hook: first } = await leeway.publish(caller());
  const accepted = new Map<string, string>();
  for (let round = 0; round < 4; round++) {
    const hook = first;
    let going = true;
    const load = Array.from({ length: 8 }, async (_, worker) => {
      for (let n = 0; going; n++) {
        const key = `${round}-${worker}-${n}`;
        const runId = await send(hook, key).catch(() => undefined);
        if (runId) accepted.set(runId, key);
        else if (!going) return;
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 300 + 170 * round));
    // In less than that a busy machine takes next to nothing.
    await eventually("some load", async () => accepted.size > 15 * (round + 1));
    await leeway.kill("SIGKILL");
    going = false;
    await Promise.all(load);
    await leeway.start();
  }
  expect(accepted.size).toBeGreaterThan(50);
  await eventually("no run that still moves", async () => {
    for (const status of ["queued", "running", "waiting"])
      if ((await leeway.api("GET", `/runs?workflowId=${id}&status=${status}&limit=1`)).items.length) return false;
    return true;
  });
  for (const [runId, key] of accepted) {
    const run = await leeway.api("GET", `/runs/${runId}`);
    const arrived = arrivals.get(key) ?? 0;
    expect({ key, status: run.status, arrived }).toEqual(
      run.status === "needs_attention"
        ? { key, status: "needs_attention", arrived: expect.any(Number) }
        : { key, status: "succeeded", arrived: 1 },
    );
  }
  expect(Math.max(...arrivals.values())).toBe(1);
});

test("a call that was cut off is unknown, and each of the three answers settles it", async () => {
  delay = 5_000;
  const { hook } = await leeway.publish(caller());
  const keys = { done: "cut-done", retry: "cut-retry", fail: "cut-fail" };
  const [done = "", retry = "", fail = ""] = await Promise.all([
    send(hook, keys.done),
    send(hook, keys.retry),
    send(hook, keys.fail),
  ]);
  const runs = { done, retry, fail };
  await eventually("all three calls at the far end", async () =>
    Object.values(keys).every((key) => arrivals.get(key) === 1),
  );
  await leeway.kill("SIGKILL");
  delay = 0;
  await leeway.start();
  for (const runId of Object.values(runs)) {
    await leeway.settled(runId, ["needs_attention"]);
    expect(await leeway.api("GET", `/runs/${runId}/steps/call`)).toMatchObject({
      status: "unknown",
      error: { code: "step.interrupted" },
    });
  }
  await leeway.api("POST", `/runs/${runs.done}/steps/call/resolve`, {
    as: "done",
    output: { body: { id: "by hand" } },
  });
  await leeway.api("POST", `/runs/${runs.retry}/steps/call/resolve`, { as: "retry" });
  await leeway.api("POST", `/runs/${runs.fail}/steps/call/resolve`, { as: "fail" });
  await leeway.settled(runs.done, ["succeeded"]);
  await leeway.settled(runs.retry, ["succeeded"]);
  await leeway.settled(runs.fail, ["failed"]);
  expect((await leeway.api("GET", `/runs/${runs.done}/steps/after`)).output).toEqual({ done: "by hand" });
  expect(Object.values(keys).map((key) => arrivals.get(key))).toEqual([1, 2, 1]);
  const again = await leeway.call("POST", `/runs/${runs.done}/steps/call/resolve`, { as: "retry" });
  expect(again.status).toBe(409);
});

test("SIGTERM ends the server with 0 while a call is in flight", async () => {
  delay = 1_500;
  const { hook } = await leeway.publish(caller());
  const runId = await send(hook, "term");
  await eventually("the call at the far end", async () => arrivals.get("term") === 1);
  expect(await leeway.kill("SIGTERM")).toBe(0);
  delay = 0;
  await leeway.start();
  await leeway.settled(runId ?? "", ["succeeded"]);
  expect(arrivals.get("term")).toBe(1);
});

test("a caller who waits while the server stops is told that its run is kept, and need not send again", async () => {
  delay = 1_000;
  const { hook } = await leeway.publish(caller("last"));
  const waiting = fetch(hook, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: "waits" }),
  });
  await eventually("the call at the far end", async () => arrivals.get("waits") === 1);
  const stopped = leeway.kill("SIGTERM");
  const answer = await waiting;
  const { runId, url } = (await answer.json()) as { runId: string; url: string };
  expect([answer.status, url]).toEqual([202, `${leeway.origin}/runs/${runId}`]);
  expect(await stopped).toBe(0);
  delay = 0;
  await leeway.start();
  await leeway.settled(runId, ["succeeded"]);
  expect(arrivals.get("waits")).toBe(1);
});
