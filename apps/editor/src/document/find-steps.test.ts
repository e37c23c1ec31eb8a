import { expect, test } from "vitest";
import { workflowDocumentSchema } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { findSteps } from "./find-steps.js";

const at = (x: number) => ({ position: { x, y: 0 } });
const document = workflowDocumentSchema.parse({
  schemaVersion: 1,
  name: "Orders",
  nodes: [
    {
      id: "thanks",
      type: "leeloo.message.send",
      name: "Thank the customer",
      ...at(640),
      params: { text: "Вітаємо, дякуємо за замовлення!" },
    },
    { id: "hook", type: "trigger.webhook", name: "Order from the site", ...at(0), params: {} },
    {
      id: "tag",
      type: "leeloo.person.addTag",
      ...at(320),
      params: { tag_id: "595f5d522a934035decc093e", deep: { list: ["{{ vars.site_tag }}"] } },
      labels: { tag_id: { "595f5d522a934035decc093e": "Покупець" } },
    },
  ],
  notes: [{ id: "n", position: { x: 0, y: 0 }, text: "Ask Olena before the sale about the tag" }],
});
const found = (query: string, locale: "en" | "uk" = "en") =>
  findSteps(document, catalogue, locale, query).map(({ id }) => id);

test("without words every step is there, in the order in which one reads", () => {
  expect(found("")).toEqual(["hook", "tag", "thanks"]);
});

test.each<[string, string, string[]]>([
  ["a name", "customer", ["thanks"]],
  ["a kind in another language", "додати тег", ["tag"]],
  ["a kind's own word", "trigger.webhook", ["hook"]],
  ["a text in a param", "ДЯКУЄМО замовлення", ["thanks"]],
  ["a text deep in a param", "site_tag", ["tag"]],
  ["what an id is called", "покупець", ["tag"]],
  ["a name and a text together", "customer вітаємо", ["thanks"]],
  ["a note, after the steps", "tag", ["tag", "n"]],
  ["nothing", "refund", []],
])("%s is found", (_what, query, ids) => {
  expect(found(query)).toEqual(ids);
});

test("what begins with the words comes first", () => {
  const named = (id: string, name: string, x: number) => ({ id, type: "logic.set", name, ...at(x), params: {} });
  const two = workflowDocumentSchema.parse({
    ...document,
    nodes: [named("b", "Read the order", 0), named("a", "Order", 320)],
  });
  expect(findSteps(two, catalogue, "en", "order").map(({ id }) => id)).toEqual(["a", "b"]);
});

test("where it was found is told with the text around the place", () => {
  const long = `${"word ".repeat(40)}needle ${"word ".repeat(40)}`;
  const one = workflowDocumentSchema.parse({
    ...document,
    nodes: [{ id: "a", type: "leeloo.message.send", ...at(0), params: { text: long } }],
    notes: [],
  });
  const [first] = findSteps(one, catalogue, "en", "needle");
  expect(first?.param?.name).toBe("text");
  expect(first?.excerpt).toMatch(/^….*needle.*…$/);
  expect(first?.excerpt?.length).toBeLessThan(90);
});
