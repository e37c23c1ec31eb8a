import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
/** What it was asked for; what stands in `broken` is refused, and answers take so long. */
const far = { calls: [] as string[], broken: new Set<string>(), slow: 0 };
const server = new FarEnd((_, response, { url = "" }) => {
  const path = decodeURIComponent(url.slice(1));
  far.calls.push(path);
  setTimeout(() => {
    response.writeHead(far.broken.has(path) ? 400 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ path }));
  }, far.slow);
});
beforeAll(async () => {
  await Promise.all([server.open(), leeway.start()]);
});
afterAll(async () => {
  await leeway.close();
  server.close();
});

const call = (id: string, path: string, extra: object = {}) =>
  node(id, "http.request", { method: "POST", url: `${server.url}/${path}` }, { retry: { maxAttempts: 1 }, ...extra });
const start = node("in", "trigger.manual");

async function begun(workflow: unknown, payload: unknown = {}, more: object = {}) {
  const { id } = await leeway.publish(workflow);
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload, ...more });
  return { id, runId: runId as string };
}
/** Saved, published and run to its end; `calls` are counted from then on. */
async function ran(workflow: unknown, payload: unknown = {}, more: object = {}) {
  const made = await begun(workflow, payload, more);
  const run = await leeway.settled(made.runId);
  far.calls.length = 0;
  return { ...made, run };
}
async function replayed(runId: string, wish: object = {}, path = `/runs/${runId}/replay`) {
  const answer = await leeway.call("POST", path, wish);
  const body = (await answer.json()) as { runId: string; code?: string; detail?: string };
  if (answer.status !== 202) return { status: answer.status, code: body.code, detail: body.detail };
  return { status: 202, run: await leeway.settled(body.runId) };
}
async function step(runId: string, key: string) {
  return leeway.api("GET", `/runs/${runId}/steps/${key}`);
}
const straight = (name = "Straight") =>
  document(name, [start, call("a", "a"), call("b", "b-{{ trigger.who }}"), call("c", "c")], chain("in", "a", "b", "c"));

/** Rows of orders, each with lines that are sent: `send` and what is before it read data of both loops. */
const nested = () =>
  document(
    "Nested",
    [
      start,
      call("rows", "rows"),
      node("orders", "logic.each", {
        items: "{{ trigger.orders }}",
        onItemError: "continue",
        collect: "{{ steps.after.body }}",
      }),
      call("head", "head-{{ item.name }}", { parent: "orders" }),
      node("lines", "logic.each", { items: "{{ item.lines }}" }, { parent: "orders" }),
      call("look", "look-{{ item }}", { parent: "lines" }),
      call(
        "send",
        "{{ steps.orders.item.name }}-{{ steps.orders.index }}-{{ item }}-{{ index }}-{{ steps.look.body.path }}",
        { parent: "lines" },
      ),
      call("after", "after", { parent: "orders" }),
    ],
    [
      ...chain("in", "rows", "orders"),
      edge("orders", "head", "item"),
      edge("head", "lines"),
      edge("lines", "look", "item"),
      edge("look", "send"),
      edge("lines", "after", "done"),
    ],
  );
const orders = [
  { name: "A", lines: ["x"] },
  { name: "B", lines: ["y", "z"] },
];

