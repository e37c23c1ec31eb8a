import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Leeway } from "./leeway.js";
import { chain, document, greeting, node } from "./documents.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const post = (url: string, body: unknown, headers: Record<string, string> = { "content-type": "application/json" }) =>
  fetch(url, { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) });

describe("a published webhook", () => {
  test("is answered by the respond step of the branch that was taken", async () => {
    const { hook } = await leeway.publish(greeting);
    const big = await post(hook, { name: " Оксана ", total: "1490" });
    expect([big.status, big.headers.get("x-kind"), await big.json()]).toEqual([
      200,
      "big",
      { text: "Дякуємо, Оксана!" },
    ]);
    const small = await post(hook, { name: "Іван", total: 5 });
    expect([small.status, await small.json()]).toEqual([201, { text: "Вітаємо, Іван!" }]);
  });

  test("shows every step of its run with what went in and came out", async () => {
    const { id, hook } = await leeway.publish(greeting);
    await post(hook, { name: "Іван", total: 5 });
    const { items } = await leeway.api("GET", `/runs?workflowId=${id}`);
    const run = await leeway.settled(items[0].id);
    expect(run).toMatchObject({
      status: "succeeded",
      workflowId: id,
      version: 1,
      trigger: "order",
      handledErrors: 0,
      rehearsal: false,
    });
    const steps = (await leeway.api("GET", `/runs/${run.id}/steps`)).items;
    const status = Object.fromEntries(
      steps.map((step: { nodeId: string; status: string }) => [step.nodeId, step.status]),
    );
    expect(status).toEqual({
      order: "succeeded",
      who: "succeeded",
      big: "succeeded",
      thanks: "skipped",
      hello: "succeeded",
    });
    const who = await leeway.api("GET", `/runs/${run.id}/steps/who`);
    expect(who.output).toEqual({ name: "Іван", total: 5 });
  });

  test("answers 202 with the run's id when it only accepts", async () => {
    const { hook } = await leeway.publish(
      document(
        "Accept",
        [
          node("in", "trigger.webhook", { respond: "accepted" }),
          node("s", "logic.set", { fields: [{ name: "a", value: 1 }] }),
        ],
        chain("in", "s"),
      ),
    );
    const answer = await post(hook, {});
    expect(answer.status).toBe(202);
    await leeway.settled(((await answer.json()) as { runId: string }).runId, ["succeeded"]);
  });

  test("answers with the output of the last step", async () => {
    const { hook } = await leeway.publish(
      document(
        "Last",
        [
          node("in", "trigger.webhook", { respond: "last" }),
          node("s", "logic.set", { fields: [{ name: "a", value: "{{ 1 + 1 }}" }] }),
        ],
        chain("in", "s"),
      ),
    );
    const answer = await post(hook, {});
    expect([answer.status, await answer.json()]).toEqual([200, { a: 2 }]);
  });

  test("keeps its address over publish, unpublish and rename, and is unknown while unpublished", async () => {
    const { id, hook } = await leeway.publish(greeting);
    await leeway.api("POST", `/workflows/${id}/unpublish`);
    expect((await post(hook, {})).status).toBe(404);
    const saved = await leeway.api("GET", `/workflows/${id}`);
    await leeway.api("PUT", `/workflows/${id}`, {
      revision: saved.revision,
      document: { ...saved.document, name: "Renamed" },
    });
    await leeway.api("POST", `/workflows/${id}/publish`);
    expect((await post(hook, { name: "a", total: 1 })).status).toBe(201);
  });
});

describe("a webhook given something bad answers clearly and makes no run:", () => {
  let hook = "";
  let id = "";
  beforeAll(async () => ({ id, hook } = await leeway.publish(greeting)));
  const deep = (n: number) => "[".repeat(n) + "]".repeat(n);

  test.each([
    ["a body that is no JSON", "{oops", 400],
    ["a body that is too large", JSON.stringify({ text: "x".repeat(1_100_000) }), 413],
    ["a body that is too deep", `{"a":${deep(70)}}`, 400],
    ["a body with __proto__", '{"__proto__":{"admin":true}}', 400],
  ])("%s", async (_what, body, status) => {
    const before = (await leeway.api("GET", `/runs?workflowId=${id}`)).items.length;
    const answer = await post(hook, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    const problem = (await answer.json()) as Record<string, unknown>;
    expect(problem).toMatchObject({
      status,
      code: expect.any(String),
      title: expect.any(String),
      detail: expect.any(String),
    });
    expect((await leeway.api("GET", `/runs?workflowId=${id}`)).items.length).toBe(before);
  });

  test("an unknown key", async () => {
    expect((await post(`${leeway.origin}/hooks/nobody-knows-this-key`, {})).status).toBe(404);
  });
});
