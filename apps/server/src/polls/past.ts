import { addedKey, changedKey, type Entry, type News, type ReadBack, type SeenEntry } from "@leeway/engine";
import type { PollSource } from "@leeway/nodes";

/** How far back a list has to be read to find all of a period: what has changed in it may have come to be long before. */
export const pastFloor =
  ({ watch }: PollSource, from: number) =>
  (): number =>
    watch.what === "changed" ? from - watch.memoryMs : from;

/**
 * What a trigger would have started in a period, oldest first, under the keys that it gives them itself: what it has started
 * has its run already. Of statuses only the present one is known, so it counts once.
 */
export function newsOfPast(
  { entries }: Pick<ReadBack, "entries">,
  { watch }: PollSource,
  { from, until }: { from: number; until: number },
  seen: ReadonlyMap<string, SeenEntry>,
): News[] {
  const inPeriod = (at: number) => at >= from && at < until;
  const found = entries.flatMap((entry: Entry): News[] => {
    if (!watch.wanted(entry)) return [];
    if (watch.what === "added")
      return inPeriod(entry.at) ? [{ entry, dedupeKey: addedKey(watch.name, entry.key), previous: null }] : [];
    const status = watch.statusOf(entry);
    if (!inPeriod(entry.changedAt) || status === watch.initial) return [];
    const { key } = entry;
    const known = seen.get(key);
    const changes = known?.status === status ? known.changes : 0;
    return [{ entry, dedupeKey: changedKey(watch.name, { key, status, changes }), previous: null }];
  });
  return found.toReversed().toSorted((a, b) => a.entry.at - b.entry.at);
}
