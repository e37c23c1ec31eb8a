import { expect, test } from "vitest";
import { byName } from "./by-name.js";

test("names stand as in a dictionary of either language, numbers by their size", () => {
  const names = ["Яна", "Іван", "Єва", "Анна", "Їжак", "Олена", "ганна", "Форма 10", "Форма 9", "Ёлка", "Эмма"];
  expect(
    names
      .map((name) => ({ name }))
      .toSorted(byName)
      .map(({ name }) => name),
  ).toEqual(["Анна", "ганна", "Ёлка", "Єва", "Іван", "Їжак", "Олена", "Форма 9", "Форма 10", "Эмма", "Яна"]);
});
