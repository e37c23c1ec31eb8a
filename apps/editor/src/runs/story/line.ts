import {
  isObject,
  type Json,
  type JsonObject,
  type Locale,
  type NodeDefinition,
  type ParamDefinition,
} from "@leeway/engine";
import { optionWords } from "../../document/option-words.js";
import { momentAsWritten } from "../../document/written-moment.js";
import { inWords, type Say } from "./glimpse.js";

/** The one line of a card with values in their places: `Add {name} {phone}` → “Add Олена +380…”. */
export function lineOf(definition: NodeDefinition, values: JsonObject, locale: Locale, say: Say): string {
  const pattern = definition.line?.[locale] || definition.line?.en;
  if (!pattern) return "";
  const byName = new Map(definition.params.map((param) => [param.name, param]));
  return tidy(
    pattern.replace(/\{([^{}]+)\}/g, (_, name: string) =>
      valueInWords(values[name], byName.get(name), locale, say, values),
    ),
  );
}

/** A value as its param means it: a choice by its title, conditions not at all. */
export function valueInWords(
  value: Json | undefined,
  param: ParamDefinition | undefined,
  locale: Locale,
  say: Say,
  values: JsonObject = {},
): string {
  if (param?.kind === "where" || param?.kind === "cases") return "";
  const option = param && optionWords(param, value, values, locale);
  if (option !== undefined) return option;
  const moment = param?.kind === "dateTime" ? momentAsWritten(value, locale) : undefined;
  if (moment !== undefined) return moment;
  // Some services take yes and no as words.
  if (param?.kind === "boolean" && (value === "true" || value === "false")) return inWords(value === "true", say);
  if (param?.kind === "keyValues" && isObject(value)) return Object.keys(value).join(", ");
  const titles = param?.kind === "list" && Array.isArray(value) ? titlesOf(value, param, locale) : undefined;
  if (titles !== undefined) return titles.join(", ");
  return inWords(value, say);
}

/** What the entries of a list are called; nothing where one of them has no title. */
function titlesOf(entries: readonly Json[], { options }: ParamDefinition, locale: Locale): string[] | undefined {
  const titles = entries.map((entry) => options?.find(({ value }) => value === entry)?.title[locale]);
  return titles.every((title) => title !== undefined) ? titles : undefined;
}

/** Where a value is missing, its quotes, brackets and pointing word go with it. */
function tidy(line: string): string {
  return line
    .replace(/“\s*”|«\s*»|\(\s*\)/g, "")
    .replace(/\s+/g, " ")
    .replace(/\s+([.,:;])/g, "$1")
    .replace(/[\s:→,–—]+$/u, "")
    .trim();
}
