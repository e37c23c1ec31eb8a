import { expect, test } from "vitest";
import type { StepState } from "@leeway/engine";
import { createIntl } from "react-intl";
import { en } from "../../messages/en/all.js";
import type { Translate } from "../../ui/language.js";
import { progressWords } from "./progress.js";

const intl = createIntl({ locale: "en", messages: en });
const t = ((id: string, values: Record<string, number>) => intl.formatMessage({ id }, values)) as Translate;
const said = (step: Partial<StepState>) => progressWords(step as StepState, t);

test("a step under way says how far it has come", () => {
  expect(said({ status: "running", progress: { done: 412, total: 1_000 } })).toBe("412 of 1,000");
  expect(said({ status: "waiting", progress: { done: 412, total: 1_000 } })).toBe("412 of 1,000");
});
test("without an end, or beyond it, only what is done is said", () => {
  expect(said({ status: "running", progress: { done: 1_200 } })).toBe("1,200 so far");
  expect(said({ status: "running", progress: { done: 12, total: 10 } })).toBe("12 so far");
});
test("a step that is over says nothing of it", () => {
  expect(said({ status: "succeeded", progress: { done: 2, total: 2 } })).toBeUndefined();
  expect(said({ status: "running" })).toBeUndefined();
});
