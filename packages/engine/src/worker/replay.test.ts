import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { Bench } from "../testing/bench.js";
import { holds, patience } from "../testing/histories.js";
import { calls, ran, replayed, say } from "../testing/replayed.js";
import { replayOf } from "../testing/replaying.js";
import { graph } from "../testing/tiny-world.js";

//  in ─ a ─ if ─true── b ─ c
//             └─false─ d        e (beside)
const nodes = "in:trigger a:create if:if b:create c:create d:create e:create";
const links = "in>a a>if if-true>b b>c if-false>d in>e";
const extra = {
  if: { params: { port: "true" } },
  c: say("{{ steps.a.said }} {{ steps.b.said }}"),
  a: say("A"),
  b: say("B"),
};
const straight = graph(nodes, links, extra);

describe("a replay", () => {
  test("of a whole run does all of it again, with the same payload", async () => {
    const run = await ran(
      graph("in:trigger a:create", "in>a", { a: say("{{ trigger.name }}") }),
      {},
      { name: "Олена" },
    );
    const { state, calls: sent } = await replayed(run);
    expect([state?.status, state?.replayOf, sent]).toEqual(["succeeded", run.runId, ["a"]]);
    expect(run.bench.farEnd.arrivals.map(({ body }) => body)).toEqual(['"Олена"', '"Олена"']);
  });

  test("from a step does it and what follows again, and takes over what else succeeded or was skipped", async () => {
    const run = await ran(straight);
    const { state, calls: sent } = await replayed(run, "b");
    expect([state?.status, sent]).toEqual(["succeeded", ["b", "c"]]);
    const taken = [...(state?.steps.values() ?? [])].filter(({ takenFrom }) => takenFrom === run.runId);
    expect(taken.map(({ key, status }) => `${key} ${status}`).sort()).toEqual([
      "a succeeded",
      "d skipped",
      "e succeeded",
      "if succeeded",
    ]);
    expect(run.bench.farEnd.arrivals.at(-1)?.body).toBe('"A B"');
  });

  test("leaves a step without data that was passed for a try: nobody takes it for one that gave nothing", async () => {
    const bench = new Bench();
    const { clock, kept } = bench;
    const tried = bench.newRun(
      graph("in:trigger a:create b:create", "in>a a>b", { b: say("{{ steps.a ?? 'no a' }}") }),
    );
    const passed = { key: "a", nodeId: "a", output: null, port: "main", note: "unneeded" as const };
    await kept.create({ ...tried, taken: [{ type: "step.succeeded", at: clock.now(), ...passed }] });
    bench.start();
    await bench.pass(100_000);
    const again = await replayed({ bench, runId: tried.id, before: 1 }, "b");
    expect([again.state?.steps.get("a"), again.calls]).toEqual([expect.objectContaining({ note: "unneeded" }), ["b"]]);
    expect(again.state?.steps.get("a")).not.toHaveProperty("output", null);
  });

  test("does failed and cancelled steps again, wherever they are", async () => {
    const run = await ran(straight, { e: ["bad", "ok"], b: ["lagging"] });
    const { state, calls: sent } = await replayed(run, "c");
    expect([state?.status, sent]).toEqual(["succeeded", expect.arrayContaining(["e", "c"])]);
    expect(sent).not.toContain("a");
  });

  test("decides anew what was skipped behind a failure that was handled", async () => {
    const document = graph("in:trigger a:create b:create c:create z:create", "in>a a>b a-error>c in>z", {
      a: { onError: "branch" },
    });
    const run = await ran(document, { a: ["bad", "ok"] });
    expect(calls(run.bench)).toEqual(expect.arrayContaining(["a", "c", "z"]));
    const { state, calls: sent } = await replayed(run, "z");
    expect([state?.status, sent?.sort()]).toEqual(["succeeded", ["a", "b", "z"]]);
  });

  test("does not reopen what a stop step has ended: the rest runs", async () => {
    const document = graph("in:trigger stop:set b:create c:create", "in>stop in>b b>c", { stop: say("stop") });
    const run = await ran(document, { b: ["lagging"] });
    const { state, calls: sent } = await replayed(run, "b");
    expect([state?.status, sent]).toEqual(["succeeded", ["b", "c"]]);
  });

  test("of a step that is not there, or in a loop, is refused with its name", async () => {
    const run = await ran(
      graph("in:trigger each:each s:create", "in>each each-item>s", {
        each: { params: { items: [1] } },
        s: { parent: "each" },
      }),
    );
    expect(await replayed(run, "gone")).toEqual({ refuse: { code: "noStep", step: "gone" } });
    expect(await replayed(run, "s[0]")).toEqual({ refuse: { code: "inLoop", step: "s", loop: "each" } });
    expect(await replayed(run, "s")).toEqual({ refuse: { code: "inLoop", step: "s", loop: "each" } });
    expect(await replayed(run, "each[0]")).toEqual({ refuse: { code: "inLoop", step: "each", loop: "each" } });
  });

  test("takes no doubt for an outcome, and sends it again only where nothing else can settle it", async () => {
    const run = await ran(straight, { b: ["cut", "ok"] });
    expect((await run.bench.state(run.runId)).status).toBe("needs_attention");
    for (const from of ["e", "b", "a", "c"])
      expect(await replayed(run, from)).toEqual({ refuse: { code: "doubt", step: "b" } });
    await run.bench.cancel(run.runId);
    await run.bench.pass(10_000);
    expect(await replayed(run, "e")).toEqual({ refuse: { code: "doubt", step: "b" } });
    expect((await replayed(run, "b")).calls).toEqual(["b", "c"]);
  });

  test("from a step of a run that is still under way is refused", async () => {
    const run = await ran(graph("in:trigger wait:sleep b:create", "in>wait wait>b in>b"));
    expect(await replayed(run, "b")).toEqual({ refuse: { code: "open" } });
  });

  test("of a whole run that goes on is refused: both would send everything; once it has ended, it is not", async () => {
    const run = await ran(graph("in:trigger a:create wait:sleep b:create", "in>a a>wait wait>b"));
    for (const from of [undefined, "in"]) expect(await replayed(run, from)).toEqual({ refuse: { code: "open" } });
    await run.bench.cancel(run.runId);
    await run.bench.pass(10_000);
    expect((await replayed(run)).calls).toEqual(["a"]);
  });

  test("of a whole run that waits for a person's word names the step of which nobody knows the outcome", async () => {
    const run = await ran(straight, { b: ["cut", "ok"] });
    for (const from of [undefined, "in"])
      expect(await replayed(run, from)).toEqual({ refuse: { code: "doubt", step: "b" } });
    await run.bench.cancel(run.runId);
    await run.bench.pass(10_000);
    expect((await replayed(run)).calls).toEqual(expect.arrayContaining(["a", "b", "c", "e"]));
  });

  test("in another version does again what that one has not, or has otherwise", async () => {
    const run = await ran(straight, { c: ["bad", "ok"] });
    const other = graph(
      "in:trigger a:put if:if b:create new:create c:create d:create",
      "in>a a>if if-true>b b>new new>c if-false>d",
      extra,
    );
    const { state, calls: sent } = await replayed(run, "c", other);
    expect([state?.status, sent]).toEqual(["succeeded", ["a", "new", "c"]]);
    expect(state?.steps.has("e")).toBe(false);
    expect(await replayed(run, "e", other)).toEqual({ refuse: { code: "noStep", step: "e" } });
    const otherTrigger = graph("hook:trigger a:create", "hook>a");
    expect(await replayed(run, undefined, otherTrigger)).toEqual({ refuse: { code: "noTrigger", step: "in" } });
  });
});

