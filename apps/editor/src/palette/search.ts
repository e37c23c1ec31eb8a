import { locales, nodeGroups, type Locale, type NodeDefinition } from "@leeway/engine";

export interface PaletteGroup {
  group: string;
  items: NodeDefinition[];
}

/**
 * What the palette shows for a query: every word must occur somewhere in a definition's texts, in any language, since
 * people know a step by its name on another screen. A match in the title counts before one in the summary.
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
    const rank = words.every((word) => title.includes(word)) ? 0 : 1;
    const found = groups.get(item.group) ?? [];
    found.push({ item, rank });
    groups.set(item.group, found);
  }
  return [...groups]
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([group, found]) => ({
      group,
      items: found.toSorted((a, b) => a.rank - b.rank).map(({ item }) => item),
    }));
}

const place = (group: string) => {
  const index = nodeGroups.findIndex((name) => name === group);
  return index < 0 ? nodeGroups.length : index;
};
