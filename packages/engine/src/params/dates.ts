import { DateTime } from "luxon";
import type { Json } from "../json.js";

/** Besides ISO 8601, of which a year and a month at least are asked for: a lone `12` or `09:30` is no date. */
const iso = /^\d{4}-(?:\d\d|W\d\d|\d{3})(?:[-T]|$)|^\d{8}T\d/;
const written = ["yyyy-MM-dd H:mm", "d.M.yyyy H:mm", "d.M.yyyy H:mm:ss", "d.M.yyyy", "d/M/yyyy H:mm", "d/M/yyyy"];
const spacedIso = /^(\d{4}-\d\d-\d\d) +(?=\d\d:)/;
const mail = /^(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} /;
const longestDate = 100;

/** Milliseconds since 1970 of a date as people and programs write it; without an offset it is meant in `zone`. */
export function parseDate(value: Json, zone: string): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.length > longestDate) return undefined;
  const text = value.trim().replace(spacedIso, "$1T");
  const found = iso.test(text)
    ? DateTime.fromISO(text, { zone })
    : mail.test(text)
      ? DateTime.fromRFC2822(text, { zone })
      : undefined;
  if (found?.isValid) return found.toMillis();
  if (!/^\d{1,4}[-./]\d/.test(text)) return undefined;
  for (const format of written) {
    const read = DateTime.fromFormat(text, format, { zone });
    if (read.isValid) return read.toMillis();
  }
  return undefined;
}

const isoUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const utcMinutes = /^\d{4}-\d\d-\d\d \d\d:\d\d$/;

/** A date in the form a service wants: sent unchanged when it has that form already, else converted to UTC. */
export function dateInForm(value: Json, form: "isoUtc" | "utcMinutes", zone: string): string | undefined {
  const at = parseDate(
    value,
    form === "utcMinutes" && typeof value === "string" && utcMinutes.test(value) ? "UTC" : zone,
  );
  if (at === undefined) return undefined;
  if (typeof value === "string" && (form === "isoUtc" ? isoUtc : utcMinutes).test(value)) return value;
  const utc = DateTime.fromMillis(at, { zone: "utc" });
  return (form === "isoUtc" ? utc.toISO() : utc.toFormat("yyyy-MM-dd HH:mm")) ?? undefined;
}
