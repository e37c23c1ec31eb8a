import type { Json, ParamDefinition } from "@leeway/engine";

/** What is ticked in a list of known values; what is not chosen is the definition's default. */
export interface Ticks {
  /** Of what the definition offers, in its order. */
  known: string[];
  /** What else stands in the value. */
  others: string[];
}

const offered = ({ options = [] }: ParamDefinition) => options.map(({ value }) => String(value));

/** Entries are told by their text; one that is none is shown as JSON, so that it is not lost from sight. */
const entryText = (entry: Json) => (typeof entry === "object" ? JSON.stringify(entry) : String(entry));

export function ticksOf(param: ParamDefinition, value: Json | undefined): Ticks {
  const shown = value ?? param.default ?? [];
  const entries = (Array.isArray(shown) ? shown : [shown]).map(entryText);
  const options = offered(param);
  return {
    known: options.filter((option) => entries.includes(option)),
    others: [...new Set(entries.filter((entry) => !options.includes(entry)))],
  };
}

/** The value for what is ticked. Nothing at all is said so where the definition would choose something else. */
export function valueOfTicks(param: ParamDefinition, { known, others }: Ticks): Json | undefined {
  // In the order of the list, so that the same choice is the same document.
  const options = (param.options ?? []).map(({ value }) => value).filter((value) => known.includes(String(value)));
  const further = others.map((one) => one.trim()).filter((one) => one !== "");
  const entries = [...options, ...new Set(further)];
  return entries.length === 0 && (param.default ?? null) === null ? undefined : entries;
}
