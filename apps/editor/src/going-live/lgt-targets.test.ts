import { expect, test } from "vitest";
import type { Variable } from "@leeway/api";
import { catalogue } from "@leeway/nodes";
import { workflowDocumentSchema } from "@leeway/engine";
import { isChosen, lgtTargets, parentsOf, withLgt, withVariable } from "./lgt-targets.js";

const position = { x: 0, y: 0 };
const create = (id: string, params: object) => ({ id, type: "leeloo.person.create", position, params });
const [old, sandboxLgt] = ["5a".repeat(12), "5e".repeat(12)];
const document = workflowDocumentSchema.parse({
  schemaVersion: 1,
  name: "Orders",
  nodes: [
    { id: "in", type: "trigger.manual", position, params: {} },
    create("plain", { tunnel_id: old, leadgentool_id: sandboxLgt }),
    create("empty", { tunnel_id: "{{ trigger.funnel }}" }),
    create("first", { leadgentool_id: "{{ vars.site_lgt }}", tunnel_id: old }),
    create("second", { leadgentool_id: "{{vars.site_lgt}}" }),
    create("formula", { leadgentool_id: "{{ trigger.lgt }}", tunnel_id: old }),
  ],
  edges: [],
  notes: [],
  settings: {},
});
const targets = lgtTargets(document, catalogue);
const target = (key: string) => targets.find((one) => one.key === key)!;
const chosen = {
  lgt: { value: "6a".repeat(12), label: "Website" },
  parents: { tunnel_id: { value: "6b".repeat(12), label: "Sales" } },
};
const params = (key: string, intoSteps = false) =>
  Object.fromEntries(
    withLgt(
      target(key),
      chosen,
      intoSteps,
    )(document)
      .nodes.filter(({ id }, index) => document.nodes[index]!.id === id)
      .filter((node, index) => node !== document.nodes[index])
      .map((node) => [node.id, node]),
  );

test("each thing that holds an LGT is chosen for itself: a step, or a variable with all its steps", () => {
  expect(targets.map(({ kind, key, places }) => [kind, key, places.map(({ node }) => node.id)])).toEqual([
    ["param", "plain leadgentool_id", ["plain"]],
    ["param", "empty leadgentool_id", ["empty"]],
    ["variable", "vars.site_lgt", ["first", "second"]],
    ["formula", "formula leadgentool_id", ["formula"]],
  ]);
  expect(parentsOf(target("plain leadgentool_id").places[0]!).map(({ name }) => name)).toEqual(["tunnel_id"]);
});

test("an LGT comes with its funnel and both names, in its own step alone", () => {
  const changed = params("plain leadgentool_id");
  expect(Object.keys(changed)).toEqual(["plain"]);
  expect(changed["plain"]).toMatchObject({
    params: { tunnel_id: "6b".repeat(12), leadgentool_id: "6a".repeat(12) },
    labels: {
      tunnel_id: { ["6b".repeat(12)]: "Sales" },
      leadgentool_id: { ["6a".repeat(12)]: "Website" },
    },
  });
});

test("a formula for the funnel stays", () => {
  expect(params("empty leadgentool_id")["empty"]!.params).toEqual({
    tunnel_id: "{{ trigger.funnel }}",
    leadgentool_id: "6a".repeat(12),
  });
});

test("where a variable holds it, the steps keep naming it and get the funnel, unless it is for this workflow alone", () => {
  const named = params("vars.site_lgt");
  expect(Object.keys(named)).toEqual(["first", "second"]);
  expect(named["first"]!.params).toEqual({ leadgentool_id: "{{ vars.site_lgt }}", tunnel_id: "6b".repeat(12) });
  expect(params("vars.site_lgt", true)["second"]!.params).toMatchObject({ leadgentool_id: "6a".repeat(12) });
});

test("it is chosen where it is no id of the sandbox; a formula is nothing to choose", () => {
  const variables = (value: string) => [{ name: "site_lgt", type: "text", value }] as Variable[];
  const sandbox = new Set([sandboxLgt]);
  const all = (value: string) => targets.map((one) => isChosen(one, sandbox, variables(value)));
  expect(all(sandboxLgt)).toEqual([false, false, false, true]);
  expect(all("6a".repeat(12))).toEqual([false, false, true, true]);
  expect(isChosen(target("plain leadgentool_id"), new Set(), [])).toBe(true);
});

test("a variable gets its value among the others, and one that is missing is added", () => {
  const others: Variable[] = [{ name: "rate", type: "number", value: 1 }];
  const added = withVariable(others, "site_lgt", "a");
  expect(added).toEqual([...others, { name: "site_lgt", type: "text", value: "a" }]);
  expect(withVariable(added, "site_lgt", "b")[1]).toEqual({ name: "site_lgt", type: "text", value: "b" });
});