describe("a replay", () => {
  test("of a whole run is a new one with the same payload, and the old one stays as it is", async () => {
    const { runId, run } = await ran(straight(), { who: "olena" });
    const again = await replayed(runId);
    expect(again.run).toMatchObject({ status: "succeeded", replayOf: runId, version: 1, rehearsal: false });
    expect(far.calls).toEqual(["a", "b-olena", "c"]);
    expect(await leeway.api("GET", `/runs/${runId}`)).toEqual(run);
  });

  test("from a failed step takes over what came before it, and says so", async () => {
    far.broken.add("b-ian");
    const { runId, run } = await ran(straight(), { who: "ian" });
    expect(run.status).toBe("failed");
    far.broken.clear();
    const again = await replayed(runId, { from: "b" });
    expect([again.run.status, far.calls]).toEqual(["succeeded", ["b-ian", "c"]]);
    const taken = await step(again.run.id, "a");
    expect(taken).toMatchObject({ status: "succeeded", takenFrom: runId });
    expect(taken.output).toEqual((await step(runId, "a")).output);
    expect((await step(again.run.id, "b")).takenFrom).toBeUndefined();
  });

  test("runs the version of the original unless another is asked for", async () => {
    const { id, runId } = await ran(straight(), { who: "x" });
    const { revision } = await leeway.api("GET", `/workflows/${id}`);
    const changed = document(
      "Straight",
      [start, call("a", "a"), call("b", "new"), call("c", "c")],
      chain("in", "a", "b", "c"),
    );
    await leeway.api("PUT", `/workflows/${id}`, { revision, document: changed });
    expect((await replayed(runId, { from: "b" })).run).toMatchObject({ version: 1 });
    expect((await replayed(runId, { from: "b", version: "published" })).run).toMatchObject({ version: 1 });
    expect((await replayed(runId, { from: "b", version: "draft" })).run).toMatchObject({ version: "draft" });
    expect(far.calls).toEqual(["b-x", "c", "b-x", "c", "new", "c"]);
    const { revision: last } = await leeway.api("GET", `/workflows/${id}`);
    const without = document("Straight", [start, call("a", "a"), call("c", "c")], chain("in", "a", "c"));
    await leeway.api("PUT", `/workflows/${id}`, { revision: last, document: without });
    expect(await replayed(runId, { from: "b", version: "draft" })).toMatchObject({
      status: 422,
      code: "replay.noStep",
    });
    await leeway.api("POST", `/workflows/${id}/unpublish`);
    expect(await replayed(runId, { version: "published" })).toMatchObject({ code: "workflow.notPublished" });
    expect((await replayed(runId)).run).toMatchObject({ version: 1, status: "succeeded" });
  });

  test("asked twice under one key is one run", async () => {
    const { runId } = await ran(straight(), { who: "y" });
    const wish = { from: "c", requestKey: "one click" };
    const [one, two] = await Promise.all([replayed(runId, wish), replayed(runId, wish)]);
    expect(one.run.id).toBe(two.run.id);
    expect(far.calls).toEqual(["c"]);
  });

  test("counts as the run that it repeats for what is done once, however often it is repeated", async () => {
    far.broken.add("once-olena");
    const once = node("once", "logic.once", { key: "{{ trigger.who }}", unit: "ever" });
    const links = [...chain("in", "once"), edge("once", "a", "first")];
    const workflow = document("Once", [start, once, call("a", "once-{{ trigger.who }}")], links);
    const { id, runId } = await ran(workflow, { who: "olena" });
    const first = await replayed(runId);
    expect([first.run.status, first.run.replayOf]).toEqual(["failed", runId]);
    const second = await replayed(first.run.id);
    far.broken.clear();
    const third = await replayed(second.run.id);
    expect([third.run.status, third.run.replayOf]).toEqual(["succeeded", second.run.id]);
    expect(far.calls).toEqual(["once-olena", "once-olena", "once-olena"]);
    const { runId: other } = await leeway.api("POST", `/workflows/${id}/runs`, { payload: { who: "olena" } });
    await leeway.settled(other);
    expect((await step(other, "once")).port).toBe("repeat");
  });

  test("of a rehearsal stays one", async () => {
    const { runId } = await ran(straight(), { who: "z" }, { rehearsal: true });
    expect((await replayed(runId, { from: "c" })).run).toMatchObject({ rehearsal: true });
  });

  test("rehearses a run that was none where it is asked to", async () => {
    const { runId } = await ran(straight(), { who: "z" });
    const { run } = await replayed(runId, { from: "c", rehearsal: true });
    expect(run).toMatchObject({ rehearsal: true, replayOf: runId, status: "succeeded" });
    expect(await replayed(runId, { rehearsal: false })).toMatchObject({ status: 422 });
  });

  test("of what is not there is refused in words", async () => {
    const { id, runId } = await ran(straight(), { who: "w" });
    expect(await replayed("run_none")).toMatchObject({ status: 404 });
    expect(await replayed(runId, { from: "nowhere" })).toMatchObject({ status: 422, code: "replay.noStep" });
    expect(await replayed(runId, { from: 7 })).toMatchObject({ status: 422, code: "request.invalid" });
    await leeway.api("POST", `/workflows/${id}/unpublish`);
    await leeway.api("DELETE", `/workflows/${id}`);
    expect(await replayed(runId)).toMatchObject({ status: 409, code: "replay.gone" });
    expect(far.calls).toEqual([]);
  });
});

