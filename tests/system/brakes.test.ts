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
    const told = { since: expect.any(String), by: null, runs: expect.any(Number), unwritten: null };
    const stopped = { workflowId: id, workflowName: "To everybody", ...told };
    const whole = { workflowId: null, workflowName: null, ...told };
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

const begun = async (id: string) => (await leeway.api("POST", `/workflows/${id}/runs`, {})).runId as string;
const waitingOf = async (id: string): Promise<number> => {
  const { waiting } = await leeway.api("GET", "/brakes");
  return waiting.find(({ workflowId }: { workflowId: string }) => workflowId === id)?.runs ?? 0;
};

test("a run that waits for its token's next minute is told as stopped at once, and leaves the token's line", async () => {
  answerAll();
  const data = { token: "one a minute", baseUrl: `${far.url}/api/v2`, limitPerMinute: 1 };
  const { id: credential } = await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Slow", data });
  const asks = node("tags", "leeloo.tag.list", {}, { credential });
  const { id } = await leeway.publish(document("Slow", [node("in", "trigger.manual"), asks], chain("in", "tags")));
  await leeway.settled(await begun(id), ["succeeded", "failed"]);
  const second = await begun(id);
  const run = () => leeway.api("GET", `/runs/${second}`);
  await eventually("a wait for the token", async () => (await run()).waitingFor?.reason === "limit");
  await leeway.api("POST", `/workflows/${id}/pause`);
  await eventually("the run as stopped", async () => (await run()).held === "stopped");
  expect(await run()).not.toHaveProperty("waitingFor");
  expect(await waitingOf(id)).toBe(1);
  const { items } = await leeway.api("GET", "/limits");
  expect(items.map(({ waiting }: { waiting: unknown }) => waiting)).not.toContainEqual(
    expect.objectContaining({ normal: 1 }),
  );
});

test("who waits for a token that is paused is told so, without an end that nobody knows, and of the limit again once it goes on", async () => {
  const data = { token: "one more a minute", baseUrl: `${far.url}/api/v2`, limitPerMinute: 1 };
  const { id: credential } = await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Paused", data });
  const asks = node("tags", "leeloo.tag.list", {}, { credential });
  const { id } = await leeway.publish(document("Paused", [node("in", "trigger.manual"), asks], chain("in", "tags")));
  await leeway.settled(await begun(id), ["succeeded", "failed"]);
  const runs = [await begun(id), await begun(id)];
  const told = async (reason: string, until: unknown) => {
    const wait = { waitingFor: { reason, until } };
    for (const runId of runs)
      await eventually(`${reason} of a run`, async () => {
        const { waitingFor } = await leeway.api("GET", `/runs/${runId}`);
        return waitingFor?.reason === reason;
      });
    for (const runId of runs) {
      expect(await leeway.api("GET", `/runs/${runId}`)).toMatchObject(wait);
      expect(await leeway.api("GET", `/runs/${runId}/steps/tags`)).toMatchObject(wait);
    }
  };
  await told("limit", expect.any(String));
  const { items } = await leeway.api("GET", "/limits");
  const token = items.find(({ credentialIds }: { credentialIds: string[] }) => credentialIds.includes(credential));
  await leeway.api("POST", `/limits/${token.id}/pause`);
  await told("pause", null);
  await leeway.api("POST", `/limits/${token.id}/resume`);
  await told("limit", expect.any(String));
});

test("runs that stand in a stopped workflow's own line are counted among those that wait", async () => {
  answers = far.arrivals.length;
  const made = {
    ...document("One by one", [node("in", "trigger.manual"), node("call", "http.request", { url: far.url })], []),
    edges: chain("in", "call"),
    settings: { concurrency: { limit: 1, policy: "queue" } },
  };
  const { id } = await leeway.publish(made);
  const runs = [await begun(id), await begun(id), await begun(id)];
  await eventually("the first on its way", async () => held.length === 1);
  await leeway.api("POST", `/workflows/${id}/pause`);
  expect(await waitingOf(id)).toBe(2);
  await leeway.api("POST", `/workflows/${id}/resume`);
  expect(await waitingOf(id)).toBe(0);
  answerAll();
  for (const runId of runs) await leeway.settled(runId);
});

