import { describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { eventually } from "./leeway.js";
import { replaying } from "./replaying.js";

const { leeway, far, call, start, begun, ran, replayed, step, straight, nested, orders } = replaying();

describe("a replay", () => {
  test("of a whole run is a new one with the same payload, and the old one stays as it is and names it", async () => {
    const { runId, run } = await ran(straight(), { who: "olena" });
    const again = await replayed(runId);
    expect(again.run).toMatchObject({ status: "succeeded", replayOf: runId, version: 1, rehearsal: false });
    expect(far.calls).toEqual(["a", "b-olena", "c"]);
    const { id, createdAt } = again.run;
    expect(await leeway.api("GET", `/runs/${runId}`)).toEqual({ ...run, replayedAs: { id, createdAt } });
    const { run: newest } = await replayed(runId);
    expect((await leeway.api("GET", `/runs/${runId}`)).replayedAs.id).toBe(newest.id);
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

  test("of a whole run that goes on is refused with what to do, alone and among many, but for a rehearsal", async () => {
    const wait = node("wait", "logic.wait", { mode: "callback" });
    const waiting = document("Waiting", [start, call("a", "a"), wait, call("b", "b")], chain("in", "a", "wait", "b"));
    far.calls.length = 0;
    const { id, runId } = await begun(waiting);
    const waits = (one: string) => eventually("the wait", async () => (await step(one, "wait")).status === "waiting");
    await waits(runId);
    const open = { status: 409, code: "replay.open", detail: expect.stringContaining("cancel it first") };
    for (const wish of [{}, { version: "published" }, { from: "in" }, { from: "b" }])
      expect(await replayed(runId, wish)).toMatchObject(open);
    for (const filter of [{ ids: [runId] }, { workflowId: id }])
      expect(await leeway.api("POST", "/runs/replay", { filter })).toEqual({ count: 0 });
    expect((await leeway.api("GET", `/runs?workflowId=${id}`)).items).toHaveLength(1);
    const rehearsed = await leeway.api("POST", `/runs/${runId}/replay`, { rehearsal: true });
    await waits(rehearsed.runId);
    expect(far.calls).toEqual(["a"]);
    await leeway.api("POST", `/runs/${runId}/cancel`);
    await leeway.settled(runId);
    const again = await leeway.api("POST", `/runs/${runId}/replay`);
    await waits(again.runId);
    expect(far.calls).toEqual(["a", "a"]);
  });

  test("of a rehearsal stays one", async () => {
    const { runId } = await ran(straight(), { who: "z" }, { rehearsal: true });
    expect((await replayed(runId, { from: "c" })).run).toMatchObject({ rehearsal: true });
  });

  test("rehearses a run that was none where it is asked to", async () => {
    const { runId } = await ran(straight(), { who: "z" });
    const { run } = await replayed(runId, { from: "c", rehearsal: true });
    expect(run).toMatchObject({ rehearsal: true, replayOf: runId, status: "succeeded" });
    // Nothing of it has taken effect.
    expect(await leeway.api("GET", `/runs/${runId}`)).not.toHaveProperty("replayedAs");
    expect(await replayed(runId, { rehearsal: false })).toMatchObject({ status: 422 });
  });

  test("in a version that has a step or the trigger no more is refused by the names that they had, with what to do", async () => {
    const named = straight();
    const nodes = (named.nodes as { id: string }[]).map((one) => ({ ...one, name: `The one called ${one.id}` }));
    const { id, runId } = await ran({ ...named, nodes }, { who: "w" });
    const save = async (left: { id: string }[]) => {
      const { revision } = await leeway.api("GET", `/workflows/${id}`);
      const mended = document("Mended", left, chain(...left.map((one) => one.id)));
      await leeway.api("PUT", `/workflows/${id}`, { revision, document: mended });
    };
    const [trigger, last] = [nodes[0]?.id ?? "", nodes.at(-1)?.id ?? ""];
    await save(nodes.slice(0, -1));
    expect(await replayed(runId, { from: last, version: "draft" })).toMatchObject({
      code: "replay.noStep",
      detail: `The version that would run has no step “The one called ${last}”. Replay with the version that the run had, or from another step.`,
    });
    await save([node("other", "trigger.workflow"), ...nodes.slice(1)]);
    expect(await replayed(runId, { version: "draft" })).toMatchObject({
      code: "replay.noTrigger",
      detail: expect.stringContaining(`“The one called ${trigger}”`),
    });
    expect(await replayed(runId, { from: last })).not.toHaveProperty("code");
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

const loop = (params: object = {}, what = "{{ item }}") =>
  document(
    "Loop",
    [
      start,
      node("each", "logic.each", { items: "{{ trigger.items }}", ...params }),
      call("send", what, { parent: "each", name: "Send it" }),
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

  test("that failed are done again in the version that somebody has mended", async () => {
    far.broken.add("q");
    const { id, runId } = await ran(loop({ onItemError: "continue" }), { items: ["p", "q", "r"] });
    const { revision } = await leeway.api("GET", `/workflows/${id}`);
    const mended = { revision, document: loop({ onItemError: "continue" }, "mended-{{ item }}") };
    await leeway.api("PUT", `/workflows/${id}`, mended);
    far.calls.length = 0;
    const again = await replayed(runId, { indexes: "failed", action: "retry", version: "draft" }, items(runId));
    expect(again.run).toMatchObject({ status: "succeeded", version: "draft", replayOf: runId, handledErrors: 0 });
    expect(far.calls).toEqual(["mended-q", "after-3"]);
    const without = { revision: revision + 1, document: straight() };
    await leeway.api("PUT", `/workflows/${id}`, without);
    const wish = { indexes: "failed", action: "retry", version: "draft" };
    expect(await replayed(runId, wish, items(runId))).toMatchObject({ status: 422, code: "items.loopGone" });
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
    // It goes on in the version in which it has begun.
    expect((await said({ indexes: "failed", action: "retry", version: "draft" })).code).toBe("replay.open");
    expect(await said({ indexes: [3], action: "skip" })).toEqual({ runId });
    expect(await said({ indexes: "failed", action: "retry" })).toEqual({ runId });
    const run = await leeway.settled(runId);
    expect([run.status, run.handledErrors]).toEqual(["succeeded", 0]);
    expect((await step(runId, "each")).output).toEqual({ items: 4, succeeded: 3, failed: 0, skipped: 1 });
    far.slow = 0;
  });
});