const loop = (params: object = {}) =>
  document(
    "Loop",
    [
      start,
      node("each", "logic.each", { items: "{{ trigger.items }}", ...params }),
      call("send", "{{ item }}", { parent: "each", name: "Send it" }),
      call("after", "after-{{ steps.each.succeeded }}"),
    ],
    [...chain("in", "each"), edge("each", "send", "item"), edge("each", "after", "done")],
  );
const items = (runId: string) => `/runs/${runId}/steps/each/items`;

describe("items of a loop", () => {
  test("that failed are done again in a new run, and the others are not", async () => {
    far.broken.add("q");
    const { runId, run } = await ran(loop({ onItemError: "continue" }), { items: ["p", "q", "r"] });
    expect([run.status, run.handledErrors]).toEqual(["succeeded", 1]);
    const edited = await replayed(runId, { indexes: [1], action: "retry", data: "s" }, items(runId));
    expect(edited.run).toMatchObject({ status: "succeeded", replayOf: runId, handledErrors: 0 });
    expect(far.calls).toEqual(["s", "after-3"]);
    expect(
      (await leeway.api("GET", items(edited.run.id))).items.map(
        ({ data, status }: { data: string; status: string }) => [data, status],
      ),
    ).toEqual([
      ["p", "succeeded"],
      ["s", "succeeded"],
      ["r", "succeeded"],
    ]);
    far.calls.length = 0;
    const still = await replayed(runId, { indexes: "failed", action: "retry" }, items(runId));
    expect([still.run.handledErrors, far.calls]).toEqual([1, ["q", "after-2"]]);
    far.broken.clear();
  });

  test("of a loop inside another one are done again alone", async () => {
    far.broken.add("B-1-z-1-look-z");
    const { runId, run } = await ran(nested(), { orders });
    expect([run.status, run.handledErrors]).toEqual(["succeeded", 1]);
    far.broken.clear();
    const again = await replayed(runId, { indexes: "failed", action: "retry" }, `/runs/${runId}/steps/lines[1]/items`);
    expect(far.calls).toEqual(["look-z", "B-1-z-1-look-z", "after"]);
    expect([again.run.status, again.run.handledErrors]).toEqual(["succeeded", 0]);
    expect(await step(again.run.id, "head[1]")).toMatchObject({ takenFrom: runId });
  });

  test("are refused where they cannot be meant", async () => {
    const { runId } = await ran(loop(), { items: ["p"] });
    const refused = async (wish: object, path = items(runId)) => (await replayed(runId, wish, path)).code;
    expect(await refused({ indexes: [4], action: "retry" })).toBe("items.notThere");
    expect(await refused({ indexes: [0], action: "retry" })).toBe("items.settled");
    expect(await refused({ indexes: "failed", action: "retry" })).toBe("items.nothing");
    expect(await refused({ indexes: [0, 1], action: "retry", data: 1 })).toBe("request.invalid");
    expect(await refused({ indexes: [0], action: "retry" }, `/runs/${runId}/steps/after/items`)).toBe("items.notLoop");
    expect(await replayed(runId, { from: "send" })).toMatchObject({
      status: 422,
      code: "replay.inLoop",
      detail: expect.stringContaining("Send it"),
    });
  });

  test("of a run that goes are changed in it; one under way is left alone", async () => {
    far.slow = 600;
    far.calls.length = 0;
    far.broken.add("q");
    const { runId } = await begun(loop({ onItemError: "continue" }), { items: ["q", "r", "s", "t"] });
    await eventually("the second item under way", async () => far.calls.includes("r"));
    far.broken.clear();
    const said = async (wish: object) =>
      (await leeway.call("POST", items(runId), wish)).json() as Promise<{ runId?: string; code?: string }>;
    expect((await said({ indexes: [1], action: "skip" })).code).toBe("items.busy");
    expect(await said({ indexes: [3], action: "skip" })).toEqual({ runId });
    expect(await said({ indexes: "failed", action: "retry" })).toEqual({ runId });
    const run = await leeway.settled(runId);
    expect([run.status, run.handledErrors]).toEqual(["succeeded", 0]);
    expect((await step(runId, "each")).output).toEqual({ items: 4, succeeded: 3, failed: 0, skipped: 1 });
    far.slow = 0;
  });
});

