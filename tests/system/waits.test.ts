import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

const wait = (params: Record<string, unknown>, extra: Record<string, unknown> = {}) =>
  node("wait", "logic.wait", params, extra);
const set = (id: string, fields: Record<string, unknown>, extra: Record<string, unknown> = {}) =>
  node(id, "logic.set", { fields: Object.entries(fields).map(([name, value]) => ({ name, value })) }, extra);
const address = set("address", { url: "{{ run.callbackUrls.wait }}" });

async function start(nodes: unknown[], links: unknown[], payload: unknown = {}): Promise<string> {
  const { id } = await leeway.publish(document("Wait", [node("in", "trigger.manual"), ...nodes], links));
  return (await leeway.api("POST", `/workflows/${id}/runs`, { payload })).runId;
}
const step = (runId: string, key: string) => leeway.api("GET", `/runs/${runId}/steps/${key}`);
const waiting = (runId: string, key = "wait") =>
  eventually(`${key} waits`, async () => {
    const found = await step(runId, key);
    return found.status === "waiting" && found;
  });
/** Under the port that is the server's now. */
const urlOf = async (runId: string) => leeway.origin + new URL((await step(runId, "address")).output.url).pathname;
const post = async (url: string, body: unknown = {}, method = "POST") => {
  const answer = await fetch(url, {
    method,
    ...(method !== "GET" && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const untilCalled = (more: Record<string, unknown> = {}) =>
  start(
    [
      address,
      wait({ mode: "callback", ...more }),
      set("after", { got: "{{ steps.wait.body.answer }}" }),
      set("late", { x: 1 }),
    ],
    [
      ...chain("in", "address", "wait", "after"),
      ...(more["timeout"] ? [edge("wait", "late", "timeout")] : [edge("in", "late")]),
    ],
  );

describe("a wait for a while", () => {
  test("goes on by itself when it is over, and says until when it lasts", async () => {
    const runId = await start([wait({ mode: "duration", amount: 1, unit: "seconds" })], chain("in", "wait"));
    const { waitingFor } = await waiting(runId);
    expect(waitingFor).toMatchObject({ reason: "time", until: expect.any(String) });
    const run = await leeway.settled(runId);
    expect(run.status).toBe("succeeded");
    expect(Date.parse(run.finishedAt)).toBeGreaterThanOrEqual(Date.parse(waitingFor.until));
  });

  test("lasts over a restart", async () => {
    const runId = await start([wait({ mode: "duration", amount: 3, unit: "seconds" })], chain("in", "wait"));
    const { waitingFor } = await waiting(runId);
    await leeway.kill();
    await leeway.start();
    const run = await leeway.settled(runId);
    expect(run.status).toBe("succeeded");
    expect((await step(runId, "wait")).output).toEqual({ until: waitingFor.until });
    expect(Date.parse(run.finishedAt)).toBeGreaterThanOrEqual(Date.parse(waitingFor.until));
  });

  test("of a hundred years is refused when the run comes to it", async () => {
    const runId = await start([wait({ mode: "duration", amount: "{{ 5200 }}", unit: "weeks" })], chain("in", "wait"));
    expect(await leeway.settled(runId)).toMatchObject({ status: "failed", error: { code: "wait.tooLong" } });
  });
});

describe("a wait for a call", () => {
  test("goes on with what the call carries", async () => {
    const runId = await untilCalled();
    await waiting(runId);
    const url = `${await urlOf(runId)}?from=site`;
    expect(await post(url, { answer: 42 })).toEqual({ status: 200, body: { runId } });
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect((await step(runId, "after")).output).toEqual({ got: 42 });
    expect((await step(runId, "wait")).output).toMatchObject({
      body: { answer: 42 },
      query: { from: "site" },
      method: "POST",
      receivedAt: expect.any(String),
    });
  });

  test("counts the first of several, and says so to the others", async () => {
    const runId = await untilCalled();
    await waiting(runId);
    const url = await urlOf(runId);
    const answers = await Promise.all([1, 2, 3].map((answer) => post(url, { answer })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [first, ...others] = [1, 2, 3].filter((answer) => answers[answer - 1]?.body["duplicate"] !== true);
    expect([typeof first, others]).toEqual(["number", []]);
    await leeway.settled(runId);
    // Who is not told that somebody was before them is whom the run goes on with.
    expect((await step(runId, "after")).output).toEqual({ got: first });
    expect(await post(url, { answer: 4 })).toEqual({ status: 200, body: { runId, duplicate: true } });
    expect((await step(runId, "after")).output).toEqual({ got: first });
  });

  test("is kept where it comes before the step waits, over a restart too", async () => {
    const runId = await start(
      [
        address,
        node("before", "logic.wait", { mode: "duration", amount: 3, unit: "seconds" }),
        wait({ mode: "callback" }),
      ],
      chain("in", "address", "before", "wait"),
    );
    await waiting(runId, "before");
    expect((await post(await urlOf(runId), { answer: "early" })).status).toBe(200);
    await leeway.kill();
    await leeway.start();
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect((await step(runId, "wait")).output).toMatchObject({ body: { answer: "early" } });
  });

  test("is reached by an address that a restart leaves as it is", async () => {
    const runId = await untilCalled();
    await waiting(runId);
    await leeway.kill();
    await leeway.start();
    expect((await post(await urlOf(runId), { answer: 7 })).status).toBe(200);
    await leeway.settled(runId);
    expect((await step(runId, "after")).output).toEqual({ got: 7 });
  });

  test("takes another way when it is too late, and a call after that is told so", async () => {
    const runId = await untilCalled({ timeout: 1, timeoutUnit: "seconds" });
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect(await step(runId, "wait")).toMatchObject({ port: "timeout", output: { timedOut: true } });
    expect((await step(runId, "late")).status).toBe("succeeded");
    expect((await step(runId, "after")).status).toBe("skipped");
    expect(await post(await urlOf(runId))).toMatchObject({ status: 410, body: { code: "hook.tooLate" } });
  });

  test("keeps its last moment, whatever happens to the run meanwhile", async () => {
    const runId = await untilCalled({ timeout: 60, timeoutUnit: "seconds" });
    const { waitingFor } = await waiting(runId);
    await leeway.kill();
    await leeway.start();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await step(runId, "wait")).waitingFor).toEqual(waitingFor);
  });

  test("of a cancelled run comes too late", async () => {
    const runId = await untilCalled();
    await waiting(runId);
    const url = await urlOf(runId);
    await leeway.api("POST", `/runs/${runId}/cancel`);
    await leeway.settled(runId);
    expect((await post(url)).status).toBe(410);
  });

  test("is refused under a wrong address, and looking at it is no call", async () => {
    const runId = await untilCalled();
    await waiting(runId);
    const url = await urlOf(runId);
    const other = await urlOf(await untilCalled());
    const mark = (text: string) => text.slice(text.lastIndexOf("."));
    for (const wrong of [
      url.slice(0, -1),
      url + "x",
      url.replace(mark(url), mark(other)),
      url.replace(".wait.", ".after."),
    ])
      expect([wrong, (await post(wrong)).status]).toEqual([wrong, 404]);
    expect((await fetch(url, { method: "HEAD" })).status).toBe(204);
    expect((await step(runId, "wait")).status).toBe("waiting");
  });

  test("has an address for each item of a loop", async () => {
    const inside = { parent: "loop" };
    const runId = await start(
      [
        node("loop", "logic.each", {
          items: "{{ trigger.items }}",
          concurrency: 2,
          collect: "{{ steps.wait.body.answer }}",
        }),
        set("address", { url: "{{ run.callbackUrls.wait }}" }, inside),
        wait({ mode: "callback" }, inside),
      ],
      [...chain("in", "loop"), edge("loop", "address", "item"), edge("address", "wait")],
      { items: ["a", "b"] },
    );
    const urls: string[] = [];
    for (const index of [0, 1]) {
      await waiting(runId, `wait[${index}]`);
      urls.push(leeway.origin + new URL((await step(runId, `address[${index}]`)).output.url).pathname);
    }
    for (const [index, url] of [...urls.entries()].toReversed()) await post(url, { answer: `answer ${index}` });
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect((await step(runId, "loop")).output.results).toEqual(["answer 0", "answer 1"]);
    // The items have ended: that they were called stands in the log alone.
    const again = await Promise.all(urls.map((url) => post(url)));
    expect(again).toEqual(urls.map(() => ({ status: 200, body: { runId, duplicate: true } })));
    expect((await post(urls[0] ?? "")).status).not.toBe(404);
  });
});

describe("a wait for a person", () => {
  const asked = () =>
    start(
      [wait({ mode: "approval", message: "Надіслати 5000 людям?" }), set("yes", { x: 1 }), set("no", { x: 1 })],
      [...chain("in", "wait", "yes"), edge("wait", "no", "rejected")],
    );
  const decide = (runId: string, body: unknown, key = "wait") =>
    leeway.call("POST", `/runs/${runId}/steps/${key}/approve`, body);

  test("goes on with a yes and what the person adds, and shows what is asked", async () => {
    const runId = await asked();
    const { input, waitingFor } = await waiting(runId);
    expect(input).toMatchObject({ message: "Надіслати 5000 людям?" });
    expect(waitingFor).toEqual({ reason: "approval", until: null });
    expect((await decide(runId, { approved: true, data: { only: 100 } })).status).toBe(202);
    await leeway.settled(runId);
    expect(await step(runId, "wait")).toMatchObject({
      port: "main",
      output: { approved: true, data: { only: 100 }, at: expect.any(String) },
    });
    expect((await step(runId, "yes")).status).toBe("succeeded");
    expect((await step(runId, "no")).status).toBe("skipped");
  });

  test("takes the other way with a no", async () => {
    const runId = await asked();
    await waiting(runId);
    await decide(runId, { approved: false });
    await leeway.settled(runId);
    expect((await step(runId, "no")).status).toBe("succeeded");
    expect((await step(runId, "yes")).status).toBe("skipped");
  });

  test("is decided once, by the first of two", async () => {
    const runId = await asked();
    await waiting(runId);
    const answers = await Promise.all([decide(runId, { approved: true }), decide(runId, { approved: false })]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409]);
    await leeway.settled(runId);
    const late = await decide(runId, { approved: true });
    expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([409, "step.notAsking"]);
  });

  test("is nothing that a step without a question, or none at all, could get", async () => {
    const runId = await untilCalled();
    await waiting(runId);
    expect((await decide(runId, { approved: true })).status).toBe(409);
    expect((await decide(runId, { approved: true }, "nobody")).status).toBe(404);
    expect((await decide(runId, { approved: "yes" })).status).toBe(422);
  });
});
