import { afterAll, beforeAll, describe, expect, test } from "vitest";
import Database from "better-sqlite3";
import { join } from "node:path";
import { chain, document, edge, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
/** Breaks off what it is sent: what became of it nobody knows. */
const far = new FarEnd((_, response) => void response.destroy());
beforeAll(async () => {
  await Promise.all([far.open(), leeway.start()]);
});
afterAll(async () => {
  await leeway.close();
  far.close();
});

const set = (id: string, fields: Record<string, unknown>, extra: Record<string, unknown> = {}) =>
  node(id, "logic.set", { fields: Object.entries(fields).map(([name, value]) => ({ name, value })) }, extra);
const calledWith = (inputs: unknown[] = []) => node("called", "trigger.workflow", { inputs });

async function publish(nodes: unknown[], links: unknown[]): Promise<string> {
  return (await leeway.publish(document("Called", nodes, links))).id;
}
const greets = () =>
  publish(
    [
      calledWith([
        { name: "name", type: "text", required: true },
        { name: "age", type: "number", required: false },
      ]),
      set("greet", { text: "Вітаємо, {{ trigger.name }}!", age: "{{ trigger.age ?? null }}" }),
    ],
    chain("called", "greet"),
  );
async function parent(workflowId: string, more: Record<string, unknown> = {}, input: unknown = { name: "Оля" }) {
  const body = document(
    "Parent",
    [
      node("in", "trigger.manual"),
      node("call", "logic.workflow", { workflowId, input, ...more }),
      set("after", { got: "{{ steps.call.text ?? 'nothing' }}" }),
    ],
    chain("in", "call", "after"),
  );
  return (await leeway.api("POST", "/workflows", { document: body })).id as string;
}
const start = async (id: string, more: Record<string, unknown> = {}): Promise<string> =>
  (await leeway.api("POST", `/workflows/${id}/runs`, { payload: {}, version: "draft", ...more })).runId;
const step = (runId: string, key: string) => leeway.api("GET", `/runs/${runId}/steps/${key}`);
const runsOf = async (workflowId: string) => (await leeway.api("GET", `/runs?workflowId=${workflowId}`)).items;
const childOf = (workflowId: string) =>
  eventually("a run of the called workflow", async () => (await runsOf(workflowId))[0]);

describe("a called workflow", () => {
  test("is given its data, and its result is the step's", async () => {
    const workflowId = await greets();
    const runId = await start(await parent(workflowId, {}, { name: "Оля", age: "30" }));
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect((await step(runId, "call")).output).toEqual({ text: "Вітаємо, Оля!", age: 30 });
    expect((await step(runId, "after")).output).toEqual({ got: "Вітаємо, Оля!" });
    const runs = await runsOf(workflowId);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ status: "succeeded", trigger: "called", version: 1, rehearsal: false });
  });

  test("runs side by side where nobody waits for it", async () => {
    const workflowId = await publish(
      [calledWith(), node("wait", "logic.wait", { mode: "approval" })],
      chain("called", "wait"),
    );
    const runId = await start(await parent(workflowId, { wait: false }));
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    const child = await childOf(workflowId);
    expect((await step(runId, "call")).output).toEqual({ runId: child.id });
    expect(child.status).toBe("waiting");
  });

  test("that fails lets the step fail, with the reason", async () => {
    const workflowId = await publish(
      [calledWith(), node("stop", "logic.stop", { status: "failed", message: "Немає на складі" })],
      chain("called", "stop"),
    );
    const runId = await start(await parent(workflowId));
    const run = await leeway.settled(runId);
    expect(run).toMatchObject({ status: "failed", error: { code: "workflow.failed", nodeId: "call" } });
    expect(run.error.message).toContain("Немає на складі");
    expect(run.error.values.runId).toBe((await childOf(workflowId)).id);
  });

  test("that needs a person keeps the step waiting, until the person has decided", async () => {
    const workflowId = await publish(
      [
        calledWith(),
        node("send", "http.request", { method: "POST", url: `${far.url}/order`, body: {}, bodyFormat: "json" }),
        set("text", { text: "done" }),
      ],
      chain("called", "send", "text"),
    );
    const runId = await start(await parent(workflowId));
    const child = await childOf(workflowId);
    await leeway.settled(child.id, ["needs_attention"]);
    expect((await step(runId, "call")).waitingFor).toEqual({ reason: "run", until: null, runId: child.id });
    expect((await leeway.api("GET", `/runs/${runId}`)).status).toBe("waiting");
    await leeway.api("POST", `/runs/${child.id}/steps/send/resolve`, { as: "done" });
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect((await step(runId, "after")).output).toEqual({ got: "done" });
  });

  test("is waited for over a restart, and made once", async () => {
    const workflowId = await publish(
      [calledWith(), node("wait", "logic.wait", { mode: "approval" }), set("text", { text: "later" })],
      chain("called", "wait", "text"),
    );
    const runId = await start(await parent(workflowId));
    const child = await childOf(workflowId);
    await leeway.settled(child.id, ["waiting"]);
    await leeway.kill();
    await leeway.start();
    await leeway.call("POST", `/runs/${child.id}/steps/wait/approve`, { approved: true });
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect((await step(runId, "after")).output).toEqual({ got: "later" });
    expect(await runsOf(workflowId)).toHaveLength(1);
  });

  test("is cancelled with the run that waits for it; cancelled by itself it lets the step fail, which says so", async () => {
    const wait = node("wait", "logic.wait", { mode: "approval" });
    for (const which of ["parent", "child"]) {
      const workflowId = await publish([calledWith(), wait], chain("called", "wait"));
      const runId = await start(await parent(workflowId));
      const child = await childOf(workflowId);
      await leeway.settled(runId, ["waiting"]);
      await leeway.api("POST", `/runs/${which === "child" ? child.id : runId}/cancel`);
      expect((await leeway.settled(child.id)).status).toBe("cancelled");
      const { status, error } = await leeway.settled(runId);
      if (which === "parent") expect(status).toBe("cancelled");
      else expect([status, error.message]).toEqual(["failed", "call: The called workflow was stopped before its end."]);
    }
  });

  test("is rehearsed in a rehearsal", async () => {
    const workflowId = await greets();
    const runId = await start(await parent(workflowId), { rehearsal: true });
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect((await childOf(workflowId)).rehearsal).toBe(true);
  });

  test("keeps to its own number of runs at a time", async () => {
    const called = document(
      "One at a time",
      [calledWith(), node("wait", "logic.wait", { mode: "duration", amount: 1, unit: "seconds" })],
      chain("called", "wait"),
    );
    const settings = { concurrency: { limit: 1, policy: "queue" } };
    const { id: workflowId } = await leeway.publish({ ...called, settings });
    const id = await parent(workflowId);
    const runIds = [await start(id), await start(id)];
    for (const runId of runIds) expect((await leeway.settled(runId)).status).toBe("succeeded");
    const [second, first] = await runsOf(workflowId);
    expect(Date.parse(second.startedAt)).toBeGreaterThanOrEqual(Date.parse(first.finishedAt));
  });

  test("is called once for each item of a loop", async () => {
    const workflowId = await greets();
    const body = document(
      "Loop",
      [
        node("in", "trigger.manual"),
        node("loop", "logic.each", { items: ["Оля", "Ян", "Іра"], concurrency: 3, collect: "{{ steps.call.text }}" }),
        node("call", "logic.workflow", { workflowId, input: { name: "{{ item }}" } }, { parent: "loop" }),
      ],
      [...chain("in", "loop"), edge("loop", "call", "item")],
    );
    const { id } = await leeway.api("POST", "/workflows", { document: body });
    const runId = await start(id);
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect((await step(runId, "loop")).output.results).toEqual(["Вітаємо, Оля!", "Вітаємо, Ян!", "Вітаємо, Іра!"]);
    expect(await runsOf(workflowId)).toHaveLength(3);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["nothing that it needs", {}, { name: "name", found: "missing" }],
    ["a list for a text", { name: ["Оля"] }, { name: "name", expected: "text" }],
    ["a word for a number", { name: "Оля", age: "many" }, { name: "age", expected: "number" }],
  ])("refuses %s, before it runs", async (_what, input, values) => {
    const workflowId = await greets();
    const runId = await start(await parent(workflowId, {}, input));
    expect(await leeway.settled(runId)).toMatchObject({ status: "failed", error: { code: "workflow.input", values } });
    expect(await runsOf(workflowId)).toEqual([]);
  });

  test("that calls itself ends after eight", async () => {
    const body = (workflowId: string) =>
      document(
        "Round",
        [calledWith(), node("call", "logic.workflow", { workflowId: workflowId || "later", input: {} })],
        chain("called", "call"),
      );
    const { id, revision } = await leeway.api("POST", "/workflows", { document: body("") });
    await leeway.api("PUT", `/workflows/${id}`, { revision, document: body(id) });
    await leeway.api("POST", `/workflows/${id}/publish`);
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload: {} });
    expect(await leeway.settled(runId)).toMatchObject({ status: "failed", error: { code: "workflow.failed" } });
    const said = "The called workflow failed: Workflows call one another more than 8 deep.";
    expect((await leeway.api("GET", `/runs/${runId}`)).error.message).toBe(`call: ${said}`);
    const runs = await runsOf(id);
    expect(runs).toHaveLength(9);
    expect(runs[0].error.code).toBe("workflow.tooDeep");
  });
});