test("a stopped workflow is deleted only when no run waits for it to go on, its own or one that it started", async () => {
  const call = (id: string) => node(id, "http.request", { method: "PUT", url: far.url });
  const steps = [node("in", "trigger.workflow", { inputs: [] }), call("first"), call("second")];
  const { id: called } = await leeway.publish(document("Called", steps, chain("in", "first", "second")));
  const ask = node("ask", "logic.workflow", { workflowId: called, input: {}, wait: false });
  const { id } = await leeway.publish(document("Doomed", [node("in", "trigger.manual"), ask], chain("in", "ask")));
  answers = far.arrivals.length;
  await begun(id);
  await eventually("the call of the run that it has started", async () => held.length === 1);
  await leeway.api("POST", `/workflows/${id}/pause`);
  const own = await begun(id);
  answerAll();
  await eventually("both as waiting", async () => (await waitingOf(called)) === 1 && (await waitingOf(id)) === 1);
  for (const runId of [own, (await leeway.api("GET", `/runs?workflowId=${called}`)).items[0].id]) {
    const refused = await leeway.call("DELETE", `/workflows/${id}`);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, "workflow.stopped"]);
    expect((await leeway.api("GET", "/brakes")).workflows).toContainEqual(expect.objectContaining({ workflowId: id }));
    await leeway.api("POST", `/runs/${runId}/cancel`, {});
    await leeway.settled(runId, ["cancelled"]);
  }
  expect((await leeway.call("DELETE", `/workflows/${id}`)).status).toBe(204);
});

test("a stopped workflow is deleted only when nothing that its runs have started goes on later, however far below", async () => {
  const later = [
    node("in", "trigger.workflow", { inputs: [] }),
    node("wait", "logic.wait", { mode: "duration", amount: 1, unit: "days" }),
    node("call", "http.request", { method: "PUT", url: far.url }),
  ];
  const { id: last } = await leeway.publish(document("Much later", later, chain("in", "wait", "call")));
  const asking = (name: string, trigger: object, workflowId: string) => {
    const ask = node("ask", "logic.workflow", { workflowId, input: {}, wait: false });
    return leeway.publish(document(name, [trigger, ask], chain("in", "ask")));
  };
  const { id: between } = await asking("Between", node("in", "trigger.workflow", { inputs: [] }), last);
  const { id } = await asking("Above", node("in", "trigger.manual"), between);
  const { id: other } = await asking("Aside", node("in", "trigger.manual"), between);
  const begins = await begun(id);
  await leeway.settled(begins, ["succeeded"]);
  const waits = await eventually("the run below", async () => {
    const { items } = await leeway.api("GET", `/runs?workflowId=${last}`);
    return items[0]?.waitingFor?.reason === "time" && (items[0].id as string);
  });
  for (const workflow of [id, other]) await leeway.api("POST", `/workflows/${workflow}/pause`);
  expect((await leeway.call("DELETE", `/workflows/${other}`)).status).toBe(204);
  const refused = await leeway.call("DELETE", `/workflows/${id}`);
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, "workflow.stopped"]);
  expect((await leeway.api("GET", "/brakes")).workflows).toContainEqual(expect.objectContaining({ workflowId: id }));
  await leeway.api("POST", `/runs/${waits}/cancel`, {});
  await leeway.settled(waits, ["cancelled"]);
  expect((await leeway.call("DELETE", `/workflows/${id}`)).status).toBe(204);
});

test("a stopped workflow is deleted only when none of its runs goes on by itself later", async () => {
  const steps = [
    node("in", "trigger.manual"),
    node("wait", "logic.wait", { mode: "duration", amount: 1, unit: "days" }),
    node("call", "http.request", { method: "PUT", url: far.url }),
  ];
  const { id } = await leeway.publish(document("Later", steps, chain("in", "wait", "call")));
  const runId = await begun(id);
  await eventually("it as waiting for its time", async () => {
    const { status, waitingFor } = await leeway.api("GET", `/runs/${runId}`);
    return status === "waiting" && waitingFor?.reason === "time";
  });
  await leeway.api("POST", `/workflows/${id}/pause`);
  expect((await leeway.call("DELETE", `/workflows/${id}`)).status).toBe(409);
  await leeway.api("POST", `/runs/${runId}/cancel`, {});
  await leeway.settled(runId, ["cancelled"]);
  expect((await leeway.call("DELETE", `/workflows/${id}`)).status).toBe(204);
});