interface Bulk {
  count: number;
  jobId?: string;
  runIds?: string[];
}
const bulk = (action: "replay" | "cancel" | "resolve", body: object): Promise<Bulk> =>
  leeway.api("POST", `/runs/${action}`, body);

describe("many runs at once", () => {
  const one = () => document("One", [start, call("a", "{{ trigger.who }}")], chain("in", "a"));

  test("failed ones are replayed once each, by a filter, after a count", async () => {
    const { id } = await leeway.publish(one());
    const begin = async (who: string) =>
      (await leeway.api("POST", `/workflows/${id}/runs`, { payload: { who } })).runId as string;
    for (const who of ["m", "n", "o"]) far.broken.add(who);
    const failing = await Promise.all(["m", "n", "o", "fine"].map(begin));
    await Promise.all(failing.map((runId) => leeway.settled(runId)));
    far.broken.clear();
    far.calls.length = 0;
    const filter = { workflowId: id };
    expect(await bulk("replay", { filter, dryRun: true })).toEqual({ count: 3 });
    expect(far.calls).toEqual([]);
    const wish = { filter, requestKey: "the one press" };
    const [done, again] = await Promise.all([bulk("replay", wish), bulk("replay", wish)]);
    expect([done.count, again.count, done.jobId]).toEqual([3, 3, again.jobId]);
    const { runIds = [] } = done.runIds ? done : again;
    const runs = await Promise.all(runIds.map((runId) => leeway.settled(runId)));
    expect(runs.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect(far.calls.toSorted()).toEqual(["m", "n", "o"]);
    expect(await bulk("replay", { filter })).toEqual({ count: 0 });
    expect(await leeway.api("GET", `/run-jobs/${done.jobId}`)).toMatchObject({
      action: "replay",
      count: 3,
      done: 3,
      refused: 0,
    });
  });

  test("hundreds are replayed in the background, each once, though the server dies in between", async () => {
    const { id } = await leeway.publish(one());
    const begin = () => leeway.api("POST", `/workflows/${id}/runs`, { payload: { who: "many" } });
    far.broken.add("many");
    const began = await Promise.all(Array.from({ length: 180 }, begin));
    await Promise.all(began.map(({ runId }) => leeway.settled(runId)));
    far.broken.clear();
    far.calls.length = 0;
    const { count, jobId, runIds } = await bulk("replay", { filter: { workflowId: id } });
    expect([count, runIds]).toEqual([180, undefined]);
    await leeway.kill();
    await leeway.start();
    await eventually("the end of the job", async () => (await leeway.api("GET", `/run-jobs/${jobId}`)).finishedAt);
    const replays: string[] = [];
    for (let cursor = ""; ;) {
      const page = await leeway.api("GET", `/runs?workflowId=${id}&limit=200${cursor && `&cursor=${cursor}`}`);
      for (const run of page.items) if (run.replayOf !== null) replays.push(run.replayOf);
      if (page.nextCursor === undefined) break;
      cursor = page.nextCursor;
    }
    expect([replays.length, new Set(replays).size]).toEqual([180, 180]);
  });

  test("open ones are cancelled without an end of what they wait for", async () => {
    const wait = node("wait", "logic.wait", { mode: "duration", amount: 1, unit: "hours" });
    const { id } = await leeway.publish(document("Waits", [start, wait, call("a", "never")], chain("in", "wait", "a")));
    const began = await Promise.all(Array.from({ length: 20 }, () => leeway.api("POST", `/workflows/${id}/runs`, {})));
    await Promise.all(began.map(({ runId }) => leeway.settled(runId, ["waiting"])));
    expect((await bulk("cancel", { filter: { workflowId: id } })).count).toBe(20);
    await Promise.all(began.map(({ runId }) => leeway.settled(runId, ["cancelled"])));
    expect(await bulk("cancel", { filter: { workflowId: id } })).toEqual({ count: 0 });
  });

  test("are those that the list shows with the same words: states, what started them, time", async () => {
    const hook = node("hook", "trigger.webhook");
    const broken = document("Two ways in", [start, hook, call("a", "both")], [edge("in", "a"), edge("hook", "a")]);
    const { id, hook: address } = await leeway.publish(broken);
    far.broken.add("both");
    const before = new Date().toISOString();
    const runs: string[] = [];
    for (let index = 0; index < 3; index++) {
      const answer = await fetch(address, { method: "POST" });
      runs.push(((await answer.json()) as { runId: string }).runId);
    }
    runs.push((await leeway.api("POST", `/workflows/${id}/runs`, { node: "in" })).runId);
    for (const run of runs) expect(await leeway.settled(run)).toMatchObject({ status: "failed" });
    far.broken.clear();
    const listed = async (words: string) =>
      (await leeway.api("GET", `/runs?workflowId=${id}&${words}`)).items.map((run: { id: string }) => run.id);
    expect(await listed("status=failed,cancelled&trigger=trigger.webhook")).toEqual(runs.slice(0, 3).toReversed());
    expect(await listed("trigger=in")).toEqual([runs[3]]);
    expect(await listed(`status=succeeded,running`)).toEqual([]);
    expect(await listed(`to=${encodeURIComponent(before)}`)).toEqual([]);
    const filter = { workflowId: id, status: ["failed", "cancelled"], trigger: "trigger.webhook", from: before };
    expect(await bulk("replay", { filter: { ...filter, to: before }, dryRun: true })).toEqual({ count: 0 });
    expect(await bulk("replay", { filter })).toMatchObject({ count: 3 });
    expect(await bulk("replay", { filter })).toEqual({ count: 0 });
    expect(await bulk("replay", { filter: { workflowId: id, status: "failed" }, dryRun: true })).toEqual({ count: 1 });
  });

  test("with a filter that means nothing are refused", async () => {
    for (const [path, body] of [
      ["replay", { filter: { status: "running" } }],
      ["cancel", { filter: { status: "failed" } }],
      ["replay", { filter: { from: "yesterday" } }],
      ["replay", { filter: { status: ["failed", "running"] } }],
      ["replay", { filter: { workflow: "x" } }],
      ["resolve", { filter: {} }],
      ["cancel", {}],
    ] as const)
      expect([path, (await leeway.call("POST", `/runs/${path}`, body)).status]).toEqual([path, 422]);
    expect((await leeway.call("GET", "/run-jobs/job_none")).status).toBe(404);
    expect(await bulk("replay", { filter: { workflowId: "wf_of_nobody" } })).toEqual({ count: 0 });
  });
});

describe("a part of the draft", () => {
  const tried = async (name = "Tried") => {
    const { id } = await leeway.api("POST", "/workflows", { document: straight(name) });
    const begin = async (wish: object) => {
      far.calls.length = 0;
      const answer = await leeway.call("POST", `/workflows/${id}/runs`, wish);
      const body = (await answer.json()) as { runId: string; code?: string };
      return answer.status === 202 ? leeway.settled(body.runId) : { status: body.code };
    };
    return { id: id as string, begin };
  };

  test("is run up to a step; what comes after it is not, and kept data stand for a step", async () => {
    const { id, begin } = await tried();
    expect(await begin({ upTo: "b", payload: { who: "up" } })).toMatchObject({ status: "succeeded", version: "draft" });
    expect(far.calls).toEqual(["a", "b-up"]);
    await leeway.api("PUT", `/workflows/${id}/samples`, { nodeId: "a", payload: { body: "kept" } });
    const run = await begin({ upTo: "b", payload: { who: "again" } });
    expect(far.calls).toEqual(["b-again"]);
    expect((await step(run.id, "a")).output).toEqual({ body: "kept" });
    expect(await begin({ upTo: "nowhere" })).toEqual({ status: "replay.noStep" });
  });

  test("one step alone takes what the last run gave, or what is kept", async () => {
    const { id, begin } = await tried();
    expect(await begin({ only: "c" })).toEqual({ status: "run.noData" });
    expect(far.calls).toEqual([]);
    const first = await begin({ upTo: "b", payload: { who: "first" } });
    const run = await begin({ only: "c" });
    expect([run.status, far.calls]).toEqual(["succeeded", ["c"]]);
    expect(await step(run.id, "b")).toMatchObject({ takenFrom: first.id });
    await begin({ only: "b", payload: { who: "alone" } });
    expect(far.calls).toEqual(["b-alone"]);
    await leeway.api("PUT", `/workflows/${id}/samples`, { nodeId: "in", payload: { who: "sample" } });
    expect(await begin({ only: "b", rehearsal: true })).toMatchObject({ rehearsal: true });
  });

  test("up to a step in a loop is run over all of its items, and what comes after it in the loop is not", async () => {
    const { id } = await leeway.api("POST", "/workflows", { document: nested() });
    await leeway.api("PUT", `/workflows/${id}/samples`, { nodeId: "orders", payload: { items: 9 } });
    far.calls.length = 0;
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { upTo: "send", payload: { orders } });
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect(far.calls.filter((path) => /-0-|-1-/.test(path))).toEqual([
      "A-0-x-0-look-x",
      "B-1-y-0-look-y",
      "B-1-z-1-look-z",
    ]);
    expect(far.calls).not.toContain("after");
  });

  test("one step alone in a loop, and in one inside that, takes the last run's item that failed, else the first", async () => {
    const { id } = await leeway.api("POST", "/workflows", { document: nested() });
    const begin = async (wish: object) => {
      far.calls.length = 0;
      const answer = await leeway.call("POST", `/workflows/${id}/runs`, wish);
      const body = (await answer.json()) as { runId: string; code?: string };
      return answer.status === 202 ? leeway.settled(body.runId) : { status: body.code };
    };
    expect(await begin({ only: "send", payload: { orders: [] } })).toEqual({ status: "run.noData" });
    expect(await begin({ only: "send" })).toEqual({ status: "run.noData" });
    await begin({ upTo: "send", payload: { orders } });
    const first = await begin({ only: "send" });
    expect([first.status, far.calls]).toEqual(["succeeded", ["A-0-x-0-look-x"]]);
    far.broken.add("B-1-z-1-look-z");
    const { id: last } = await begin({ upTo: "send", payload: { orders } });
    far.broken.clear();
    const run = await begin({ only: "send" });
    expect([run.status, far.calls]).toEqual(["succeeded", ["B-1-z-1-look-z"]]);
    expect(await step(run.id, "look[1][1]")).toMatchObject({ takenFrom: last });
    // As the last one has it, which had this item alone.
    await begin({ only: "head" });
    expect(far.calls).toEqual(["head-B"]);
    await leeway.api("PUT", `/workflows/${id}/samples`, { nodeId: "look", payload: { body: { path: "kept" } } });
    await leeway.api("PUT", `/workflows/${id}/samples`, { nodeId: "head", payload: {} });
    await leeway.api("PUT", `/workflows/${id}/samples`, { nodeId: "in", payload: { orders: [orders[0]] } });
    await begin({ only: "send" });
    expect(far.calls).toEqual(["A-0-x-0-kept"]);
  });
});
