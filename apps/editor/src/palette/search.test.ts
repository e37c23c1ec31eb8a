import { expect, test } from "vitest";
import { definitions } from "@leeway/nodes";
import { findInPalette } from "./search.js";

const types = (query: string) =>
  findInPalette(definitions, query, "uk").flatMap(({ items }) => items.map(({ type }) => type));

test("the palette begins with what starts a workflow and shows every step once, and nothing else", () => {
  expect(findInPalette(definitions, "", "en")[0]?.group).toBe("triggers");
  const steps = definitions.filter(({ unlisted }) => !unlisted).map(({ type }) => type);
  expect(types("").toSorted()).toEqual(steps.toSorted());
});
test("a step is found in any language, by several words, and by its technical name", () => {
  expect(types("тег")).toContain("leeloo.person.addTag");
  expect(types("create ORDER")[0]).toBe("leeloo.order.create");
  expect(findInPalette(definitions, "for each", "en")[0]?.items[0]?.type).toBe("logic.each");
  expect(types("для кожного")[0]).toBe("logic.each");
  expect(types("http.request")).toEqual(["http.request"]);
  expect(types("such a step does not exist")).toEqual([]);
});
