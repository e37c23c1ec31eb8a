import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { EventStream } from "./event-stream.js";
import { FarEnd } from "./far-end.js";
import { Leeway } from "./leeway.js";

const leeway = new Leeway();
/** The most that were under way at once; what is bad is refused. */
const busy = { now: 0, most: 0 };
const far = new FarEnd((_, response, { url = "" }) => {
  busy.most = Math.max(busy.most, ++busy.now);
  setTimeout(() => {
    busy.now--;
    response.writeHead(url.includes("bad") ? 400 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ url }));
  }, 60);
});
beforeAll(async () => {
  await Promise.all([far.open(), leeway.start()]);
});
afterAll(async () => {
  await leeway.close();
  far.close();
});

const each = (params: Record<string, unknown> = {}, extra: Record<string, unknown> = {}) =>
  node("loop", "logic.each", { items: "{{ trigger.items }}", ...params }, extra);
const inside = { parent: "loop" };
const set = (id: string, fields: Record<string, unknown>, extra: Record<string, unknown> = inside) =>
  node(id, "logic.set", { fields: Object.entries(fields).map(([name, value]) => ({ name, value })) }, extra);
const call = (extra: Record<string, unknown> = {}) =>
  node("send", "http.request", { method: "GET", url: `${far.url}/{{ item }}` }, { ...inside, ...extra });

/** Saves, publishes and runs; answers the settled run, its steps by key. */
async function run(nodes: unknown[], links: unknown[], payload: unknown = { items: ["a", "b", "c"] }) {
  const start = node("in", "trigger.manual");
  const { id } = await leeway.publish(document("Loop", [start, ...nodes], links));
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload });
  const settled = await leeway.settled(runId);
  const { items } = await leeway.api("GET", `/runs/${runId}/steps`);
  const steps = Object.fromEntries(items.map((step: { key: string }) => [step.key, step]));
  return { run: settled, runId, steps, step: (key: string) => leeway.api("GET", `/runs/${runId}/steps/${key}`) };
}

/** What the log says of how a step ended; the state keeps only steps of items that are under way. */
async function loggedEnd(runId: string, key: string) {
  const stream = await EventStream.open(leeway, `/runs/${runId}/events`);
  await stream.ended;
  return stream.messages
    .map(({ data }) => data)
    .find((event) => event["key"] === key && event["type"] !== "step.started");
}

