import { locales, problemCodes, stepErrorCodes, type Json, type Locale } from "@leeway/engine";
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { httpProblems, type HttpProblemCode } from "../problems.js";
import { catalogues } from "./catalogues.js";
import { argumentsOf, sentenceOf } from "./format.js";
import { sayHttpProblem, sayProblem, sayStepError } from "./say.js";
import type { Catalogue, Sentence } from "./texts.js";

const httpCodes = Object.keys(httpProblems) as HttpProblemCode[];
const variantsOf = (sentence: Sentence): readonly string[] => (typeof sentence === "string" ? [sentence] : sentence);
const sentencesOf = ({ stepErrors, problems, httpProblems, fieldFaults, askedHints }: Catalogue): Sentence[] => [
  ...Object.values(stepErrors).flatMap(({ message, hint }) => [message, hint]),
  ...Object.values(problems),
  ...Object.values(httpProblems).map(({ detail }) => detail),
  ...Object.values(fieldFaults),
  ...Object.values(askedHints),
];
const allNames = [
  ...new Set(
    locales.flatMap((locale) =>
      sentencesOf(catalogues[locale]).flatMap((sentence) =>
        variantsOf(sentence).flatMap((text) => argumentsOf(text, locale)),
      ),
    ),
  ),
];
const speaks = (text: string) => {
  expect(text.trim()).not.toBe("");
  expect(text).not.toMatch(/undefined|null|NaN|\[object|[{}]/);
};

describe.each(locales)("in %s", (locale) => {
  test("every sentence ends with a variant that needs no value", () => {
    for (const sentence of sentencesOf(catalogues[locale])) {
      const last = variantsOf(sentence).at(-1);
      expect(argumentsOf(last ?? "{none}", locale)).toEqual([]);
    }
  });

  test("every code is said without any value", () => {
    for (const code of stepErrorCodes) {
      const { message, hint } = sayStepError({ code, values: {} }, locale);
      speaks(message);
      speaks(hint ?? "");
    }
    for (const code of problemCodes) speaks(sayProblem({ code, severity: "error", values: {} }, locale));
    for (const code of httpCodes) Object.values(sayHttpProblem(code, {}, locale)).forEach(speaks);
  });

  test.each([1, 2, 3, 4, 5, 6])("every code is said with whatever values there are (seed %i)", (seed) => {
    const word = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9 ]{0,300}$/).filter((text) => !/null|undefined|NaN/.test(text)),
      fc.constantFrom("", " ", "   "),
    );
    const value: fc.Arbitrary<Json> = fc.oneof(
      word,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(word, { maxLength: 3 }),
    );
    const values = fc.dictionary(fc.constantFrom(...allNames), value, { maxKeys: 12 });
    const position = fc.nat(500);
    fc.assert(
      fc.property(fc.constantFrom(...stepErrorCodes), values, position, (code, given, at) => {
        const { message, hint } = sayStepError(
          { code, values: given, nodeId: "send", param: "text", position: at },
          locale,
          () => "Send",
        );
        expect(message.startsWith("Send: ")).toBe(true);
        expect(message.replace(/null/g, "")).not.toMatch(/undefined|NaN|\[object|[{}]/);
        speaks(hint?.replace(/null/g, "") ?? "");
      }),
      { numRuns: 500, seed },
    );
    const plain = fc.dictionary(fc.constantFrom(...allNames), fc.oneof(word, fc.integer()), { maxKeys: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...problemCodes), fc.constantFrom(...httpCodes), plain, (code, http, given) => {
        speaks(sayProblem({ code, severity: "warning", param: "text", values: given }, locale));
        Object.values(sayHttpProblem(http, given, locale)).forEach(speaks);
      }),
      { numRuns: 500, seed },
    );
  });
});

test("every variant of every sentence is said when its values are there", () => {
  const all = Object.fromEntries(allNames.map((name) => [name, 3]));
  for (const locale of locales)
    for (const sentence of sentencesOf(catalogues[locale]))
      for (const text of variantsOf(sentence)) speaks(sentenceOf(text, all, locale));
});

test("the languages use the same values for the same code", () => {
  const namesOf = (sentence: Sentence, locale: Locale) =>
    [...new Set(variantsOf(sentence).flatMap((text) => argumentsOf(text, locale)))].sort();
  const english = sentencesOf(catalogues.en).map((sentence) => namesOf(sentence, "en"));
  for (const locale of ["uk", "ru"] as const)
    expect(sentencesOf(catalogues[locale]).map((sentence) => namesOf(sentence, locale))).toEqual(english);
});
