import type { OptionDto } from "@leeway/api";
import type { Json, OptionsSource } from "@leeway/engine";

/** The value at a definition's path, e.g. `data.categories` or `accounts[0].account_id`; undefined where there is none. */
export function at(value: Json | undefined, path: string): Json | undefined {
  let here = value;
  for (const [part] of path.matchAll(/[^.[\]]+/g)) {
    if (here === null || typeof here !== "object" || !Object.hasOwn(here, part)) return undefined;
    if (Array.isArray(here) && part === "length") return undefined;
    here = (here as Record<string, Json>)[part];
  }
  return here;
}

/** The entries of a list operation's output. */
export function entriesOf(output: Json, source: OptionsSource): Json[] {
  const entries = at(output, source.items);
  return Array.isArray(entries) ? entries : [];
}

/** What a picker shows: entries without a value (a person without a channel) are no choice, and none comes twice. */
export function choicesOf(entries: readonly Json[], source: OptionsSource): OptionDto[] {
  const choices = new Map<string, OptionDto>();
  for (const entry of entries) {
    const value = textOf(at(entry, source.value));
    const label = textOf(at(entry, source.label)).trim();
    if (value !== "" && !choices.has(value)) choices.set(value, { value, label: label === "" ? value : label });
  }
  return [...choices.values()];
}

const textOf = (value: Json | undefined): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
