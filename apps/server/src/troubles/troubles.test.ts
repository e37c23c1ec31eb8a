import "reflect-metadata";
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WorkerService } from "../runs/worker.service.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { TroublesStore } from "./troubles.store.js";
import { TroubleWatch } from "./trouble-watch.service.js";

const key = "key-of-the-workspace-0123456789";
let server: WholeServer;
/** Takes what it is sent, and breaks off: what became of it nobody knows. */
let silent: Server;
let port: number;
beforeAll(async () => {
  silent = createServer((socket) => socket.once("data", () => socket.destroy()).on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  port = (silent.address() as { port: number }).port;
  const environment = {
    LEEWAY_OWNER_EMAIL: "owner@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
    LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    LEEWAY_PUBLIC_URL: "https://leeway.example",
  };
  server = await startWhole(environment, null, () => {});
  server.app.get(WorkerService).start();
});
afterAll(async () => {
  await server.app.get(WorkerService).stop(1_000);
  await server.close();
  silent.close();
});

// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
const api = async (method: string, path: string, body?: unknown): Promise<any> => {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return answer.status === 204 ? undefined : answer.json();
};
interface Node {
  id: string;
  type: string;
  params?: object;
  [more: string]: unknown;
}
/** The nodes one after another. */
const chain = (name: string, nodes: Node[], more: object = {}) => ({
  schemaVersion: 1,
  name,
  nodes: nodes.map((node) => ({ position: { x: 0, y: 0 }, params: {}, ...node })),
  edges: nodes
    .slice(1)
    .filter((node) => node["parent"] === undefined)
    .map(({ id }, index) => {
      const handle = nodes[index]?.type === "logic.each" ? "done" : "main";
      return { id: `e${index}`, source: nodes[index]?.id, sourceHandle: handle, target: id };
    }),
  notes: [],
  settings: {},
  ...more,
});
async function publish(document: object): Promise<string> {
  const { id } = await api("POST", "/workflows", { document });
  const answer = await api("POST", `/workflows/${id}/publish`, {});
  if (!answer.version) throw new Error(JSON.stringify(answer));
  return id;
}
const byHand: Node = { id: "in", type: "trigger.manual" };
const breaks: Node = {
  id: "break",
  type: "logic.stop",
  name: "Check stock",
  params: { status: "failed", message: "Nothing left" },
};
const failing = () => publish(chain("Orders", [byHand, breaks]));
const ended = ["succeeded", "failed", "cancelled", "needs_attention"];
async function settled(runId: string) {
  for (let tries = 0; tries < 300; tries++) {
    const run = await api("GET", `/runs/${runId}`);
    if (ended.includes(run.status)) return run;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${runId} goes on`);
}
async function run(id: string, more: object = {}): Promise<string> {
  const { runId } = await api("POST", `/workflows/${id}/runs`, { payload: {}, ...more });
  await settled(runId);
  return runId;
}
const look = async () => {
  while (await server.app.get(TroubleWatch).look());
};
/** Who listens, and what each of its runs was told, oldest first. */
async function listener(params: object = {}, more: Node[] = []) {
  const id = await publish(
    chain("Alarm", [
      { id: "alarm", type: "trigger.error", params },
      { id: "note", type: "logic.set", params: { fields: [] } },
      ...more,
    ]),
  );
  const told = async () => {
    await look();
    const { items } = await api("GET", `/runs?workflowId=${id}&limit=200`);
    const runs = await Promise.all(items.map((one: { id: string }) => api("GET", `/runs/${one.id}/steps/alarm`)));
    return runs.map(({ output }) => output).reverse();
  };
  return { id, told };
}
const sql = (text: string, ...values: unknown[]) => server.platform.database.handle.prepare(text).run(...values);
const row = (id: string) =>
  server.platform.database.handle.prepare("SELECT * FROM trouble_listeners WHERE workflow_id = ?").get(id) as Record<
    string,
    unknown
  >;

// Each test has listeners of its own.
beforeEach(() => void sql("DELETE FROM trouble_listeners"));

describe("a run that fails", () => {
  test("is told of once, with its step, the reason and a link", async () => {
    const { told } = await listener();
    const id = await failing();
    const runId = await run(id);
    expect(await told()).toEqual([
      {
        kind: "failed",
        at: expect.stringMatching(/Z$/),
        workflow: { id, name: "Orders" },
        run: { id: runId, url: `https://leeway.example/runs/${runId}`, startedAt: expect.stringMatching(/Z$/) },
        step: { nodeId: "break", name: "Check stock" },
        error: {
          code: "run.stopped",
          message: expect.stringContaining("Nothing left"),
          hint: expect.stringContaining("built to stop here"),
        },
        more: 0,
      },
    ]);
    expect(await told()).toHaveLength(1);
  });

  test("is told of in the language of the workspace's owner", async () => {
    const { told } = await listener();
    await run(await failing());
    sql("UPDATE users SET locale = 'uk'");
    const [first] = await told();
    sql("UPDATE users SET locale = 'en'");
    expect(first.error.hint).toMatch(/[а-яі]/);
  });

  test("is told of to those alone who chose its workflow and what has happened", async () => {
    const [one, other] = [await failing(), await failing()];
    const chosen = await listener({ which: "chosen", workflows: [one] });
    const doubts = await listener({ on: ["needs_attention"] });
    const [runId] = [await run(one), await run(other)];
    expect((await chosen.told()).map((told) => told.run.id)).toEqual([runId]);
    expect(await doubts.told()).toEqual([]);
  });

  test("starts nothing where it was a test, was cancelled, or its error is handled", async () => {
    const { told } = await listener();
    const id = await failing();
    await run(id, { version: "draft" });
    const handles = chain("Handles", [
      byHand,
      {
        id: "bad",
        type: "logic.set",
        onError: "continue",
        params: { fields: [{ name: "a", value: "{{ trigger.nothing }}" }] },
      },
    ]);
    expect((await api("GET", `/runs/${await run(await publish(handles))}`)).handledErrors).toBe(1);
    const waits = await publish(
      chain("Waits", [byHand, { id: "w", type: "logic.wait", params: { mode: "approval", message: "?" } }]),
    );
    const { runId } = await api("POST", `/workflows/${waits}/runs`, { payload: {} });
    await api("POST", `/runs/${runId}/cancel`);
    expect((await settled(runId)).status).toBe("cancelled");
    expect(await told()).toEqual([]);
  });

  test("that told of a failure itself is not told of, nor what it calls, nor what is tried with a draft", async () => {
    const callee = await publish(chain("Callee", [{ id: "called", type: "trigger.workflow" }, breaks]));
    const call = (wait: boolean): Node => ({
      id: `call${wait}`,
      type: "logic.workflow",
      onError: "continue",
      params: { workflowId: callee, wait },
    });
    const { told } = await listener({}, [call(false), call(true), breaks]);
    const { id: draft } = await api("POST", "/workflows", { document: chain("Tries", [byHand, call(false)]) });
    await run(draft, { version: "draft" });
    await run(await failing());
    expect(await told()).toHaveLength(1);
    for (let tries = 0; tries < 100; tries++) {
      const { items } = await api("GET", `/runs?workflowId=${callee}`);
      if (items.length === 3 && items.every((one: { status: string }) => one.status === "failed")) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await told()).toHaveLength(1);
  });
});