describe("a loop", () => {
  test("does its steps for each item, with the item, its number and the loop in scope", async () => {
    const { run: done, step } = await run(
      [
        each({ collect: "{{ steps.made.text }}" }),
        set("made", { text: "{{ item }}-{{ index }}-{{ steps.loop.item }}-{{ steps.loop.index }}" }),
        set("after", { results: "{{ steps.loop.results }}" }, {}),
      ],
      [...chain("in", "loop"), edge("loop", "made", "item"), edge("loop", "after", "done")],
    );
    expect(done.status).toBe("succeeded");
    expect((await step("loop")).output).toEqual({
      items: 3,
      succeeded: 3,
      failed: 0,
      results: ["a-0-a-0", "b-1-b-1", "c-2-c-2"],
    });
    expect((await step("after")).output).toEqual({ results: ["a-0-a-0", "b-1-b-1", "c-2-c-2"] });
  });

  test("keeps what it collects in the form that it is given, and reads values per item", async () => {
    const { step } = await run(
      [each({ collect: { name: "{{ item.name }}", n: "{{ index + 1 }}" } }), set("made", { x: 1 })],
      [...chain("in", "loop"), edge("loop", "made", "item")],
      { items: [{ name: "Оля" }, { name: "Ян" }] },
    );
    expect((await step("loop")).output.results).toEqual([
      { name: "Оля", n: 1 },
      { name: "Ян", n: 2 },
    ]);
  });

  test("has a step of its own for each item, under the item's number", async () => {
    const { runId } = await run(
      [each(), set("made", { text: "{{ item }}" })],
      [...chain("in", "loop"), edge("loop", "made", "item")],
    );
    expect(await loggedEnd(runId, "made[1]")).toMatchObject({
      type: "step.succeeded",
      nodeId: "made",
      output: { text: "b" },
    });
  });

  test("lies in another one, outer number first", async () => {
    const {
      run: done,
      step,
      runId,
    } = await run(
      [
        each({ collect: "{{ steps.inner.results }}" }),
        node("inner", "logic.each", { items: "{{ item }}", collect: "{{ steps.made.text }}" }, inside),
        set("made", { text: "{{ steps.loop.index }}.{{ index }} {{ item }}" }, { parent: "inner" }),
      ],
      [...chain("in", "loop"), edge("loop", "inner", "item"), edge("inner", "made", "item")],
      { items: [["a", "b"], [], ["c"]] },
    );
    expect(done.status).toBe("succeeded");
    expect((await step("loop")).output.results).toEqual([["0.0 a", "0.1 b"], [], ["2.0 c"]]);
    expect(await loggedEnd(runId, "made[2][0]")).toMatchObject({ output: { text: "2.0 c" } });
  });

  test("has as many items under way as it may, and no more", async () => {
    busy.most = 0;
    const items = Array.from({ length: 12 }, (_, index) => index);
    const { run: done } = await run(
      [each({ concurrency: 4 }), call()],
      [...chain("in", "loop"), edge("loop", "send", "item")],
      {
        items,
      },
    );
    expect(done.status).toBe("succeeded");
    expect(busy.most).toBe(4);
  });

  test("begins no further item after a failure, and fails with it", async () => {
    const { run: done, steps } = await run([each(), call()], [...chain("in", "loop"), edge("loop", "send", "item")], {
      items: ["ok1", "bad", "ok2"],
    });
    expect(done).toMatchObject({ status: "failed", error: { code: "loop.itemFailed", nodeId: "loop" } });
    expect(done.error.message).toMatch(/^loop: Item 2 of 3 failed: send: The service /);
    expect(steps["loop"].status).toBe("failed");
    expect(far.arrivals.map(({ path }) => path)).not.toContain("/ok2");
  });

  test("goes on with the next item where it is told to", async () => {
    const { run: done, step } = await run(
      [
        each({ onItemError: "continue", collect: "{{ steps.send.body.url }}" }),
        call(),
        set("after", { left: "{{ steps.loop.failed }}" }, {}),
      ],
      [...chain("in", "loop"), edge("loop", "send", "item"), edge("loop", "after", "done")],
      { items: ["ok3", "bad", "ok4"] },
    );
    expect(done.status).toBe("succeeded");
    expect((await step("loop")).output).toEqual({ items: 3, succeeded: 2, failed: 1, results: ["/ok3", null, "/ok4"] });
    expect((await step("after")).output).toEqual({ left: 1 });
  });

  test("counts a failure that a step inside has handled", async () => {
    const { run: done, step } = await run(
      [each(), call({ onError: "continue" })],
      [...chain("in", "loop"), edge("loop", "send", "item")],
      { items: ["bad", "bad", "ok5"] },
    );
    expect(done).toMatchObject({ status: "succeeded", handledErrors: 2 });
    expect((await step("loop")).output).toMatchObject({ succeeded: 3, failed: 0 });
  });

  test("takes its way for failures", async () => {
    const { run: done, step } = await run(
      [each({}, { onError: "branch" }), call(), set("sorry", { why: "{{ steps.loop.error.code }}" }, {})],
      [...chain("in", "loop"), edge("loop", "send", "item"), edge("loop", "sorry", "error")],
      { items: ["bad"] },
    );
    expect(done).toMatchObject({ status: "succeeded", handledErrors: 1 });
    expect((await step("sorry")).output).toEqual({ why: "loop.itemFailed" });
  });

  test("of nothing is done at once", async () => {
    const { run: done, step } = await run(
      [each({ collect: "{{ item }}" }), set("made", { x: 1 }), set("after", { n: "{{ steps.loop.items }}" }, {})],
      [...chain("in", "loop"), edge("loop", "made", "item"), edge("loop", "after", "done")],
      { items: [] },
    );
    expect(done.status).toBe("succeeded");
    expect((await step("loop")).output).toEqual({ items: 0, succeeded: 0, failed: 0, results: [] });
    expect((await step("after")).output).toEqual({ n: 0 });
  });

  test.each([
    ["a text", "abc"],
    ["an object", { a: 1 }],
    ["a number", 5],
  ])("over %s fails and says that it is no list", async (_what, items) => {
    const { run: done } = await run(
      [each(), set("made", { x: 1 })],
      [...chain("in", "loop"), edge("loop", "made", "item")],
      { items },
    );
    expect(done).toMatchObject({ status: "failed", error: { code: "loop.notList", nodeId: "loop", param: "items" } });
  });

  test.each([
    ["one more than it may have", "{{ range(1, 100001) }}", "loop.tooManyItems"],
    ["a million items", "{{ range(1, 1000000) }}", "expression.budget"],
    ["as many as a call can bring", "{{ trigger.items }}", "loop.tooManyItems"],
  ])("over %s fails before its first, and others are answered until then", async (_what, items, code) => {
    const ran = run([each({ items }), set("made", { x: 1 })], [...chain("in", "loop"), edge("loop", "made", "item")], {
      items: Array.from({ length: 450_000 }, () => 0),
    });
    let going = true;
    const ended = ran.finally(() => (going = false));
    while (going) expect((await fetch(`${leeway.origin}/health/ready`)).status).toBe(200);
    const { run: done, steps } = await ended;
    expect(done).toMatchObject({ status: "failed", error: { code, nodeId: "loop" } });
    expect(Object.keys(steps)).not.toContain("made[0]");
  });

  test("over a million that code has made fails, and says how many it may have", async () => {
    const code = node("code", "logic.code", { source: "return { items: Array(1_000_000).fill(1) }" });
    const { run: done } = await run(
      [code, each({ items: "{{ steps.code.result.items }}" }), set("made", { x: 1 })],
      [...chain("in", "code", "loop"), edge("loop", "made", "item")],
      {},
    );
    const values = { count: 1_000_000, limit: 100_000 };
    expect(done).toMatchObject({ status: "failed", error: { code: "loop.tooManyItems", nodeId: "loop", values } });
  });

  test("that a stop step ends, ends the run with it", async () => {
    const { run: done, steps } = await run(
      [
        each(),
        node("enough", "logic.if", { where: { all: [{ value: "{{ index }}", op: "equals", to: 1 }] } }, inside),
        node("stop", "logic.stop", { status: "failed", message: "Досить" }, inside),
        set("on", { x: "{{ item }}" }),
        set("after", { x: 1 }, {}),
      ],
      [
        ...chain("in", "loop"),
        edge("loop", "enough", "item"),
        edge("enough", "stop", "true"),
        edge("enough", "on", "false"),
        edge("loop", "after", "done"),
      ],
    );
    expect(done).toMatchObject({
      status: "failed",
      error: { code: "run.stopped", message: expect.stringContaining("Досить") },
    });
    expect(steps["after"].status).toBe("cancelled");
  });
});

