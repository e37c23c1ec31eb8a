import dayjs from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat.js";
import type { Locale } from "@leeway/engine";

/** How a day is written: by numbers where everybody reads them in the same order, else with its month in letters. */
export const dayFormat: Record<Locale, string> = { en: "D MMM YYYY", uk: "DD.MM.YYYY", ru: "DD.MM.YYYY" };

// A year of two figures counts once it cannot be the beginning of one of four.
const NUMBERS = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|(?!19|20)\d\d)$/;
const WORDS = ["D MMM YYYY", "D MMMM YYYY", "MMM D, YYYY", "MMMM D, YYYY", "MMM D YYYY", "MMMM D YYYY"];

/** A day as `2026-11-21` from what somebody has typed of it so far; null while it is none. */
export function typedDay(text: string): string | null {
  const written = text.trim();
  const [, day = "", month = "", year = ""] = NUMBERS.exec(written) ?? [];
  if (day !== "") return real(`${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  if (/^\d{4}-\d\d-\d\d$/.test(written)) return real(written);
  dayjs.extend(customParseFormat);
  const read = dayjs(written, WORDS, "en", true);
  return read.isValid() ? read.format("YYYY-MM-DD") : null;
}

/** The calendar turns the 31st of February into a day of March. */
const real = (day: string) => (dayjs(day).format("YYYY-MM-DD") === day ? day : null);
