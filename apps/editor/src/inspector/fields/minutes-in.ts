import { isTemplate, parseDate, type Json } from "@leeway/engine";

/** A written moment as a date input wants it, on the clocks of a zone: one with an offset of its own is converted. */
export function minutesIn(value: Json | undefined, zone: string): string {
  if (typeof value !== "string" || isTemplate(value)) return "";
  const at = parseDate(value, zone);
  if (at === undefined) return "";
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}
