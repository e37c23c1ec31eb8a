import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "../document/document.js";
import type { Json } from "../json.js";
import type { ItemsWish } from "../run/replay-items.js";
import { Bench } from "../testing/bench.js";
import type { Manner } from "../testing/far-end.js";
import { calls, ran, replayed, say } from "../testing/replayed.js";
import { graph } from "../testing/tiny-world.js";

describe("items of a run that has ended", () => {
  const loop = (items: Json, more: object = {}) =>
    graph(
      "in:trigger before:create each:each s:create after:create",
      "in>before before>each each-item>s each-done>after",
      {
        each: { params: { items, collect: "{{ steps.s.said }}", ...more } },
        s: { parent: "each", ...say("{{ item }}") },
        after: say("{{ steps.each }}"),
      },
    );
  const going = { onItemError: "continue" };
  const items = (wish: ItemsWish) => ({ key: "each", ...wish });

  test("that failed are done again, the others stay with their results, and what follows runs again", async () => {
    const run = await ran(loop(["x", "y", "z"], going), { "s[1]": ["bad", "ok"] });
    const { state, calls: sent } = await replayed(run, items({ items: "failed", action: "retry" }));
    expect(sent).toEqual(["s[1]", "after"]);
    const output = { items: 3, succeeded: 3, failed: 0, results: ["x", "y", "z"] };
    expect([state?.status, state?.handledErrors, state?.steps.get("each")?.output]).toEqual(["succeeded", 0, output]);
    expect(state?.steps.get("before")).toMatchObject({ takenFrom: run.runId });
  });

  test("are done with other data, which stand if they are done once more", async () => {
    const run = await ran(loop(["x", "y", "z"], going), { "s[1]": ["bad", "bad", "ok"] });
    const first = await replayed(run, items({ items: [1], action: "retry", data: "new" }));
    expect(first.state?.steps.get("each")?.output).toMatchObject({ failed: 1 });
    const again = { bench: run.bench, runId: first.runId ?? "", before: calls(run.bench).length };
    const { state } = await replayed(again, items({ items: "failed", action: "retry" }));
    expect(state?.steps.get("each")?.output).toMatchObject({ failed: 0, results: ["x", "new", "z"] });
  });

  test("are left out, and the loop that they had stopped goes on", async () => {
    const run = await ran(loop(["x", "y", "z"]), { "s[1]": ["bad", "ok"] });
    expect((await run.bench.state(run.runId)).status).toBe("failed");
    const { state, calls: sent } = await replayed(run, items({ items: [1], action: "skip" }));
    expect(sent).toEqual(["s[2]", "after"]);
    expect(state?.steps.get("each")?.output).toEqual({
      items: 3,
      succeeded: 2,
      failed: 0,
      skipped: 1,
      results: ["x", null, "z"],
    });
    const rest = await replayed({ ...run, before: calls(run.bench).length }, items({ items: "rest", action: "retry" }));
    expect(rest.calls).toEqual(["s[2]", "after"]);
  });

  test("that were left out stay so in every replay that follows", async () => {
    const run = await ran(loop(["x", "y", "z"], { collect: "{{ steps.s.said }}" }), {
      "s[0]": ["bad"],
      "s[2]": ["bad", "ok"],
    });
    const first = await replayed(run, items({ items: [0], action: "skip" }));
    expect(first.state?.steps.get("each")?.loop).toMatchObject({ failed: 1, skipped: 1 });
    const again = { bench: run.bench, runId: first.runId ?? "", before: calls(run.bench).length };
    const { state, calls: sent } = await replayed(again, items({ items: "failed", action: "retry" }));
    expect(sent).toEqual(["s[2]", "after"]);
    expect(state?.steps.get("each")?.output).toMatchObject({ succeeded: 2, skipped: 1, results: [null, "y", "z"] });
  });

  test("that are not there or came through are refused, and so is what is no loop", async () => {
    const run = await ran(loop(["x", "y"], going));
    const refused = async (key: string, wish: ItemsWish) => (await replayed(run, { key, ...wish })).refuse;
    expect(await refused("each", { items: [7], action: "retry" })).toEqual({ code: "noItem", index: 7, count: 2 });
    expect(await refused("each", { items: [0], action: "retry" })).toEqual({ code: "notFailed", index: 0 });
    expect(await refused("each", { items: [0], action: "skip" })).toEqual({ code: "ended", index: 0 });
    expect(await refused("each", { items: "failed", action: "retry" })).toEqual({ code: "nothing" });
    expect(await refused("before", { items: "failed", action: "retry" })).toEqual({ code: "notLoop" });
    expect(await refused("each[0]", { items: [0], action: "retry" })).toEqual({
      code: "inLoop",
      step: "each",
      loop: "each",
    });
    const taken = await replayed(run, "after");
    const again = { ...run, runId: taken.runId ?? "" };
    expect((await replayed(again, items({ items: [0], action: "retry" }))).refuse).toEqual({
      code: "takenOver",
      runId: run.runId,
    });
  });

  test("are done again without the one beside them that may have arrived, unless that is named", async () => {
    const run = await ran(loop(["x", "y"], { ...going, concurrency: 2 }), { "s[0]": ["cut", "ok"], "s[1]": ["bad"] });
    await run.bench.cancel(run.runId);
    await run.bench.pass(1_000);
    const { status, steps } = await run.bench.state(run.runId);
    expect([status, steps.get("s[0]")?.status]).toEqual(["cancelled", "unknown"]);
    const failed = await replayed(run, items({ items: "failed", action: "retry" }));
    expect(failed.calls).toEqual(["s[1]", "after"]);
    const now = { ...run, before: calls(run.bench).length };
    expect((await replayed(now, items({ items: [0], action: "retry" }))).calls).toEqual(["s[0]", "after"]);
  });

  test("of a loop inside another are done again alone, and only what comes after them in their item and behind the loop", async () => {
    const document = graph(
      "in:trigger each:each first:create inner:each s:create close:create after:create",
      "in>each each-item>first first>inner inner-item>s inner-done>close each-done>after",
      {
        each: { params: { items: ["a", "b", "c"], onItemError: "continue", collect: "{{ steps.inner }}" } },
        first: { parent: "each", ...say("first {{ item }}") },
        inner: { parent: "each", params: { items: ["x", "y"], onItemError: "continue" } },
        s: { parent: "inner", ...say("{{ steps.each.item }} {{ item }} {{ steps.first.said }}") },
        close: { parent: "each", ...say("{{ steps.inner.failed }}") },
        after: say("{{ steps.each.failed }}"),
      },
    );
    const run = await ran(document, { "s[1][1]": ["bad", "bad", "ok"] });
    const wish = { key: "inner[1]", items: "failed" as const, action: "retry" as const };
    expect((await run.bench.state(run.runId)).steps.get("each")?.loop).toMatchObject({ succeeded: 3, flawed: 1 });
    const once = await replayed(run, wish);
    expect(once.calls).toEqual(["s[1][1]", "close[1]", "after"]);
    expect(once.state).toMatchObject({ status: "succeeded", handledErrors: 1 });
    // What it took over are items of its own run now, the one that failed as well.
    const twice = await replayed({ ...run, runId: once.runId ?? "", before: calls(run.bench).length }, wish);
    expect(twice.calls).toEqual(["s[1][1]", "close[1]", "after"]);
    expect(run.bench.farEnd.to("s[1][1]").map(({ body }) => body)).toEqual(Array(3).fill('"b y first b"'));
    expect(twice.state).toMatchObject({ status: "succeeded", handledErrors: 0 });
    expect(twice.state?.steps.get("each")?.loop).toMatchObject({ succeeded: 3, flawed: 0 });
    expect(twice.state?.steps.get("each")?.output).toMatchObject({ succeeded: 3, failed: 0 });
    const elsewhere = await replayed({ ...run, runId: once.runId ?? "" }, { ...wish, key: "inner[0]" });
    expect(elsewhere.refuse).toEqual({ code: "takenOver", runId: run.runId });
    expect((await replayed(run, { ...wish, key: "inner[0]" })).refuse).toEqual({ code: "nothing" });
    expect((await replayed(run, { ...wish, key: "inner[7]" })).refuse).toEqual({ code: "notLoop" });
  });

  describe("that people have cancelled", () => {
    const cancelled = async (document: WorkflowDocument, script: Record<string, Manner[]>) => {
      const bench = new Bench();
      for (const [key, manners] of Object.entries(script)) bench.farEnd.script(key, ...manners);
      const runId = await bench.accept(document);
      bench.start();
      await bench.pass(1_000);
      await bench.cancel(runId);
      await bench.pass(600_000);
      expect((await bench.state(runId)).status).toBe("cancelled");
      return { bench, runId, before: calls(bench).length };
    };
    const mailing = () =>
      cancelled(loop(["a", "b", "c", "d", "e"], going), { "s[1]": ["bad", "ok"], "s[2]": ["lagging"] });

    test.each([
      ["failed items again", { items: "failed", action: "retry" }, ["s[1]", "after"]],
      ["one again", { items: [1], action: "retry" }, ["s[1]", "after"]],
      ["one again with other data", { items: [1], action: "retry", data: "new" }, ["s[1]", "after"]],
      ["one that had not begun", { items: [3], action: "retry" }, ["s[3]", "after"]],
      ["one left out", { items: [1], action: "skip" }, ["after"]],
      ["the rest", { items: "rest", action: "retry" }, ["s[3]", "s[4]", "after"]],
    ] as const)("are done as somebody says of %s, and nobody else is written to", async (_what, wish, sent) => {
      const { state, calls: made } = await replayed(await mailing(), items(wish as ItemsWish));
      expect([made, state?.status]).toEqual([sent, "succeeded"]);
    });

    test("are still there for another word, as are those of the run that did one again", async () => {
      const run = await mailing();
      const one = await replayed(run, items({ items: "failed", action: "retry" }));
      expect(one.state?.steps.get("each")?.output).toMatchObject({ succeeded: 2, failed: 0, skipped: 3 });
      const rest = await replayed(
        { ...run, before: calls(run.bench).length },
        items({ items: "rest", action: "retry" }),
      );
      expect(rest.calls).toEqual(["s[3]", "s[4]", "after"]);
    });

    test("and of which nobody knows whether it was sent: others are done again, that one only by name", async () => {
      const run = await cancelled(loop(["a", "b", "c", "d"], going), {
        "s[0]": ["lost", "ok"],
        "s[1]": ["bad", "ok"],
        "s[2]": ["lagging"],
      });
      expect((await run.bench.state(run.runId)).steps.get("s[0]")?.status).toBe("unknown");
      const word = async (wish: ItemsWish) =>
        (await replayed({ ...run, before: calls(run.bench).length }, items(wish))).calls;
      expect(await word({ items: "failed", action: "retry" })).toEqual(["s[1]", "after"]);
      expect(await word({ items: "rest", action: "retry" })).toEqual(["s[3]", "after"]);
      expect(await word({ items: [0], action: "retry" })).toEqual(["s[0]", "after"]);
    });

    test("in a loop inside another one: of no loop around begins anything else", async () => {
      const document = graph(
        "in:trigger each:each inner:each s:create after:create",
        "in>each each-item>inner inner-item>s each-done>after",
        {
          each: { params: { items: ["a", "b", "c"], onItemError: "continue" } },
          inner: { parent: "each", params: { items: ["x", "y", "z"], onItemError: "continue" } },
          s: { parent: "inner", ...say("{{ steps.each.item }} {{ item }}") },
        },
      );
      const run = await cancelled(document, { "s[1][0]": ["bad", "ok"], "s[1][1]": ["lagging"] });
      const { calls: made } = await replayed(run, { key: "inner[1]", items: "failed", action: "retry" });
      expect(made).toEqual(["s[1][0]", "after"]);
    });
  });

  test("of a loop that stopped the one around it let that go on", async () => {
    const document = graph(
      "in:trigger each:each inner:each s:create after:create",
      "in>each each-item>inner inner-item>s each-done>after",
      {
        each: { params: { items: ["a", "b", "c"] } },
        inner: { parent: "each", params: { items: ["x", "y"] } },
        s: { parent: "inner", ...say("{{ steps.each.item }} {{ item }}") },
      },
    );
    const run = await ran(document, { "s[1][0]": ["bad", "ok"] });
    expect((await run.bench.state(run.runId)).status).toBe("failed");
    const { state, calls: sent } = await replayed(run, { key: "inner[1]", items: [0], action: "retry", data: "z" });
    expect(sent).toEqual(["s[1][0]", "s[1][1]", "s[2][0]", "s[2][1]", "after"]);
    expect(run.bench.farEnd.to("s[1][0]").at(-1)?.body).toBe('"b z"');
    expect(state?.status).toBe("succeeded");
  });

  test("a loop that was cut off is taken over half where a replay begins elsewhere", async () => {
    const document = graph("in:trigger each:each s:create other:create", "in>each each-item>s in>other", {
      each: { params: { items: ["x", "y", "z"] } },
      s: { parent: "each", ...say("{{ item }}") },
    });
    const run = await ran(document, { "s[1]": ["bad", "ok"] });
    const { state, calls: sent } = await replayed(run, "other");
    expect([state?.status, sent?.sort()]).toEqual(["succeeded", ["other", "s[1]", "s[2]"]]);
  });

  describe("in another version", () => {
    const drawing = (nodes: string, links: string, more: object = {}) =>
      graph(nodes, links, {
        each: { params: { items: ["x", "y", "z"], ...going } },
        s: { parent: "each", ...say("old {{ item }}") },
        ...more,
      });
    const [nodes, links] = ["in:trigger before:create each:each s:create", "in>before before>each each-item>s"];
    const failed = { key: "each", items: "failed" as const, action: "retry" as const };
    const old = drawing(nodes, links);

    test("are done as that version says, and nothing that came through is done again", async () => {
      const mended = drawing(`${nodes} t:create`, `${links} s>t`, {
        each: { params: { items: [], onItemError: "stop", concurrency: 2 } },
        s: { parent: "each", ...say("new {{ item }}") },
        t: { parent: "each", ...say("then {{ item }}") },
      });
      const run = await ran(old, { "s[1]": ["bad", "ok"] });
      const { state, calls: sent } = await replayed(run, failed, mended);
      expect(sent).toEqual(["s[1]", "t[1]"]);
      expect(run.bench.farEnd.arrivals.map(({ body }) => body).slice(-2)).toEqual(['"new y"', '"then y"']);
      expect(state?.steps.get("each")?.output).toMatchObject({ items: 3, succeeded: 3, failed: 0 });
      expect(state?.steps.get("each")?.loop).toMatchObject({ concurrency: 2, onItemError: "stop" });
    });

    test("wait for the steps that it has before the loop and that the run had not", async () => {
      const mended = drawing(`${nodes} more:create`, "in>more more>before before>each each-item>s", {
        more: say("a greeting"),
        s: { parent: "each", ...say("{{ steps.more.said }} to {{ item }}") },
      });
      const run = await ran(old, { "s[1]": ["bad", "ok"] });
      const { state, calls: sent } = await replayed(run, failed, mended);
      expect(sent).toEqual(["more", "s[1]"]);
      expect(run.bench.farEnd.arrivals.at(-1)?.body).toBe('"a greeting to y"');
      expect(state?.status).toBe("succeeded");
    });

    test("keep what their item had done before a loop inside it", async () => {
      const inner = (text: string) =>
        graph(
          "in:trigger each:each first:create inner:each s:create",
          "in>each each-item>first first>inner inner-item>s",
          {
            each: { params: { items: ["a", "b"], ...going } },
            first: { parent: "each", ...say("first {{ item }}") },
            inner: { parent: "each", params: { items: ["x", "y"], ...going } },
            s: { parent: "inner", ...say(`${text} {{ item }}`) },
          },
        );
      const run = await ran(inner("old"), { "s[1][1]": ["bad", "ok"] });
      const { calls: sent } = await replayed(run, { ...failed, key: "inner[1]" }, inner("new"));
      expect(sent).toEqual(["s[1][1]"]);
      expect(run.bench.farEnd.arrivals.at(-1)?.body).toBe('"new y"');
    });

    test("are refused where it has no such loop, or another trigger", async () => {
      const run = await ran(old, { "s[1]": ["bad"] });
      const refused = async (version: WorkflowDocument) => (await replayed(run, failed, version)).refuse;
      const gone = { code: "loopGone", step: "each" };
      expect(await refused(graph("in:trigger before:create", "in>before"))).toEqual(gone);
      expect(await refused(graph("in:trigger each:create", "in>each"))).toEqual(gone);
      const moved = { around: { params: { items: [1] } }, each: { parent: "around", params: { items: [1] } } };
      expect(await refused(graph("in:trigger around:each each:each", "in>around around-item>each", moved))).toEqual(
        gone,
      );
      const otherTrigger = drawing(nodes.replace("in:", "begin:"), links.replace("in>", "begin>"));
      expect(await refused(otherTrigger)).toEqual({ code: "noTrigger", step: "in" });
    });
  });
});
