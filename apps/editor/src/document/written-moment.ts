import type { Json, Locale } from "@leeway/engine";

/** A day and a time of it on the clocks of the workflow, as its calendar writes them: `2026-12-01T09:30`. */
const onOwnClocks = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;
const MINUTES = "2026-12-01T09:30".length;

/** Such a moment as people write it, on the same clocks; undefined for anything else. */
export function momentAsWritten(value: Json | undefined, locale: Locale): string | undefined {
  if (typeof value !== "string" || !onOwnClocks.test(value)) return undefined;
  const at = Date.parse(`${value}Z`);
  // A day that is not in the calendar, such as a 30th of February, is read as one that follows.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(value.slice(0, MINUTES))) return undefined;
  // Neither side of it is converted: the reader's zone has no say in what is written.
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(at);
}
