import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { Leeway, apiKey, eventually } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

describe("what watches over the process", () => {
  test("learns that it lives and takes new work", async () => {
    for (const path of ["/health/live", "/health/ready"]) {
      const answer = await fetch(leeway.origin + path);
      expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
    }
  });

  test("reads the numbers from this machine, from elsewhere with an API key only", async () => {
    const near = await fetch(`${leeway.origin}/metrics`);
    expect([near.status, near.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/plain")]);
    expect(await near.text()).toMatch(/^leeway_info\{version="\d+\.\d+\.\d+"\} 1$/m);
    for (const by of [{ "x-forwarded-for": "203.0.113.7" }, { forwarded: "for=203.0.113.7" }]) {
      const far = await fetch(`${leeway.origin}/metrics`, { headers: by });
      expect([far.status, ((await far.json()) as { code: string }).code]).toEqual([401, "auth.required"]);
      const known = await fetch(`${leeway.origin}/metrics`, { headers: { ...by, authorization: `Bearer ${apiKey}` } });
      expect(known.status).toBe(200);
    }
  });

  test("sees how many runs are driven now", async () => {
    const waiting: (() => void)[] = [];
    const far = await new FarEnd((_nth, response) => void waiting.push(() => response.end("{}"))).open();
    const nodes = [node("in", "trigger.manual"), node("call", "http.request", { method: "GET", url: far.url })];
    const { id } = await leeway.api("POST", "/workflows", { document: document("Slow", nodes, chain("in", "call")) });
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    const go = await eventually("the call", async () => waiting[0]);
    const held = async () =>
      /^leeway_runs_held (\d+)$/m.exec(await (await fetch(`${leeway.origin}/metrics`)).text())?.[1];
    expect(await held()).toBe("1");
    go();
    await leeway.settled(runId);
    await eventually("nothing held", async () => (await held()) === "0");
    far.close();
  });

  test("counts how runs end, what reaches webhooks, and what waits for a limit and for the disk", async () => {
    const numbers = async () => (await fetch(`${leeway.origin}/metrics`)).text();
    const valueOf = (text: string, name: string) =>
      Number(
        text
          .split("\n")
          .find((line) => line.startsWith(`${name} `))
          ?.slice(name.length + 1) ?? NaN,
      );
    const trigger = node("in", "trigger.webhook", { method: "POST", dedupe: "{{ trigger.body.id }}" });
    const stop = node("stop", "logic.stop", { status: "failed", message: "no" });
    const { hook } = await leeway.publish(document("Counted", [trigger, stop], chain("in", "stop")));
    const before = await numbers();
    const send = (id: number, method = "POST") =>
      fetch(hook, {
        method,
        headers: { "content-type": "application/json" },
        ...(method === "POST" && { body: JSON.stringify({ id }) }),
      });
    const { runId } = (await (await send(1)).json()) as { runId: string };
    expect((await leeway.settled(runId)).status).toBe("failed");
    expect((await send(1)).status).toBe(202);
    expect((await send(2, "GET")).status).toBe(405);
    expect((await fetch(`${leeway.origin}/hooks/nobody`, { method: "POST", body: "x".repeat(2_000_000) })).status).toBe(
      413,
    );
    const grown = async (name: string) => valueOf(await numbers(), name) - valueOf(before, name);
    expect(await grown('leeway_runs_finished_total{status="failed"}')).toBe(1);
    expect(await grown('leeway_runs_finished_total{status="succeeded"}')).toBe(0);
    await eventually("both refusals", async () => (await grown('leeway_hook_requests_total{outcome="refused"}')) === 2);
    expect(await grown('leeway_hook_requests_total{outcome="accepted"}')).toBe(1);
    expect(await grown('leeway_hook_requests_total{outcome="repeated"}')).toBe(1);
    expect(valueOf(before, "leeway_writer_queue_length")).toBe(0);
    expect(before).toContain("nodejs_eventloop_lag_seconds");
  });

  test("sees each token's limit by the id that the API gives it, and never the token", async () => {
    const token = "a-token-of-the-health-test";
    const data = { token, baseUrl: "sandbox:" };
    const { id } = await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Seen", data });
    await leeway.api("POST", `/credentials/${id}/test`);
    const { items } = await leeway.api("GET", "/limits");
    const limit = (items as { id: string; credentialIds: string[] }[]).find((one) => one.credentialIds.includes(id));
    const text = await (await fetch(`${leeway.origin}/metrics`)).text();
    expect(text).toContain(`leeway_limiter_sent60{pool="${limit?.id}"} 1`);
    expect(text).toContain(`leeway_limiter_waiting{pool="${limit?.id}",lane="critical"} 0`);
    expect(text).not.toContain(token);
  });
});