describe("a workflow that cannot be called", () => {
  test("stops publishing where it does not exist, and the run where it is gone", async () => {
    const id = await parent("wf_nobody");
    const answer = await leeway.call("POST", `/workflows/${id}/publish`);
    const { errors } = (await answer.json()) as { errors: { code: string }[] };
    expect([answer.status, errors.map(({ code }) => code)]).toEqual([422, ["workflow.unknown"]]);
    expect(await leeway.settled(await start(id))).toMatchObject({ error: { code: "workflow.notFound" } });
  });

  test("says what it is to be given, and a caller that leaves out what it needs is warned", async () => {
    const called = await greets();
    const { items } = await leeway.api("GET", `/callees?ids=wf_gone,${called}`);
    expect(items).toHaveLength(1);
    expect(items[0]).toEqual({
      id: called,
      name: "Called",
      published: true,
      callable: true,
      inputs: [
        { name: "name", type: "text", required: true },
        { name: "age", type: "number", required: false },
      ],
    });
    const warned = async (input: unknown) =>
      (await leeway.api("POST", `/workflows/${await parent(called, {}, input)}/validate`, {})).problems.map(
        ({ code, message }: { code: string; message: string }) => [code, message],
      );
    expect(await warned({ age: 30 })).toEqual([
      ["workflow.inputMissing", expect.stringContaining("“Called” also needs: name.")],
    ]);
    expect(await warned({ name: "" })).toHaveLength(1);
    expect(await warned({ name: "Оля" })).toEqual([]);
    expect(await warned("{{ trigger }}")).toEqual([]);
  });

  test("is warned of where it is not published, or has no trigger for it", async () => {
    const draft = await leeway.api("POST", "/workflows", {
      document: document("Draft", [calledWith(), set("x", { x: 1 })], chain("called", "x")),
    });
    const other = await publish([node("in", "trigger.manual"), set("x", { x: 1 })], chain("in", "x"));
    for (const [workflowId, problem, error] of [
      [draft.id, "workflow.unpublished", "workflow.notPublished"],
      [other, "workflow.notCallable", "workflow.noTrigger"],
    ] as const) {
      const id = await parent(workflowId);
      const { problems } = await leeway.api("POST", `/workflows/${id}/validate`);
      expect(problems).toMatchObject([{ code: problem, severity: "warning", nodeId: "call", param: "workflowId" }]);
      await leeway.api("POST", `/workflows/${id}/publish`);
      expect(await leeway.settled(await start(id))).toMatchObject({ status: "failed", error: { code: error } });
    }
  });

  /** What the API refuses while somebody calls the workflow. */
  const inDatabase = (sql: string) => (workflowId: string) => {
    const db = new Database(join(leeway.data, "leeway.db"));
    db.prepare(sql).run(workflowId);
    db.close();
    return Promise.resolve();
  };
  const elsewhere = inDatabase("UPDATE workflows SET workspace_id = 'ws_of_others' WHERE id = ?");
  const gone = inDatabase("DELETE FROM workflows WHERE id = ?");
  test.each<[string, (workflowId: string) => Promise<unknown>, string, string]>([
    ["gone", gone, "workflow.unknown", "workflow.notFound"],
    [
      "unpublished",
      (id) => leeway.api("POST", `/workflows/${id}/unpublish`),
      "workflow.unpublished",
      "workflow.notPublished",
    ],
    ["another workspace's", elsewhere, "workflow.unknown", "workflow.notFound"],
  ])(
    "because it is %s by then fails the step with that reason, and starts nothing",
    async (_what, change, problem, error) => {
      const workflowId = await greets();
      const id = await parent(workflowId);
      await leeway.api("POST", `/workflows/${id}/publish`);
      await change(workflowId);
      const { problems } = await leeway.api("POST", `/workflows/${id}/validate`);
      expect(problems).toMatchObject([{ code: problem, nodeId: "call", param: "workflowId" }]);
      const runId = await start(id, { version: "published" });
      expect(await leeway.settled(runId)).toMatchObject({ status: "failed", error: { code: error, nodeId: "call" } });
      expect((await step(runId, "after").catch(() => undefined))?.status ?? "cancelled").toBe("cancelled");
      expect(await runsOf(workflowId)).toEqual([]);
    },
  );
});
