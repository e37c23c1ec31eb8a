import type { IdKind, Json, Locale, NodeDefinition, ParamDefinition } from "@leeway/engine";
import { sentenceOf } from "./format.js";
import { catalogues } from "./catalogues.js";

/** What the form calls the param at a place: `data[0].phone` is “People, row 1: Phone”. Else the place itself. */
export function paramTitle(definition: NodeDefinition | undefined, place: string, locale: Locale): string {
  const param = paramAt(definition, place);
  return param ? titleIn(param, place.slice(param.name.length), locale) : place;
}

/** What an id is of: “channel”, “person”. */
export const idKindWord = (kind: IdKind, locale: Locale): string => catalogues[locale].idKinds[kind];

interface Sayable {
  param?: string | undefined;
  values?: Readonly<Record<string, Json>> | undefined;
}

/** A failure or a problem with its param called as the form calls it, and a param's choices as the form offers them. */
export function inParamWords<T extends Sayable>(definition: NodeDefinition | undefined, said: T, locale: Locale): T {
  if (said.param === undefined) return said;
  const titled = { ...said, param: paramTitle(definition, said.param, locale) };
  const options = paramAt(definition, said.param)?.options;
  if (!options || said.values?.["options"] === undefined) return titled;
  const offered = options.map(({ value, title }) => {
    const code = String(value);
    return title[locale] === code ? code : `${title[locale]} (${code})`;
  });
  return { ...titled, values: { ...said.values, options: offered.join(", ") } };
}

const paramAt = (definition: NodeDefinition | undefined, place: string): ParamDefinition | undefined =>
  definition?.params.find(({ name }) => place === name || place.startsWith(`${name}.`) || place.startsWith(`${name}[`));

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
