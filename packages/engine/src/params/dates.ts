import { DateTime } from "luxon";
import type { Json } from "../json.js";

const written = [
  "yyyy-MM-dd HH:mm",
  "yyyy-MM-dd HH:mm:ss",
  "dd.MM.yyyy HH:mm",
  "dd.MM.yyyy HH:mm:ss",
  "dd.MM.yyyy",
  "dd/MM/yyyy",
];
const longestDate = 100;

/** Milliseconds since 1970 of a date as people and programs write it; without an offset it is meant in `zone`. */
export function parseDate(value: Json, zone: string): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.length > longestDate || value.trim() === "") return undefined;
  const text = value.trim();
  const iso = DateTime.fromISO(text, { zone });
  if (iso.isValid) return iso.toMillis();
  for (const format of written) {
    const found = DateTime.fromFormat(text, format, { zone });
    if (found.isValid) return found.toMillis();
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
