import { createIntl } from "react-intl";
import { expect, test } from "vitest";
import { ru } from "../messages/ru/all.js";
import type { Translate } from "./language.js";
import { durationParts, momentWords } from "./moment-words.js";

const intl = createIntl({ locale: "ru", messages: ru });
const t: Translate = (id, values) => intl.formatMessage({ id }, values);
const now = Date.parse("2026-11-22T09:00:00Z");
const said = (seconds: number, ahead: boolean) => momentWords(now + seconds * 1_000, now, ahead, { t, intl });

test("what has happened is told from now on back, and what comes from now on", () => {
  expect(said(-2, false)).toBe("только что");
  expect(said(-30, false)).toBe("30 сек. назад");
  expect(said(2, false)).toBe("вот-вот");
  expect(said(240, true)).toBe("через 4 минуты");
});

test("what lies ahead is never told as something that was, though its time has come", () => {
  for (const seconds of [0.5, 0, -0.5, -3, -90]) expect(said(seconds, true)).toBe("вот-вот");
});

test.each([
  [999, [[999, "millisecond"]]],
  [1_500, [[1.5, "second", 1]]],
  [
    59_960,
    [
      [1, "minute"],
      [0, "second"],
    ],
  ],
  [
    239_600,
    [
      [4, "minute"],
      [0, "second"],
    ],
  ],
  [
    3_599_700,
    [
      [1, "hour"],
      [0, "minute"],
    ],
  ],
  [
    7_199_000,
    [
      [2, "hour"],
      [0, "minute"],
    ],
  ],
])("%d milliseconds are told without sixty of anything", (ms, parts) => {
  expect(durationParts(ms)).toEqual(parts);
});
