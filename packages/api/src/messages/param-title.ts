import type { Locale, NodeDefinition } from "@leeway/engine";

/** What the form calls the param at a place: `where.all[0].value` is inside “Condition”. Else the place itself. */
export function paramTitle(definition: NodeDefinition | undefined, place: string, locale: Locale): string {
  const param = definition?.params.find(
    ({ name }) => place === name || place.startsWith(`${name}.`) || place.startsWith(`${name}[`),
  );
  return param?.title[locale] ?? place;
}
