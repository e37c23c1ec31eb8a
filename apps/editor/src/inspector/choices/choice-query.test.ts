import { expect, test } from "vitest";
import type { NodeDefinition, ParamDefinition, WorkflowNode } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { choiceQuery } from "./choice-query.js";

const title = { en: "", uk: "", ru: "" };
const category: ParamDefinition = { name: "group", kind: "id", idKind: "category", title };
const template: ParamDefinition = {
  name: "template_id",
  kind: "id",
  title,
  optionsFrom: { nodeType: "x", items: "data", value: "id", label: "name", from: { category_id: "group" } },
};
const definition = {
  ...(catalogue.get("leeloo.tag.list") as NodeDefinition),
  params: [category, template],
};
const ask = (node: Partial<WorkflowNode>, changed = definition) =>
  choiceQuery(changed, { id: "a", type: "x", position: { x: 0, y: 0 }, params: {}, ...node }, template);

test("a list is asked with the credential and with what it hangs on", () => {
  expect(ask({ credential: "c", params: { group: "g1" } })).toEqual({
    ready: true,
    values: { credential: "c", category_id: "g1" },
  });
});
test("without a credential there is no list", () => {
  expect(ask({ params: { group: "g1" } })).toEqual({ ready: false, needs: "credential" });
});
test("what it hangs on is asked for first, and a formula says nothing yet", () => {
  expect(ask({ credential: "c" })).toEqual({ ready: false, needs: category, formula: false });
  const params = { group: "{{ trigger.category }}" };
  expect(ask({ credential: "c", params })).toEqual({ ready: false, needs: category, formula: true });
});
test("what it hangs on may have a default", () => {
  const changed = { ...definition, params: [{ ...category, default: "g0" }, template] };
  expect(ask({ credential: "c" }, changed)).toMatchObject({ ready: true, values: { category_id: "g0" } });
});
