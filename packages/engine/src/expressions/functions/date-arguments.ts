import { DateTime, IANAZone } from "luxon";
import { parseDate } from "../../params/dates.js";
import { locales, type Locale } from "../../text.js";
import { oneOf } from "./arguments.js";
import type { Call } from "./call.js";

export const units = ["seconds", "minutes", "hours", "days", "weeks", "months", "years"] as const;

/** What one date costs beside a plain function: reading and writing calendars takes its time. */
const dateSteps = 300;
const longestFormat = 100;

/** A date argument in the zone that another argument names, else in the workflow's. */
export function dateOf(call: Call, index: number, zoneIndex?: number): DateTime {
  call.budget.spend(dateSteps);
  const zone = zoneIndex === undefined ? call.timezone : zoneOf(call, zoneIndex);
  // A text without an offset is meant on the clocks of the workflow; only then is it shown in another zone.
  const at = parseDate(call.value(index), call.timezone);
  if (at === undefined) throw notDate(call, index);
  return checked(call, DateTime.fromMillis(at, { zone, locale: "en" }), index);
}

/** A date as text in UTC, the form in which dates travel. */
export function isoOf(call: Call, date: DateTime, index = 0): string {
  return checked(call, date.toUTC(), index).toISO() ?? "";
}

/** `value | date(format?, zone?, language?)` */
export function readDate(call: Call): string {
  const zone = zoneOf(call, 2);
  call.budget.spend(dateSteps);
  if (!call.has(1)) {
    const at = parseDate(call.value(0), zone);
    if (at === undefined) throw notDate(call, 0);
    return isoOf(call, DateTime.fromMillis(at, { zone }));
  }
  const [text, format] = [call.text(0).trim(), formatOf(call, 1)];
  const pattern = patternOf(format);
  if (!canRead(pattern)) throw call.wrong(1, "format", { format, expected: "dd.MM.yyyy HH:mm" });
  if (text.length > 2 * longestFormat) throw notDate(call, 0);
  const found = DateTime.fromFormat(text, pattern, { zone, locale: languageOf(call, 3) });
  if (!found.isValid) throw call.wrong(0, "date", { value: text, format, expected: format });
  return isoOf(call, found);
}

/**
 * Every unit once: a format with many numbers side by side could be matched in more ways than there is time for. And
 * never without a year, which would be that of the machine's clock.
 */
function canRead(format: string): boolean {
  const found = format.replaceAll(/'[^']*'/g, "").match(/([A-Za-z])\1*/g) ?? [];
  const known = found.every((token) => /^(?:y|yy|yyyy|MM?M?M?|dd?|HH?|hh?|mm?|ss?|SSS|a|ZZ?Z?|EEEE?)$/.test(token));
  return (
    known &&
    found.some((token) => token.startsWith("y")) &&
    new Set(found.map((token) => token.charAt(0))).size === found.length
  );
}

export function formatOf(call: Call, index: number): string {
  const format = call.text(index, "dd.MM.yyyy HH:mm");
  if (format.length > longestFormat || format === "")
    throw call.wrong(index, "format", { expected: "dd.MM.yyyy HH:mm" });
  return format;
}

/** Days and years as Leeloo writes them (`YYYY-MM-DD`), and half of the world with it, in Luxon's letters. */
const otherLetters: Readonly<Record<string, string>> = {
  YYYY: "yyyy",
  YY: "yy",
  DD: "dd",
  D: "d",
  dddd: "cccc",
  ddd: "ccc",
  A: "a",
};

/** A format in Luxon's letters; what stands in quotes is text. */
export function patternOf(format: string): string {
  return format.replaceAll(/'[^']*'|([A-Za-z])\1*/g, (token) => otherLetters[token] ?? token);
}

export function zoneOf(call: Call, index: number): string {
  if (!call.has(index)) return call.timezone;
  const zone = call.text(index);
  if (zone.length > 64 || !IANAZone.isValidZone(zone))
    throw call.wrong(index, "zone", { value: zone.slice(0, 64), expected: "Europe/Kyiv" });
  return zone;
}

export function languageOf(call: Call, index: number): Locale {
  return oneOf(call, index, locales, "en");
}

/** A unit of time; `day` is as good as `days`. */
export function unitOf(call: Call, index: number): (typeof units)[number] {
  const written = call.text(index);
  const unit = units.find((one) => one === written || one.slice(0, -1) === written);
  return unit ?? oneOf(call, index, units);
}

function notDate(call: Call, index: number) {
  return call.wrong(index, "date", {
    value: typeof call.value(index) === "object" ? "" : call.text(index).slice(0, 64),
    expected: "date",
  });
}

/** Beyond the calendar's end there is no date. */
function checked(call: Call, date: DateTime, index: number): DateTime {
  if (!date.isValid || date.year < 1 || date.year > 9999) throw notDate(call, index);
  return date;
}
