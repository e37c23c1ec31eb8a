import type { OptionDto } from "@leeway/api";
import { valueAt, type Json, type Locale, type OptionsSource } from "@leeway/engine";

/** One entry of a list, with what tells it from others of the same name, part by part as the service has it. */
export interface Choice {
  value: string;
  label: string;
  details: string[][];
}

/** The entries of a list operation's output. */
export function entriesOf(output: Json, source: OptionsSource): Json[] {
  const entries = valueAt(output, source.items);
  return Array.isArray(entries) ? entries : [];
}

/** What a picker shows: entries without a value (a person without a channel) are no choice, and none comes twice. */
export function choicesOf(entries: readonly Json[], source: OptionsSource): Choice[] {
  const choices = new Map<string, Choice>();
  for (const entry of entries)
    for (const place of placesIn(entry, source.value)) {
      const value = textAt(entry, place(source.value));
      const label = textAt(entry, source.label);
      if (value === "" || choices.has(value)) continue;
      const details = (source.detail ?? []).map((part) =>
        part
          .split(" ")
          .map((path) => textAt(entry, place(path)))
          .filter((text) => text !== "" && text !== label),
      );
      choices.set(value, { value, label: label === "" ? value : label, details });
    }
  return [...choices.values()];
}

/** One way to write paths for each choice in an entry: `accounts[].x` becomes `accounts[0].x`, `accounts[1].x`… */
function placesIn(entry: Json, path: string): ((path: string) => string)[] {
  const list = /^(.*?)\[\]/.exec(path)?.[1];
  if (list === undefined) return [(one) => one];
  const many = valueAt(entry, list);
  const count = Array.isArray(many) ? many.length : 0;
  return Array.from({ length: count }, (_, index) => (one: string) => one.replace(`${list}[]`, `${list}[${index}]`));
}

/** Choices with their second line in the reader's language. */
export function toldChoices(choices: readonly Choice[], locale: Locale, timezone: string): OptionDto[] {
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: timezone });
  return choices.map(({ value, label, details }) => {
    const parts = details.map((part) => part.map((text) => toldText(text, clock)).join(" "));
    const hint = parts.filter((part) => part !== "").join(" · ");
    return { value, label, ...(hint !== "" && { hint }) };
  });
}

/** Moments as day and time, which tell orders of one day apart; the service's words in capitals (`TELEGRAM`) as names, short ones (`USD`) as they are. */
function toldText(text: string, clock: Intl.DateTimeFormat): string {
  if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    const time = Date.parse(text);
    return Number.isNaN(time) ? text : clock.format(time);
  }
  return /^[A-Z]{4,}$/.test(text) ? text.slice(0, 1) + text.slice(1).toLowerCase() : text;
}

function textAt(entry: Json, path: string): string {
  const value = valueAt(entry, path);
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}
