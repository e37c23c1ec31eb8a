import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { eventually, Leeway } from "./leeway.js";

/** Each is another than the one without a setting. */
const bounds = {
  LEEWAY_MAX_LOOP_ITEMS: "3",
  LEEWAY_MAX_PAYLOAD_MB: "2",
  LEEWAY_MAX_OUTPUT_MB: "1",
  LEEWAY_MAX_RUN_DAYS: "2",
  LEEWAY_MAX_DEPTH: "8",
};
const leeway = new Leeway();
beforeAll(() => leeway.start(bounds));
afterAll(() => leeway.close());

const on = node("on", "logic.set", { fields: [{ name: "x", value: 1 }] });
const ran = async (nodes: unknown[], edges: unknown[], until = ["succeeded", "failed", "waiting"]) => {
  const { id } = await leeway.publish(document("Bound", [node("in", "trigger.manual"), ...nodes], edges));
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
  return leeway.settled(runId, until);
};
const looped = (items: number[]) =>
  ran(
    [node("loop", "logic.each", { items }), { ...on, parent: "loop" }],
    [edge("in", "loop"), edge("loop", "on", "item")],
  );
const made = (megabytes: number) =>
  ran(
    [node("big", "logic.set", { fields: [{ name: "x", value: `{{ 'x' | repeat(${megabytes * 1_000_000}) }}` }] })],
    chain("in", "big"),
  );
const waited = (days: number) =>
  ran([node("wait", "logic.wait", { mode: "duration", amount: `{{ ${days} }}`, unit: "days" })], chain("in", "wait"));

test("the environment's bounds hold for loops, outputs and lengths of runs", async () => {
  expect(await looped([1, 2, 3])).toMatchObject({ status: "succeeded" });
  expect(await looped([1, 2, 3, 4])).toMatchObject({ error: { code: "loop.tooManyItems", values: { limit: 3 } } });
  expect(await made(0.9)).toMatchObject({ status: "succeeded" });
  expect(await made(1.1)).toMatchObject({ error: { code: "step.outputTooLarge" } });
  expect(await waited(1)).toMatchObject({ status: "waiting" });
  expect(await waited(3)).toMatchObject({ error: { code: "wait.tooLong" } });
});

test("a wait that no run lasts here is refused before it goes live, with where and what to do", async () => {
  const tooLong = node("wait", "logic.wait", { mode: "duration", amount: 3, unit: "days" }, { name: "A while" });
  const drawn = document("Long", [node("in", "trigger.manual"), tooLong], chain("in", "wait"));
  const { id } = await leeway.api("POST", "/workflows", { document: drawn });
  const answer = await leeway.call("POST", `/workflows/${id}/publish`);
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    {
      errors: [
        {
          code: "wait.tooLong",
          path: "document.nodes[wait].params.amount",
          message: expect.stringMatching(/^A while: A run may last 2 days at most.*Choose a shorter wait/),
        },
      ],
    },
  ]);
  expect(await leeway.api("POST", `/workflows/${id}/validate`)).toMatchObject({
    problems: [{ code: "wait.tooLong", severity: "error" }],
  });
});

test("and for what is handed over to another workflow, of which no run is made then", async () => {
  const { id: called } = await leeway.publish(
    document("Called", [node("called", "trigger.workflow", { inputs: [] }), on], chain("called", "on")),
  );
  const handed = (megabytes: number) => {
    const half = `{{ 'x' | repeat(${megabytes * 500_000}) }}`;
    const call = node("call", "logic.workflow", { workflowId: called, input: { a: half, b: half }, wait: false });
    return ran([call], chain("in", "call"), ["succeeded", "failed"]);
  };
  expect(await handed(0.9)).toMatchObject({ status: "succeeded" });
  expect(await handed(1.1)).toMatchObject({
    status: "failed",
    error: { code: "workflow.inputTooLarge", nodeId: "call", message: expect.stringContaining("at most 1 MB") },
  });
  expect((await leeway.api("GET", `/runs?workflowId=${called}`)).items).toHaveLength(1);
});

test("and for the size and the depth of what comes in", async () => {
  const { hook } = await leeway.publish(document("In", [node("in", "trigger.webhook"), on], chain("in", "on")));
  const send = async (body: unknown) => {
    const headers = { "content-type": "application/json" };
    return (await fetch(hook, { method: "POST", headers, body: JSON.stringify(body) })).status;
  };
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  expect(await send("x".repeat(1_900_000))).toBe(202);
  expect(await send("x".repeat(2_200_000))).toBe(413);
  expect(await send(deep(8))).toBe(202);
  expect(await send(deep(9))).toBe(400);
});

test("of the runs of a workflow so many are kept as is set, also by a server that starts anew", async () => {
  const { id } = await leeway.publish(document("Many", [node("in", "trigger.manual"), on], chain("in", "on")));
  const runs: string[] = [];
  for (let n = 0; n < 5; n++) {
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    await leeway.settled(runId);
    runs.push(runId);
  }
  const retention = { succeeded: { days: 30, count: 2 }, failed: { days: 90 } };
  expect(await leeway.api("PUT", "/retention", retention)).toMatchObject(retention);
  await leeway.kill();
  await leeway.start(bounds);
  const kept = async () =>
    (await leeway.api("GET", `/runs?workflowId=${id}`)).items.map((run: { id: string }) => run.id);
  await eventually("that two are left", async () => (await kept()).length === 2);
  expect(await kept()).toEqual(runs.slice(3).toReversed());
  expect((await leeway.call("GET", `/runs/${runs[0]}`)).status).toBe(404);
});
