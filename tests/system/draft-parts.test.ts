import { describe, expect, test } from "vitest";
import { chain, document, edge, node } from "./documents.js";
import { replaying } from "./replaying.js";

const { leeway, far, call, start, step, nested, orders } = replaying();
/** The last one reads what the one before it gave. */
const straight = (name: string) =>
  document(
    name,
    [start, call("a", "a"), call("b", "b-{{ trigger.who }}"), call("c", "c-{{ steps.b.body.path }}")],
    chain("in", "a", "b", "c"),
  );

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
    expect(await begin({ upTo: "nowhere" })).toEqual({ status: "run.noStep" });
    const both = await leeway.call("POST", `/workflows/${id}/runs`, { upTo: "b", only: "b" });
    expect([both.status, await both.json()]).toMatchObject([
      422,
      { errors: [{ path: "upTo", message: expect.stringContaining("Leave one of them out") }] },
    ]);
    const live = await leeway.call("POST", `/workflows/${id}/runs`, { only: "b", version: "published" });
    expect([live.status, await live.json()]).toMatchObject([
      422,
      { errors: [{ path: "version", message: expect.stringContaining("of the draft alone") }] },
    ]);
  });

  test("one step alone takes what the last run gave, or what is kept", async () => {
    const { id, begin } = await tried();
    expect(await begin({ only: "c" })).toEqual({ status: "run.noData" });
    expect(far.calls).toEqual([]);
    const first = await begin({ upTo: "b", payload: { who: "first" } });
    const run = await begin({ only: "c" });
    expect([run.status, far.calls]).toEqual(["succeeded", ["c-b-first"]]);
    expect(await step(run.id, "b")).toMatchObject({ takenFrom: first.id });
    await begin({ only: "b", payload: { who: "alone" } });
    expect(far.calls).toEqual(["b-alone"]);
    await leeway.api("PUT", `/workflows/${id}/samples`, { nodeId: "in", payload: { who: "sample" } });
    expect(await begin({ only: "b", rehearsal: true })).toMatchObject({ rehearsal: true });
    expect(await begin({ only: "b" })).toMatchObject({ status: "succeeded" });
    expect(far.calls).toEqual(["b-sample"]);
    expect(await begin({ only: "b", payload: { who: "said" } })).toMatchObject({ status: "succeeded" });
    expect(far.calls).toEqual(["b-said"]);
  });

  test("one step alone takes what an earlier run gave where the last ones have tried others before it alone", async () => {
    const { begin } = await tried("Earlier");
    const first = await begin({ upTo: "c", payload: { who: "first" } });
    for (let n = 0; n < 2; n++) await begin({ only: "a" });
    const run = await begin({ only: "c" });
    expect([run.status, far.calls]).toEqual(["succeeded", ["c-b-first"]]);
    expect(await step(run.id, "a")).toMatchObject({ takenFrom: first.id });
  });

  test("one step alone takes nothing of those who came before the newest live run", async () => {
    const { id, begin } = await tried("Others");
    await begin({ upTo: "c", payload: { who: "another" } });
    await leeway.api("POST", `/workflows/${id}/publish`, {});
    far.broken.add("b-live");
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload: { who: "live" } });
    expect(await leeway.settled(runId)).toMatchObject({ status: "failed", version: 1 });
    expect(await begin({ only: "c" })).toEqual({ status: "run.noData" });
  });

  test("one step alone wants data of the steps that it reads, and of no other", async () => {
    const made = document(
      "Reads little",
      [
        start,
        call("a", "a"),
        node("way", "logic.if", { where: { all: [{ value: "1", op: "equals", to: "2" }] } }),
        call("c", "c"),
        call("d", "d-{{ steps.way.result }}"),
      ],
      [...chain("in", "a", "way"), edge("way", "c", "false"), ...chain("c", "d")],
    );
    const { id } = await leeway.api("POST", "/workflows", { document: made });
    const begin = async (wish: object) => {
      far.calls.length = 0;
      const answer = await leeway.call("POST", `/workflows/${id}/runs`, wish);
      const body = (await answer.json()) as { runId: string; code?: string };
      return answer.status === 202 ? leeway.settled(body.runId) : { status: body.code };
    };
    // Nothing was ever run: what is before it is passed, on the way that leads to it.
    const alone = await begin({ only: "c" });
    expect([alone.status, far.calls]).toEqual(["succeeded", ["c"]]);
    expect(await step(alone.id, "way")).toMatchObject({ status: "succeeded", output: null });
    // What was passed gave nothing: whoever reads it has nothing to be tried with.
    expect(await begin({ only: "d" })).toEqual({ status: "run.noData" });
    await leeway.api("PUT", `/workflows/${id}/samples`, { nodeId: "way", payload: { result: "kept" } });
    expect([(await begin({ only: "d" })).status, far.calls]).toEqual(["succeeded", ["d-kept"]]);
  });

  test("one step alone that reads a person's fields is not tried without the step before it, which may be of that person", async () => {
    const nodes = [start, call("a", "a"), call("c", "c-{{ fields | length }}")];
    const { id } = await leeway.api("POST", "/workflows", {
      document: document("Fields", nodes, chain("in", "a", "c")),
    });
    const answer = await leeway.call("POST", `/workflows/${id}/runs`, { only: "c" });
    expect(await answer.json()).toMatchObject({ code: "run.noData" });
    await leeway.api("PUT", `/workflows/${id}/samples`, { nodeId: "a", payload: {} });
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { only: "c" });
    expect((await leeway.settled(runId)).status).toBe("succeeded");
  });

  test("up to a step leaves out what the step does not rest on", async () => {
    const made = document(
      "Beside",
      [start, call("a", "a"), call("beside", "beside"), call("b", "b"), call("c", "c")],
      [...chain("in", "a", "b", "c"), edge("a", "beside")],
    );
    const { id } = await leeway.api("POST", "/workflows", { document: made });
    far.calls.length = 0;
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { upTo: "b", payload: {} });
    expect((await leeway.settled(runId)).status).toBe("succeeded");
    expect(far.calls).toEqual(["a", "b"]);
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