describe("a called workflow that fails", () => {
  const called: Node = { id: "called", type: "trigger.workflow" };
  const calls = (workflowId: string, more: object = {}, params: object = {}): Node => ({
    id: "call",
    type: "logic.workflow",
    params: { workflowId, ...params },
    ...more,
  });

  test("lets the one that waits for it fail, which is told of once, with where it went wrong", async () => {
    const inner = await publish(chain("Inner", [called, breaks]));
    const middle = await publish(chain("Middle", [called, calls(inner)]));
    const outer = await publish(chain("Outer", [byHand, calls(middle)]));
    const all = await listener();
    const chosen = await listener({ which: "chosen", workflows: [inner] });
    const runId = await run(outer);
    const expected = {
      workflow: { id: outer, name: "Outer" },
      run: { id: runId },
      step: { nodeId: "call" },
      error: { code: "workflow.failed" },
      cause: { workflow: { id: inner, name: "Inner" }, step: { name: "Check stock" }, error: { code: "run.stopped" } },
    };
    expect(await all.told()).toMatchObject([expected]);
    expect(await chosen.told()).toMatchObject([expected]);
  });

  test("for an item of a loop is where it went wrong", async () => {
    const inner = await publish(chain("Inner", [called, breaks]));
    const loop: Node = { id: "each", type: "logic.each", params: { items: [1, 2] } };
    const document = chain("Loop", [byHand, loop, calls(inner, { parent: "each" })]);
    document.edges.push({ id: "into", source: "each", sourceHandle: "item", target: "call" });
    const { told } = await listener();
    await run(await publish(document));
    expect(await told()).toMatchObject([{ workflow: { name: "Loop" }, cause: { workflow: { id: inner } } }]);
  });

  test("is told of by itself where nobody waits for it, and not at all where its failure is handled", async () => {
    const inner = await publish(chain("Inner", [called, breaks]));
    const { told } = await listener();
    await run(await publish(chain("Handles", [byHand, calls(inner, { onError: "continue" })])));
    expect(await told()).toEqual([]);
    await run(await publish(chain("Goes on", [byHand, calls(inner, {}, { wait: false })])));
    let heard = await told();
    for (let tries = 0; tries < 100 && heard.length === 0; tries++) heard = await told();
    expect(heard).toMatchObject([{ workflow: { id: inner } }]);
    expect(heard[0]).not.toHaveProperty("cause");
  });
});

