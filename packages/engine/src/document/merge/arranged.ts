/** By key; where several have one key, each has its own all the same, so that none gets lost. */
export function keyed<T>(list: readonly T[], keyOf: (entry: T) => string): Map<string, T> {
  const entries = new Map<string, T>();
  for (const entry of list) {
    let key = keyOf(entry);
    while (entries.has(key)) key += "\u0000";
    entries.set(key, entry);
  }
  return entries;
}

/** The order of one list, with what only the other one has behind what stands before it there. */
export function arranged(lead: Iterable<string>, other: Iterable<string>): string[] {
  const order = [...lead];
  const known = new Set(order);
  const behind = new Map<string | undefined, string[]>();
  let anchor: string | undefined;
  for (const key of other) {
    if (known.has(key)) anchor = key;
    else behind.set(anchor, [...(behind.get(anchor) ?? []), key]);
  }
  return [...(behind.get(undefined) ?? []), ...order.flatMap((key) => [key, ...(behind.get(key) ?? [])])];
}
