import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { Leeway } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

async function run(params: Record<string, unknown>, payload: unknown = {}) {
  const { id } = await leeway.publish(
    document("Code", [node("in", "trigger.manual"), node("code", "logic.code", params)], chain("in", "code")),
  );
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload });
  const settled = await leeway.settled(runId);
  return { settled, step: await leeway.api("GET", `/runs/${runId}/steps/code`) };
}

test("a step computes in JavaScript with values of the run, and keeps what it writes", async () => {
  const source = "console.log(`${input.items.length} {{ rows }}`);\nreturn input.items.map((x) => x * input.by);";
  const { settled, step } = await run({ source, input: { items: "{{ trigger.items }}", by: 2 } }, { items: [1, 2, 3] });
  expect(settled.status).toBe("succeeded");
  expect(step.output).toEqual({ result: [2, 4, 6], logs: ["3 {{ rows }}"] });
});

test("a step whose code throws says in which line, in the reader's words", async () => {
  const { settled } = await run({ source: "const a = null;\nreturn a.b;", input: {} });
  expect(settled).toMatchObject({ status: "failed", error: { code: "code.failed", nodeId: "code" } });
  expect(settled.error.message).toMatch(/line 2: TypeError/);
});

test("a step whose code never ends is stopped, and others are answered meanwhile", async () => {
  const endless = run({ source: "for (;;) {}", input: {}, timeoutSeconds: 2 });
  await new Promise((resolve) => setTimeout(resolve, 800));
  const before = Date.now();
  expect((await fetch(`${leeway.origin}/health/live`)).status).toBe(200);
  expect(Date.now() - before).toBeLessThan(1_000);
  const { settled, step } = await endless;
  expect(settled).toMatchObject({ status: "failed", error: { code: "code.timeout" } });
  // Step and run say how long it was at it.
  for (const { startedAt, finishedAt } of [step, settled])
    expect(Date.parse(finishedAt) - Date.parse(startedAt)).toBeGreaterThanOrEqual(1_900);
});

test("code that eats memory, does not parse or answers with a function fails with the reason, and the next runs", async () => {
  const codes = [];
  for (const source of [
    "const a = []; for (;;) a.push(Array(1e5).fill(1));",
    "return (;",
    "return () => 1;",
    "return 1;",
  ])
    codes.push((await run({ source, input: {} })).settled.error?.code ?? "done");
  expect(codes).toEqual(["code.memory", "code.failed", "code.noValue", "done"]);
});
