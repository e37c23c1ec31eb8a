import { describe, expect, test } from "vitest";
import { complete } from "./complete.js";
import type { ExpressionScope } from "./scope.js";
import { functionTable } from "./table.js";

const scope: ExpressionScope = {
  values: {
    trigger: { body: { name: "Ada", total: 5, items: [{ title: "Tea", price: 2 }], "first name": "A" } },
    steps: { find: { data: [{ id: "p1" }] } },
    vars: { limit: 3 },
    now: "2026-11-21T07:00:00.000Z",
  },
  now: Date.UTC(2026, 10, 21, 7),
  timezone: "Europe/Kyiv",
};

/** `‸` is the cursor. */
const at = (text: string) => complete(text.replace("‸", ""), text.indexOf("‸"), scope);
const labels = (text: string) => at(text).items.map(({ label }) => label);
/** The text after each item is chosen. */
const chosen = (text: string) => {
  const { from, to, items } = at(text);
  const plain = text.replace("‸", "");
  return items.map(({ insert }) => plain.slice(0, from) + insert + plain.slice(to));
};

describe("completion", () => {
  test("offers the names of the scope first, then every function", () => {
    expect(labels("{{ ‸ }}")).toEqual(["trigger", "steps", "vars", "now", ...functionTable.map(({ name }) => name)]);
    expect(at("Hi {{ va‸").items[0]).toEqual({ label: "vars", kind: "name", insert: "vars", preview: { limit: 3 } });
  });

  test("offers the properties of what stands before the dot, with their values", () => {
    expect(at("{{ trigger.body.tot‸ }}")).toEqual({
      from: 16,
      to: 19,
      items: [{ label: "total", kind: "property", insert: "total", preview: 5 }],
    });
    expect(labels("{{ steps.‸")).toEqual(["find"]);
    expect(labels("{{ (trigger?.body).na‸ + 1")).toEqual(["name", "first name"]);
  });

  test("writes keys that are no names in brackets, and the first entry of a list", () => {
    expect(chosen("{{ trigger.body.first‸ }}")).toEqual(['{{ trigger.body["first name"] }}']);
    expect(chosen("{{ trigger.body?.first‸ }}")).toEqual(['{{ trigger.body?.["first name"] }}']);
    expect(chosen("{{ steps.find.data.‸ }}")).toEqual(["{{ steps.find.data[0] }}"]);
    expect(chosen("{{ steps.find.data?.‸ }}")).toEqual(["{{ steps.find.data?.[0] }}"]);
  });

  test("offers keys in brackets and quotes", () => {
    expect(chosen('{{ trigger.body["fi‸ }}')).toEqual(['{{ trigger.body["first name"] }}']);
    expect(chosen("{{ trigger.body['to‸x'].y }}")).toEqual(['{{ trigger.body["total"].y }}']);
    expect(labels('{{ trigger.body["‸"]')).toEqual(["name", "total", "items", "first name"]);
    expect(labels('{{ ["fi‸"] }}')).toEqual([]);
    expect(labels('{{ steps.find.data["‸')).toEqual([]);
  });

  test("replaces the whole word in which the cursor stands", () => {
    expect(chosen("{{ trigger.bo‸xy | upper }}")).toEqual(["{{ trigger.body | upper }}"]);
  });

  test("offers functions behind a pipe, those for such a value first", () => {
    expect(chosen("{{ trigger.body.name | upp‸ }}")).toEqual(["{{ trigger.body.name | upper }}"]);
    expect(chosen("{{ trigger.body.name | padS‸ }}")).toEqual(["{{ trigger.body.name | padStart( }}"]);
    expect(chosen("{{ trigger.body.name | padS‸(2) }}")).toEqual(["{{ trigger.body.name | padStart(2) }}"]);
    const groups = ["trigger.body.name", "vars.limit", "trigger.body.items"].map((value) => {
      const [first] = at(`{{ ${value} | ‸ }}`).items;
      return functionTable.find(({ name }) => name === first?.label)?.group;
    });
    expect(groups).toEqual(["text", "number", "list"]);
  });

  test("knows the entry of a list inside a lambda", () => {
    expect(labels("{{ trigger.body.items | map(item => item.‸) }}")).toEqual(["title", "price"]);
    expect(labels("{{ map(trigger.body.items, (one, i) => on‸").slice(0, 1)).toEqual(["one"]);
    expect(at("{{ [[1], [2]] | map(a => a | map(b => b‸").items[0]).toEqual({
      label: "b",
      kind: "name",
      insert: "b",
      preview: 1,
    });
  });

  test.each([
    ["{{ {a: vars.‸ }}", "limit"],
    ["{{ vars.limit > 2 ? vars.‸ }}", "limit"],
    ['{{ "}}" + vars.‸', "limit"],
    ["{{ 1 }} and {{ vars.‸ }}", "limit"],
    ["{{ upper(trigger.body.tot‸, 1, 2) }}", "total"],
    ["{{ 1 + nosuch(2, vars.‸", "limit"],
  ])("works in %s", (text, label) => {
    expect(labels(text)).toEqual([label]);
  });

  test.each([
    "tri‸",
    "{{ 'tri‸' }}",
    "{{ 12‸ }}",
    "{{ vars ‸ }}",
    "{{ vars.limit.‸ }}",
    "{{ vars.nope.‸ }}",
    "{{ {na‸ }}",
    "{{ a }}‸",
    "{{ ) tri‸",
  ])("offers nothing in %s", (text) => {
    expect(labels(text)).toEqual([]);
  });

  test("offers nothing inherited", () => {
    expect(labels("{{ trigger.constr‸")).toEqual([]);
    expect(labels("{{ trigger.constructor.‸")).toEqual([]);
  });
});
