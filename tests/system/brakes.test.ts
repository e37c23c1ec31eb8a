import { afterAll, beforeAll, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
/** Answers so many calls; further ones are on their way until it is told to answer all. */
let answers = Infinity;
const held: (() => void)[] = [];
const far = new FarEnd((nth, response) => {
  const answer = () => void response.writeHead(200).end("{}");
  if (nth <= answers) answer();
  else held.push(answer);
});
function answerAll() {
  answers = Infinity;
  for (const answer of held.splice(0)) answer();
}
beforeAll(async () => {
  await far.open();
  await leeway.start();
});
afterAll(async () => {
  await leeway.close();
  far.close();
});

const sends = (count: number, trigger = node("in", "trigger.manual")) =>
  document(
    "To everybody",
    [
      trigger,
      node("loop", "logic.each", { items: Array.from({ length: count }, (_, index) => index), concurrency: 10 }),
      node("send", "http.request", { method: "POST", url: `${far.url}/{{ item }}` }, { parent: "loop" }),
    ],
    [edge("in", "loop"), edge("loop", "send", "item")],
  );
const paths = () => far.arrivals.map(({ path }) => path);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each([
  ["its workflow", (id: string) => `/workflows/${id}`],
  ["the workspace", () => "/workspace"],
])(
  "five hundred sends are stopped with %s but for those on their way, stay so over a kill, and each arrives once in the end",
  async (_what, subject) => {
    far.arrivals.length = 0;
    answers = 100;
    const { id } = await leeway.publish(sends(500));
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    await eventually("ten sends on their way", async () => held.length === 10);
    const state = await leeway.api("POST", `${subject(id)}/pause`);
    answerAll();
    const stopped = { workflowId: id, workflowName: "To everybody", since: expect.any(String), by: null };
    const whole = { workflowId: null, workflowName: null, since: expect.any(String), by: null };
    expect([...state.workflows, state.workspace]).toEqual(subject(id) === "/workspace" ? [whole] : [stopped, null]);
    await eventually("the run is parked", async () => {
      const { waiting } = await leeway.api("GET", "/brakes");
      return waiting.length > 0 && waiting[0].runs === 1;
    });
    expect(far.arrivals).toHaveLength(110);
    await leeway.kill();
    await leeway.start();
    await sleep(3_000);
    expect(far.arrivals).toHaveLength(110);
    await leeway.api("POST", `${subject(id)}/resume`);
    await leeway.settled(runId);
    expect([far.arrivals.length, new Set(paths()).size]).toEqual([500, 500]);
  },
);

test("what comes while all is stopped is accepted and kept, and a caller who waits is told where to look", async () => {
  const { id, hook } = await leeway.publish(
    document(
      "Orders",
      [
        node("order", "trigger.webhook", { respond: "last", respondWithin: 120 }),
        node("send", "http.request", { method: "POST", url: `${far.url}/order` }),
      ],
      chain("order", "send"),
    ),
  );
  const { id: other } = await leeway.publish(sends(1));
  await leeway.api("POST", "/workspace/pause");
  const before = far.arrivals.length;
  // Two minutes it would wait for the end of a run that goes on.
  const answer = await fetch(hook, { method: "POST", signal: AbortSignal.timeout(60_000) });
  const { runId, url } = (await answer.json()) as { runId: string; url: string };
  expect([answer.status, url]).toEqual([202, expect.stringContaining(runId)]);
  await leeway.api("POST", `/workflows/${other}/runs`, {});
  await leeway.api("POST", `/workflows/${id}/pause`);
  await sleep(2_500);
  const { workspace, waiting } = await leeway.api("GET", "/brakes");
  expect([workspace?.workflowId, waiting.length, far.arrivals.length]).toEqual([null, 2, before]);
  // The workflow that was stopped by itself stays so.
  await leeway.api("POST", "/workspace/resume");
  await eventually("the other goes on", () => Promise.resolve(far.arrivals.length === before + 1));
  await sleep(2_500);
  expect(paths().filter((path) => path === "/order")).toEqual([]);
  await leeway.api("POST", `/workflows/${id}/resume`);
  const run = await leeway.settled(runId);
  expect([run.status, paths().filter((path) => path === "/order").length]).toEqual(["succeeded", 1]);
  expect((await leeway.call("POST", "/workflows/wf_unknown/pause")).status).toBe(404);
});

test.each([true, false])("a workflow is stopped with the runs that it has started (waited for: %s)", async (wait) => {
  const called = node("in", "trigger.workflow", { inputs: [] });
  const { id: sender } = await leeway.publish(sends(200, called));
  const calls = (workflowId: string) =>
    document("Calls", [called, node("call", "logic.workflow", { workflowId, input: {}, wait })], chain("in", "call"));
  const { id: between } = await leeway.publish(calls(sender));
  const { id } = await leeway.publish(calls(between));
  far.arrivals.length = 0;
  answers = 50;
  await leeway.api("POST", `/workflows/${id}/runs`, {});
  await eventually("ten sends on their way", async () => held.length === 10);
  await leeway.api("POST", `/workflows/${id}/pause`);
  answerAll();
  const parked = async () => {
    const { waiting } = await leeway.api("GET", "/brakes");
    return waiting.some(({ workflowId }: { workflowId: string }) => workflowId === sender);
  };
  await eventually("the last run is parked", parked);
  expect(far.arrivals).toHaveLength(60);
  await leeway.kill();
  await leeway.start();
  await sleep(3_000);
  expect([far.arrivals.length, await parked()]).toEqual([60, true]);
  await leeway.api("POST", `/workflows/${id}/resume`);
  const [run] = (await leeway.api("GET", `/runs?workflowId=${sender}`)).items;
  await leeway.settled(run.id);
  expect([far.arrivals.length, new Set(paths()).size]).toEqual([200, 200]);
});