test("a run of which nobody knows whether a step was done is told of, and once more when it fails then", async () => {
  const post = { method: "POST", url: `http://127.0.0.1:${port}/` };
  const id = await publish(chain("Sends", [byHand, { id: "send", type: "http.request", name: "Pay", params: post }]));
  const { told } = await listener();
  const runId = await run(id);
  expect(await told()).toMatchObject([
    {
      kind: "needs_attention",
      run: { id: runId },
      step: { nodeId: "send", name: "Pay" },
      error: { code: "request.cutOff" },
    },
  ]);
  await api("POST", `/runs/${runId}/steps/send/resolve`, { as: "fail" });
  for (let tries = 0; tries < 100 && (await api("GET", `/runs/${runId}`)).status !== "failed"; tries++);
  expect((await told()).map(({ kind }) => kind)).toEqual(["needs_attention", "failed"]);
});

describe("many failures in a minute", () => {
  test("start as many runs as the trigger allows, and one more that counts the rest", async () => {
    const { id: alarm, told } = await listener({ perMinute: 3 });
    const id = await failing();
    for (let runs = 0; runs < 12; runs++) await run(id);
    const last = await run(id);
    expect((await told()).map(({ more }) => more)).toEqual([0, 0, 0]);
    // A minute later.
    sql("UPDATE trouble_listeners SET minute_at = minute_at - 60000 WHERE workflow_id = ?", alarm);
    const all = await told();
    expect(all.map(({ more }) => more)).toEqual([0, 0, 0, 9]);
    expect(all.at(-1)?.run.id).toBe(last);
    // What comes after that is told of one by one again.
    await run(id);
    await run(id);
    expect((await told()).map(({ more }) => more)).toEqual([0, 0, 0, 9, 0, 0]);
  });
});

test("a thousand failures in a minute start ten runs, and one more that counts the others", async () => {
  const { id: alarm, told } = await listener();
  await run(await failing());
  // As if that run had failed so often.
  sql(
    `INSERT INTO run_troubles (id, workspace_id, run_id, kind, at, error)
     SELECT t.id + n.value, workspace_id, run_id, kind, at, error FROM run_troubles t
       JOIN json_each('[${Array.from({ length: 999 }, (_, index) => index + 1).join(",")}]') n
     WHERE t.id = (SELECT max(id) FROM run_troubles)`,
  );
  expect(await told()).toHaveLength(10);
  sql("UPDATE trouble_listeners SET minute_at = minute_at - 60000 WHERE workflow_id = ?", alarm);
  expect((await told()).at(-1)).toMatchObject({ more: 989 });
  expect(await told()).toHaveLength(11);
});

describe("a crash", () => {
  test("between the run and the cursor makes no second run, whatever failed meanwhile", async () => {
    const { id: alarm, told } = await listener({ perMinute: 1 });
    const id = await failing();
    for (let runs = 0; runs < 3; runs++) await run(id);
    expect(await told()).toHaveLength(1);
    sql("UPDATE trouble_listeners SET minute_at = minute_at - 60000 WHERE workflow_id = ?", alarm);
    // As if the server died after it has made the run.
    const troubles = server.app.get(TroublesStore);
    Object.assign(troubles, { advance: () => Promise.reject(new Error("cut off")) });
    await look();
    Reflect.deleteProperty(troubles, "advance");
    await run(id);
    expect((await told()).map(({ more }) => more)).toEqual([0, 1]);
    sql("UPDATE trouble_listeners SET minute_at = minute_at - 60000 WHERE workflow_id = ?", alarm);
    expect((await told()).map(({ more }) => more)).toEqual([0, 1, 0]);
  });
});

test("a trigger that is not live hears of nothing, and publishing again loses nothing of what it has not told yet", async () => {
  const { id: alarm, told } = await listener();
  const id = await failing();
  await run(id);
  await api("POST", `/workflows/${alarm}/publish`, {});
  expect(await told()).toHaveLength(1);
  await api("POST", `/workflows/${alarm}/unpublish`, {});
  await run(id);
  await api("POST", `/workflows/${alarm}/publish`, {});
  expect(await told()).toHaveLength(1);
  await api("DELETE", `/workflows/${alarm}`);
  expect(row(alarm)).toBeUndefined();
});