describe("a loop that is drawn wrong is refused at publish:", () => {
  const problems = async (nodes: unknown[], links: unknown[], wish = "publish") => {
    const body = { document: document("Bad", [node("in", "trigger.manual"), ...nodes], links) };
    const { id } = await leeway.api("POST", "/workflows", body);
    const answer = await leeway.call("POST", `/workflows/${id}/${wish}`, wish === "runs" ? {} : undefined);
    const { errors } = (await answer.json()) as { errors?: { code: string }[] };
    return [answer.status, (errors ?? []).map(({ code }) => code)];
  };

  test.each<[string, unknown[], unknown[], string]>([
    [
      "a link that crosses its border",
      [each(), set("made", { x: 1 }), set("after", { x: 1 }, {})],
      [...chain("in", "loop"), edge("loop", "made", "item"), edge("made", "after")],
      "edge.crossesLoop",
    ],
    ["nothing inside", [each()], chain("in", "loop"), "loop.noBody"],
    [
      "an expression that reads a step inside from outside",
      [each(), set("made", { x: 1 }), set("after", { y: "{{ steps.made.x }}" }, {})],
      [...chain("in", "loop"), edge("loop", "made", "item"), edge("loop", "after", "done")],
      "expression.notUpstream",
    ],
    [
      "an item outside of any loop",
      [each(), set("made", { x: 1 }), set("after", { y: "{{ item }}" }, {})],
      [...chain("in", "loop"), edge("loop", "made", "item"), edge("loop", "after", "done")],
      "expression.outOfScope",
    ],
  ])("%s", async (_what, nodes, links, code) => {
    expect(await problems(nodes, links)).toEqual([422, expect.arrayContaining([code])]);
  });

  test("of a link over the border the draft is not run either: nobody could say for which item the step behind it is", async () => {
    const nodes = [each(), set("made", { x: 1 }), set("after", { x: 1 }, {})];
    const links = [...chain("in", "loop"), edge("loop", "made", "item"), edge("made", "after")];
    expect(await problems(nodes, links, "runs")).toEqual([422, ["edge.crossesLoop"]]);
  });
});
