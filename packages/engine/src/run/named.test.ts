import { describe, expect, test } from "vitest";
import type { Catalogue, NodeDefinition } from "../definition.js";
import type { Json } from "../json.js";
import { resolveParams } from "../params/resolve.js";
import { makePlan } from "../plan/plan.js";
import { Bench } from "../testing/bench.js";
import { graph, PaperRun, tinyCatalogue } from "../testing/tiny-world.js";
import { namedBy } from "./named.js";
import { stepScope, type ScopeFacts } from "./scope.js";

const title = { en: "say", uk: "say", ru: "say" };
const definition = {
  ...(tinyCatalogue.get("set") as NodeDefinition),
  params: [
    { name: "say", kind: "json" as const, title },
    { name: "when", kind: "text" as const, title, default: "{{ workflow.name }}" },
  ],
};
const catalogue: Catalogue = new Map(tinyCatalogue).set("set", definition);
const facts: ScopeFacts = {
  workspace: { timezone: "UTC", publicUrl: "https://x", vars: { site: "shop" }, fields: { city: "Київ" } },
  run: { id: "run_1", startedAt: 0, url: "https://x/runs/run_1" },
  workflow: { id: "wf_1", name: "Orders" },
  now: 0,
  timezone: "UTC",
  sayError: ({ code }) => code,
};

/** `c` comes after `a`, not after `b`, and says this. */
function saying(say: Json) {
  const document = graph("in:trigger a:set b:set c:set", "in>a in>b a>c", { c: { params: { say } } });
  const run = new PaperRun(document);
  run.done("a").done("b");
  const plan = makePlan(document, catalogue);
  return { named: namedBy(plan, "c"), scope: stepScope(plan, run.state, "c", facts), params: { say } };
}

const cases: [Json, string[], readonly string[] | "all"][] = [
  ["no template", [], []],
  ["{{ steps.a.key }}", ["steps"], ["a"]],
  ["{{ steps['a'].key }} {{ trigger }}", ["steps", "trigger"], ["a"]],
  [{ deep: ["{{ steps.in | keys }}"] }, ["steps"], ["in"]],
  ["{{ steps.b.key ?? 'none' }}", ["steps"], []],
  ["{{ steps | keys }}", ["steps"], "all"],
  ["{{ steps[steps.a.key].key }}", ["steps"], "all"],
  ["{{ [1, 2] | map(n => n + (steps.a.key | length)) }}", ["steps"], ["a"]],
  ["{{ vars.site }} {{ fields.city }} {{ now }} {{ run.id }}", ["fields", "now", "run", "vars"], []],
];

describe("what the params of a step name", () => {
  test.each(cases)("%j: %j, of the steps %j", (say, roots, steps) => {
    const { named } = saying(say);
    expect([[...named.roots].sort(), named.steps]).toEqual([[...roots, "workflow"].sort(), steps]);
  });

  test.each(cases)("%j is as good as everything", (say) => {
    const { scope, params } = saying(say);
    const made = resolveParams(definition, params, scope.named);
    expect(made).toEqual(resolveParams(definition, params, scope.whole()));
    expect(made.ok).toBe(true);
  });

  test("is not all of which a mistake is told: what was meant stands elsewhere", async () => {
    const bench = new Bench();
    const params = { say: "{{ steps.frist.said }}" };
    const runId = await bench.accept(graph("in:trigger first:set a:set", "in>first first>a", { a: { params } }));
    bench.start();
    await bench.pass(1_000);
    const { error } = await bench.state(runId);
    expect(error).toMatchObject({ code: "expression.missing", values: { path: "steps.frist", suggestion: "first" } });
  });
});
