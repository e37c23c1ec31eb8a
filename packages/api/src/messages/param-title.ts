import type { Locale, NodeDefinition, ParamDefinition } from "@leeway/engine";
import { sentenceOf } from "./format.js";
import { catalogues } from "./catalogues.js";

/** What the form calls the param at a place: `data[0].phone` is “People, row 1: Phone”. Else the place itself. */
export function paramTitle(definition: NodeDefinition | undefined, place: string, locale: Locale): string {
  const param = definition?.params.find(
    ({ name }) => place === name || place.startsWith(`${name}.`) || place.startsWith(`${name}[`),
  );
  return param ? titleIn(param, place.slice(param.name.length), locale) : place;
}

/** Rows and entries are counted from one, as people do. */
function titleIn({ title, kind, columns }: ParamDefinition, rest: string, locale: Locale): string {
  const field = title[locale];
  const [, index, key] = /^\[(\d+)\](?:\.(\w+))?/.exec(rest) ?? [];
  if (index === undefined) return field;
  const row = Number(index) + 1;
  const column = columns?.find(({ name }) => name === key)?.title[locale];
  const { rowPlace, entryPlace } = catalogues[locale];
  if (column !== undefined) return sentenceOf(rowPlace, { field, row, column }, locale);
  return kind === "list" || kind === "rows" || kind === "customFields"
    ? sentenceOf(entryPlace, { field, row }, locale)
    : field;
}
