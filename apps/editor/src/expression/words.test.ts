import { describe, expect, test } from "vitest";
import { chipsOf, labelOf, type SourceWords } from "./words.js";

const words: SourceWords = {
  step: (id) => ({ find: "Find by phone", person: "Add to Leeloo" })[id],
  trigger: "Order",
  steps: "earlier steps",
  variable: "variable",
  field: "field",
  run: "this run",
  callback: (id) => `Address for ${id}`,
  workflow: "this workflow",
  now: "the time now",
  item: "item",
  index: "number",
  or: "or",
  nothing: "nothing",
};

describe("an expression in words", () => {
  test.each([
    ["{{ trigger.body.name }}", "Order › name"],
    ["{{ trigger.body }}", "Order › body"],
    ["{{ trigger.headers.host }}", "Order › headers › host"],
    ["{{ steps.find.data[0].id }}", "Find by phone › #1 › id"],
    ["{{ steps.gone.x }}", "gone › x"],
    ["{{ vars.site_lgt }}", "variable › site_lgt"],
    ["{{ now }}", "the time now"],
    ["{{ run.id }}", "this run › id"],
    ["{{ run.callbackUrls }}", "this run › callbackUrls"],
    ["{{ run.callbackUrls.paid }}", "Address for paid"],
    ["{{ trigger.body.email ?? null }}", "Order › email or nothing"],
    ["{{ trigger.body.phone | digits }}", "Order › phone · digits"],
    ["{{ steps.person?.data?.id ?? steps.find.data[0].id }}", "Add to Leeloo › id or Find by phone › #1 › id"],
  ])("%s is “%s”", (template, label) => {
    expect(labelOf(template, words)).toBe(label);
  });
  test("stays as it is written while it has a fault", () => {
    expect(labelOf("{{ trigger. }}", words)).toBeUndefined();
    expect(chipsOf("Hi {{ trigger.a }} and {{ 1 + }}", words)).toEqual([{ from: 3, to: 18, label: "Order › a" }]);
  });
  test("is cut where it is long", () => {
    expect(labelOf(`{{ "${"x".repeat(200)}" }}`, words)?.length).toBeLessThanOrEqual(72);
  });
});
