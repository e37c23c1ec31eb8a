import { locales, nodeGroups, type Locale, type NodeDefinition } from "@leeway/engine";

export interface PaletteGroup {
  group: string;
  items: NodeDefinition[];
}

/**
 * What the palette shows for a query: every word must occur somewhere in a definition's texts, in any language, since
 * people know a step by its name on another screen. First comes what Enter takes: a title that begins so, then one with
 * all the words in it, then summaries; groups follow their best.
 */
export function findInPalette(definitions: Iterable<NodeDefinition>, query: string, locale: Locale): PaletteGroup[] {
  const words = query.toLocaleLowerCase(locale).split(/\s+/).filter(Boolean);
  const groups = new Map<string, { item: NodeDefinition; rank: number }[]>();
  for (const item of definitions) {
    if (item.unlisted) continue;
    const title = locales
      .map((one) => item.title[one])
      .join(" ")
      .toLowerCase();
    const all = `${title} ${locales.map((one) => item.summary[one]).join(" ")} ${item.type}`.toLowerCase();
    if (!words.every((word) => all.includes(word))) continue;
    const rank = item.title[locale].toLocaleLowerCase(locale).startsWith(words.join(" "))
      ? 0
      : words.every((word) => title.includes(word))
        ? 1
        : 2;
    const found = groups.get(item.group) ?? [];
    found.push({ item, rank });
    groups.set(item.group, found);
  }
  return [...groups]
    .map(([group, found]) => ({ group, found: found.toSorted((a, b) => a.rank - b.rank) }))
    .toSorted((a, b) => (a.found[0]?.rank ?? 0) - (b.found[0]?.rank ?? 0) || place(a.group) - place(b.group))
    .map(({ group, found }) => ({ group, items: found.map(({ item }) => item) }));
}

const place = (group: string) => {
  const index = nodeGroups.findIndex((name) => name === group);
  return index < 0 ? nodeGroups.length : index;
};
