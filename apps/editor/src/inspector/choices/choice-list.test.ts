import { expect, test } from "vitest";
import { fittingChoices } from "./choice-list.js";

const olena = { value: "66fac2b853d5470e1ed207a0", label: "Олена", hint: "Telegram · +380501112233" };
const other = { value: "66fac2b853d5470e1ed207b0", label: "Олена", hint: "Viber · olena@example.com" };
const bare = { value: "595f5d522a934035decc093d", label: "VIP" };

test.each([
  ["олена ", [olena, other]],
  ["VIBER", [other]],
  ["0501112", [olena]],
  ["Example", [other]],
  ["595f5d", [bare]],
  ["", [olena, other, bare]],
  ["undefined", []],
])("choices are found by name, second line and id: %j", (typed, found) => {
  expect(fittingChoices([olena, other, bare], typed)).toEqual(found);
});
