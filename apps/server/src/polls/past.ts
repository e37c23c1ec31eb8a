import { addedKey, changedKey, type Entry, type News, type ReadBack, type SeenEntry } from "@leeway/engine";
import type { PollSource } from "@leeway/nodes";

/** How far back a list has to be read to find all of a period: what has changed in it may have come to be long before. */
export const pastFloor =
  ({ watch }: PollSource, from: number) =>
  (): number =>
    watch.what === "changed" ? from - watch.memoryMs : from;

/** What a trigger would have started, what it is to remember of it then, and whether it has started it before. */
export interface PastNews {
  news: News;
  seen: SeenEntry;
  had: boolean;
}

/**
 * What a trigger would have started in a period, oldest first, under the keys that it gives them itself: what it has started
 * has its run already. Of statuses only the present one is known, so it counts once.
 */
export function newsOfPast(
  { entries }: Pick<ReadBack, "entries">,
  { watch }: PollSource,
  { from, until }: { from: number; until: number },
  seen: ReadonlyMap<string, SeenEntry>,
): PastNews[] {
  const inPeriod = (at: number) => at >= from && at < until;
  const found = entries.flatMap((entry: Entry): PastNews[] => {
    const { key, at, changedAt } = entry;
    const known = seen.get(key);
    const isChange = watch.what === "changed";
    const status = isChange ? watch.statusOf(entry) : null;
    if (!watch.wanted(entry) || !inPeriod(isChange ? changedAt : at) || status === watch.initial) return [];
    const changes = known?.status === status ? known.changes : 0;
    const dedupeKey = isChange ? changedKey(watch.name, { key, status, changes }) : addedKey(watch.name, key);
    const had = known?.started === true && known.status === status;
    return [{ news: { entry, dedupeKey, previous: null }, seen: { key, at, status, changes, started: true }, had }];
  });
  return found.toReversed().toSorted((a, b) => a.news.entry.at - b.news.entry.at);
}
