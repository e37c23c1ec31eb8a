import { expect, test } from "vitest";
import { nestQuotes } from "./nested-quotes.js";
import { sayAudit, sayHttpProblem } from "./say.js";

test.each([
  ["uk", "Простір «ТОВ «Квіти»» видалено", "Простір «ТОВ „Квіти“» видалено"],
  ["ru", "«А «Б» и «В»» и «Г»", "«А „Б“ и „В“» и «Г»"],
  ["en", "Deleted “The “Best” shop”", "Deleted “The ‘Best’ shop”"],
  // One after the other is not inside.
  ["uk", "Крок «А» чекає на «Б»", "Крок «А» чекає на «Б»"],
  // A name may have what it likes.
  ["uk", "Простір ««Квіти» видалено", "Простір ««Квіти» видалено"],
  ["uk", "Простір «Квіти»» і «Б» видалено", "Простір «Квіти»» і «Б» видалено"],
  ["uk", "»«", "»«"],
  ["uk", "без лапок", "без лапок"],
] as const)("in %s, %s is written %s", (locale, text, written) => {
  expect(nestQuotes(text, locale)).toBe(written);
});

test("sentences of the server quote a name with marks of its own by the inner ones", () => {
  const name = "ТОВ «Квіти»";
  expect(sayAudit("apiKey.deleted", { name }, "uk")).toBe("Видалено ключ API «ТОВ „Квіти“»");
  expect(sayAudit("apiKey.deleted", { name }, "ru")).toBe("Удалён ключ API «ТОВ „Квіти“»");
  const { detail } = sayHttpProblem("apiKey.alreadyRenewed", { name }, "uk");
  expect(detail).toContain("«ТОВ „Квіти“»");
});