/** Chains and branches, each step reading those before it. */
const drawn = fc
  .array(fc.record({ type: fc.constantFrom("set", "create", "put", "if"), from: fc.nat(), more: fc.nat() }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((steps) => {
    const ids = ["in", ...steps.map((_, index) => `s${index}`)];
    const used = new Set<string>();
    const names = steps.map(({ type }, index) => `s${index}:${type}`);
    const links = steps.flatMap(({ from, more }, index) =>
      [from % (index + 1), more % (index + 1)].map((place) => {
        const source = ids[place] ?? "in";
        const port = names[place - 1]?.endsWith(":if") ? (more % 2 === 0 ? "-true" : "-false") : "";
        return `${source}${port}>s${index}`;
      }),
    );
    const unique = links.filter((link) => !used.has(link) && used.add(link));
    const more = Object.fromEntries(
      steps.map(({ type, from }, index) => {
        const read = from % (index + 1) === 0 ? "trigger" : `steps.s${(from % (index + 1)) - 1}`;
        return [
          `s${index}`,
          { params: { say: `{{ [${index}, ${read} ?? null] }}`, ...(type === "if" && { port: "true" }) } },
        ];
      }),
    );
    return { document: graph(["in:trigger", ...names].join(" "), unique.join(" "), more), steps: ids.slice(1) };
  });

const draws = { seed: 20261121, short: 60, long: 3_000 };

test(
  "a run that succeeded comes to the same from whichever step it is replayed, though its server dies on the way",
  async () => {
    await holds(
      fc.asyncProperty(drawn, fc.nat(), fc.nat({ max: 100 }), async ({ document, steps }, place, at) => {
        const run = await ran(document, {}, { who: "Олена" });
        const from = steps[place % steps.length] ?? "in";
        const made = await replayOf(run.bench, run.runId, from);
        if ("refuse" in made) throw new Error(JSON.stringify(made.refuse));
        const whole = await run.bench.state(run.runId);
        const taken = new Set((made.run.taken ?? []).flatMap((event) => ("key" in event ? [event.key] : [])));
        await run.bench.store.create(made.run);
        run.life.alive = false;
        for (const number of [1 + (at % 7), 1 + (at % 3)]) {
          run.bench.start({
            crash: { at: at % 2 === 0 ? "append" : "call", number, when: at % 5 < 3 ? "after" : "before" },
          });
          await run.bench.pass(20_000);
          run.bench.kept.voidLeases();
        }
        run.bench.start();
        for (let turn = 0; turn < 4; turn++) {
          await run.bench.pass(40_000);
          for (const [key, { status }] of (await run.bench.state(made.run.id)).steps)
            if (status === "unknown") await run.bench.resolve(made.run.id, key, "retry");
        }
        const state = await run.bench.state(made.run.id);
        const outcome = ({ steps: all }: typeof state) =>
          [...all.values()]
            .map(({ key, status, output, port }) => ({ key, status, output, port }))
            .sort((a, b) => (a.key < b.key ? -1 : 1));
        expect([state.status, outcome(state)]).toEqual(["succeeded", outcome(whole)]);
        for (const { key } of run.bench.farEnd.arrivals.slice(run.before)) expect(taken.has(key)).toBe(false);
      }),
      draws,
    );
  },
  patience(draws),
);
