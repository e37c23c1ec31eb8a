import { describe, expect, test } from "vitest";
import type { Catalogue } from "../definition.js";
import { makePlan } from "../plan/plan.js";
import type { Json } from "../json.js";
import { graph, PaperRun, tinyCatalogue } from "../testing/tiny-world.js";
import { scopeOf, type ScopeFacts } from "./scope.js";

const facts: ScopeFacts = {
  workspace: {
    timezone: "UTC",
    publicUrl: "https://leeway.example",
    vars: { site: "shop", constructor: "a" },
    fields: { city: "Київ", level: null, size: 1 },
  },
  run: { id: "run_1", startedAt: 0, url: "https://leeway.example/runs/run_1" },
  workflow: { id: "wf_1", name: "Orders" },
  now: Date.UTC(2026, 0, 15),
  timezone: "Europe/Kyiv",
  sayError: ({ code }) => `It failed: ${code}.`,
};
const scope = (run: PaperRun, nodeId: string, plan = run.plan) => scopeOf(plan, run.state, nodeId, facts);
const succeeds = (output: Json) => ({ type: "step.succeeded", output, port: "main" }) as const;

describe("the scope of a step", () => {
  test("holds what came before it, and nothing else", () => {
    const run = new PaperRun(graph("in:trigger a:set b:set c:set", "in>a in>b a>c"));
    run.ends("a", succeeds({ n: 1 })).ends("b", succeeds({ n: 2 }));
    const { values, now, timezone } = scope(run, "c");
    expect(values.steps).toEqual({ a: { n: 1 }, in: {} });
    expect(values.trigger).toEqual({});
    expect([now, timezone, values.now]).toEqual([facts.now, "Europe/Kyiv", "2026-01-15T00:00:00.000Z"]);
    expect(values.run).toEqual({ id: "run_1", startedAt: "1970-01-01T00:00:00.000Z", url: facts.run.url });
    expect(values.workflow).toEqual({ id: "wf_1", name: "Orders" });
  });

  test("has nothing of a step that was passed for a try: it was not done", () => {
    const run = new PaperRun(graph("in:trigger a:set b:set c:set", "in>a a>b b>c"));
    run.ends("a", succeeds(1)).ends("b", { ...succeeds(null), note: "unneeded" });
    expect(scope(run, "c").values.steps).toEqual({ in: {}, a: 1 });
    expect(run.state.steps.get("b")).not.toHaveProperty("output", null);
  });

  test("has no inherited names", () => {
    const run = new PaperRun(graph("in:trigger a:set", "in>a"));
    const { values } = scope(run, "a");
    for (const object of [values, values.steps, values.vars, values.fields])
      expect(Object.getPrototypeOf(object)).toBe(null);
    expect(values.vars).toEqual({ site: "shop", constructor: "a" });
  });

  test("leaves out a skipped step, and shows the error of a handled one", () => {
    const document = graph("in:trigger if:if a:set b:read c:set", "in>if if-true>a if-false>b a>c b-error>c", {
      b: { onError: "branch" },
    });
    const run = new PaperRun(document);
    run.ends("if", { type: "step.succeeded", output: { result: false }, port: "false" });
    const error = {
      code: "service.rejected",
      values: { status: 422, answer: "no phone", code: "theirs", message: "a" },
    };
    run.ends("b", { type: "step.failed", error, handled: "branch" });
    expect(scope(run, "c").values.steps).toEqual({
      in: {},
      if: { result: false },
      b: {
        error: { code: "service.rejected", status: 422, answer: "no phone", message: "It failed: service.rejected." },
      },
    });
  });
});

describe("custom fields", () => {
  const [reader, putter] = [tinyCatalogue.get("read"), tinyCatalogue.get("put")];
  if (!reader || !putter) throw new Error("no read or put");
  const catalogue: Catalogue = new Map(tinyCatalogue)
    .set("read", { ...reader, person: { id: "data.id", customFields: "data.custom_fields" } })
    .set("put", { ...putter, person: { idParam: "person_id", customFieldsParam: "custom_fields" } });
  const field = (name: string, value: Json) => ({ type: "TEXT", name, value });
  const person = (id: string, fields: Json) => succeeds({ data: { id, custom_fields: fields } });
  const fieldsAfter = (a: Json, b: Json) => {
    const document = graph("in:trigger a:read b:read c:set", "in>a a>b b>c");
    const run = new PaperRun(document);
    run.ends("a", person("p1", a)).ends("b", person("p1", b));
    return scope(run, "c", makePlan(document, catalogue)).values.fields;
  };
  /** Of a step after a person was read and then one was updated with `input`. */
  const fieldsAfterUpdate = (input: Json) => {
    const document = graph("in:trigger a:read b:put c:set", "in>a a>b b>c");
    const run = new PaperRun(document);
    run.ends("a", person("p1", [field("city", "Львів"), field("level", "B2")]));
    run.ends("b", { ...succeeds({ status: 1, data: {} }), input });
    return scope(run, "c", makePlan(document, catalogue)).values.fields;
  };

  test("come from the nearest step that read a person, over the defaults; without either they are missing", () => {
    expect(
      fieldsAfter([field("city", "Львів"), field("size", 3)], [field("city", "Одеса"), field("level", null)]),
    ).toEqual({
      city: "Одеса",
      size: 1,
    });
  });

  test("that are no list are passed over", () => {
    expect(fieldsAfter([{ name: "city", value: "Львів" }], null)).toEqual({ city: "Львів", size: 1 });
  });

  test("that a step wrote are what it wrote, over what was read of the same person", () => {
    expect(fieldsAfterUpdate({ person_id: "p1", custom_fields: [field("city", "Одеса")] })).toEqual({
      city: "Одеса",
      level: "B2",
      size: 1,
    });
    expect(fieldsAfterUpdate({ person_id: "p1", phone: "+380501112233" })).toEqual({
      city: "Львів",
      level: "B2",
      size: 1,
    });
  });

  test("of one person never mix with those of another that was written later", () => {
    expect(fieldsAfterUpdate({ person_id: "p2", custom_fields: [field("level", "C1")] })).toEqual({
      city: "Київ",
      level: "C1",
      size: 1,
    });
  });
});
