import "reflect-metadata";
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../testing/eventually.js";
import { breaks, byHand, chain, openAlarms, type Node } from "./testing/alarms.js";
import { TroublesStore } from "./troubles.store.js";

let alarms: Awaited<ReturnType<typeof openAlarms>>;
/** Takes what it is sent, and breaks off: what became of it nobody knows. */
let silent: Server;
let port: number;
beforeAll(async () => {
  silent = createServer((socket) => socket.once("data", () => socket.destroy()).on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  port = (silent.address() as { port: number }).port;
  alarms = await openAlarms();
});
afterAll(async () => {
  await alarms.close();
  silent.close();
});

// Each test has listeners of its own.
beforeEach(() => void alarms.sql("DELETE FROM trouble_listeners"));

describe("a run that fails", () => {
  test("is told of once, with its step, the reason and a link", async () => {
    const { told } = await alarms.listener();
    const id = await alarms.failing();
    const runId = await alarms.run(id);
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
    const { told } = await alarms.listener();
    await alarms.run(await alarms.failing());
    alarms.sql("UPDATE users SET locale = 'uk'");
    const [first] = await told();
    alarms.sql("UPDATE users SET locale = 'en'");
    expect(first.error.hint).toMatch(/[а-яі]/);
  });

  test("is told of to those alone who chose its workflow and what has happened", async () => {
    const [one, other] = [await alarms.failing(), await alarms.failing()];
    const chosen = await alarms.listener({ which: "chosen", workflows: [one] });
    const doubts = await alarms.listener({ on: ["needs_attention"] });
    const [runId] = [await alarms.run(one), await alarms.run(other)];
    expect((await chosen.told()).map((told) => told.run.id)).toEqual([runId]);
    expect(await doubts.told()).toEqual([]);
  });

  test("starts nothing where it was a test, was cancelled, or its error is handled", async () => {
    const { told } = await alarms.listener();
    const id = await alarms.failing();
    await alarms.run(id, { version: "draft" });
    const handles = chain("Handles", [
      byHand,
      {
        id: "bad",
        type: "logic.set",
        onError: "continue",
        params: { fields: [{ name: "a", value: "{{ trigger.nothing }}" }] },
      },
    ]);
    expect((await alarms.api("GET", `/runs/${await alarms.run(await alarms.publish(handles))}`)).handledErrors).toBe(1);
    const waits = await alarms.publish(
      chain("Waits", [byHand, { id: "w", type: "logic.wait", params: { mode: "approval", message: "?" } }]),
    );
    const { runId } = await alarms.api("POST", `/workflows/${waits}/runs`, { payload: {} });
    await alarms.api("POST", `/runs/${runId}/cancel`);
    expect((await alarms.settled(runId)).status).toBe("cancelled");
    expect(await told()).toEqual([]);
  });

  test("that told of a failure itself is not told of, nor what it calls, nor what is tried with a draft", async () => {
    const callee = await alarms.publish(chain("Callee", [{ id: "called", type: "trigger.workflow" }, breaks]));
    const call = (wait: boolean): Node => ({
      id: `call${wait}`,
      type: "logic.workflow",
      onError: "continue",
      params: { workflowId: callee, wait },
    });
    const { told } = await alarms.listener({}, [call(false), call(true), breaks]);
    const { id: draft } = await alarms.api("POST", "/workflows", { document: chain("Tries", [byHand, call(false)]) });
    await alarms.run(draft, { version: "draft" });
    await alarms.run(await alarms.failing());
    expect(await told()).toHaveLength(1);
    await eventually("three runs that failed", async () => {
      const { items } = await alarms.api("GET", `/runs?workflowId=${callee}`);
      return items.length === 3 && items.every((one: { status: string }) => one.status === "failed");
    });
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
    const inner = await alarms.publish(chain("Inner", [called, breaks]));
    const middle = await alarms.publish(chain("Middle", [called, calls(inner)]));
    const outer = await alarms.publish(chain("Outer", [byHand, calls(middle)]));
    const all = await alarms.listener();
    const chosen = await alarms.listener({ which: "chosen", workflows: [inner] });
    const runId = await alarms.run(outer);
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
    const inner = await alarms.publish(chain("Inner", [called, breaks]));
    const loop: Node = { id: "each", type: "logic.each", params: { items: [1, 2] } };
    const document = chain("Loop", [byHand, loop, calls(inner, { parent: "each" })]);
    document.edges.push({ id: "into", source: "each", sourceHandle: "item", target: "call" });
    const { told } = await alarms.listener();
    await alarms.run(await alarms.publish(document));
    expect(await told()).toMatchObject([{ workflow: { name: "Loop" }, cause: { workflow: { id: inner } } }]);
  });

  test("is told of by itself where nobody waits for it, and not at all where its failure is handled", async () => {
    const inner = await alarms.publish(chain("Inner", [called, breaks]));
    const { told } = await alarms.listener();
    await alarms.run(await alarms.publish(chain("Handles", [byHand, calls(inner, { onError: "continue" })])));
    expect(await told()).toEqual([]);
    await alarms.run(await alarms.publish(chain("Goes on", [byHand, calls(inner, {}, { wait: false })])));
    let heard = await told();
    for (let tries = 0; tries < 100 && heard.length === 0; tries++) heard = await told();
    expect(heard).toMatchObject([{ workflow: { id: inner } }]);
    expect(heard[0]).not.toHaveProperty("cause");
  });
});

test("a run of which nobody knows whether a step was done is told of, and once more when it fails then", async () => {
  const post = { method: "POST", url: `http://127.0.0.1:${port}/` };
  const id = await alarms.publish(
    chain("Sends", [byHand, { id: "send", type: "http.request", name: "Pay", params: post }]),
  );
  const { told } = await alarms.listener();
  const runId = await alarms.run(id);
  expect(await told()).toMatchObject([
    {
      kind: "needs_attention",
      run: { id: runId },
      step: { nodeId: "send", name: "Pay" },
      error: { code: "request.cutOff" },
    },
  ]);
  await alarms.api("POST", `/runs/${runId}/steps/send/resolve`, { as: "fail" });
  for (let tries = 0; tries < 100 && (await alarms.api("GET", `/runs/${runId}`)).status !== "failed"; tries++);
  expect((await told()).map(({ kind }) => kind)).toEqual(["needs_attention", "failed"]);
});

describe("many failures in a minute", () => {
  test("start as many runs as the trigger allows, and one more that counts the rest", async () => {
    const { id: alarm, told } = await alarms.listener({ perMinute: 3 });
    const id = await alarms.failing();
    for (let runs = 0; runs < 12; runs++) await alarms.run(id);
    const last = await alarms.run(id);
    expect((await told()).map(({ more }) => more)).toEqual([0, 0, 0]);
    // A minute later.
    alarms.sql("UPDATE trouble_listeners SET minute_at = minute_at - 60000 WHERE workflow_id = ?", alarm);
    const all = await told();
    expect(all.map(({ more }) => more)).toEqual([0, 0, 0, 9]);
    expect(all.at(-1)?.run.id).toBe(last);
    // What comes after that is told of one by one again.
    await alarms.run(id);
    await alarms.run(id);
    expect((await told()).map(({ more }) => more)).toEqual([0, 0, 0, 9, 0, 0]);
  });
});

test("a thousand failures in a minute start ten runs, and one more that counts the others", async () => {
  const { id: alarm, told } = await alarms.listener();
  await alarms.run(await alarms.failing());
  // As if that run had failed so often.
  alarms.sql(
    `INSERT INTO run_troubles (id, workspace_id, run_id, kind, at, error)
     SELECT t.id + n.value, workspace_id, run_id, kind, at, error FROM run_troubles t
       JOIN json_each('[${Array.from({ length: 999 }, (_, index) => index + 1).join(",")}]') n
     WHERE t.id = (SELECT max(id) FROM run_troubles)`,
  );
  expect(await told()).toHaveLength(10);
  alarms.sql("UPDATE trouble_listeners SET minute_at = minute_at - 60000 WHERE workflow_id = ?", alarm);
  expect((await told()).at(-1)).toMatchObject({ more: 989 });
  expect(await told()).toHaveLength(11);
});

test("others have their turn between the pages of failures that are told of together", async () => {
  const { id: alarm } = await alarms.listener({ perMinute: 1 });
  await alarms.run(await alarms.failing());
  alarms.sql(
    `INSERT INTO run_troubles (id, workspace_id, run_id, kind, at, error)
     WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 700)
     SELECT t.id + n.value, workspace_id, run_id, kind, at, error FROM run_troubles t, n
     WHERE t.id = (SELECT max(id) FROM run_troubles)`,
  );
  await alarms.look();
  alarms.sql("UPDATE trouble_listeners SET minute_at = minute_at - 60000 WHERE workflow_id = ?", alarm);
  let turns = 0;
  let turn = setImmediate(function next() {
    turns += 1;
    turn = setImmediate(next);
  });
  const troubles = alarms.app.get(TroublesStore);
  const pages: number[] = [];
  const after = troubles.after.bind(troubles);
  Object.assign(troubles, {
    after: (...of: Parameters<typeof after>) => {
      pages.push(turns);
      return after(...of);
    },
  });
  await alarms.look();
  clearImmediate(turn);
  Reflect.deleteProperty(troubles, "after");
  expect(pages.length).toBeGreaterThan(3);
  expect(new Set(pages).size).toBe(pages.length);
});

test("a run is told of within its workspace alone", async () => {
  const { id } = await alarms.listener();
  const runId = await alarms.run(await alarms.failing());
  const troubles = alarms.app.get(TroublesStore);
  const workspaceId = String(alarms.row(id)["workspace_id"]);
  expect([troubles.run(workspaceId, runId)?.id, troubles.run("ws_other", runId)]).toEqual([runId, undefined]);
});

describe("a crash", () => {
  test("between the run and the cursor makes no second run, whatever failed meanwhile", async () => {
    const { id: alarm, told } = await alarms.listener({ perMinute: 1 });
    const id = await alarms.failing();
    for (let runs = 0; runs < 3; runs++) await alarms.run(id);
    expect(await told()).toHaveLength(1);
    alarms.sql("UPDATE trouble_listeners SET minute_at = minute_at - 60000 WHERE workflow_id = ?", alarm);
    // As if the server died after it has made the run.
    const troubles = alarms.app.get(TroublesStore);
    Object.assign(troubles, { advance: () => Promise.reject(new Error("cut off")) });
    await alarms.look();
    Reflect.deleteProperty(troubles, "advance");
    await alarms.run(id);
    expect((await told()).map(({ more }) => more)).toEqual([0, 1]);
    alarms.sql("UPDATE trouble_listeners SET minute_at = minute_at - 60000 WHERE workflow_id = ?", alarm);
    expect((await told()).map(({ more }) => more)).toEqual([0, 1, 0]);
  });
});

test("a trigger that is not live hears of nothing, and publishing again loses nothing of what it has not told yet", async () => {
  const { id: alarm, told } = await alarms.listener();
  const id = await alarms.failing();
  await alarms.run(id);
  await alarms.api("POST", `/workflows/${alarm}/publish`, {});
  expect(await told()).toHaveLength(1);
  await alarms.api("POST", `/workflows/${alarm}/unpublish`, {});
  await alarms.run(id);
  await alarms.api("POST", `/workflows/${alarm}/publish`, {});
  expect(await told()).toHaveLength(1);
  await alarms.api("DELETE", `/workflows/${alarm}`);
  expect(alarms.row(alarm)).toBeUndefined();
});
