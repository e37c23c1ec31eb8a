import type { Entry, ReadBack, Sorted } from "./read-back.js";

/** Each reading begins so much before the newest entry of the last one: what comes late, or was passed by, is seen then. */
export const OVERLAP_MS = 3_600_000;

/** What is remembered of an entry. */
export interface SeenEntry {
  key: string;
  at: number;
  /** Of what is watched for changes: as it was last, and how often it has changed. */
  status: string | null;
  changes: number;
  /** A run was made of it, as it is now. Runs are deleted some day, and this is not. */
  started: boolean;
}

/** How far reading a list has got. All times are the service's own: its clock need not be ours. */
export interface PollMark {
  /** Nothing that came to be earlier counts as new. */
  since: number;
  /** The newest time that was seen, by which the next reading knows how far back it goes. */
  high: number;
}

/** An entry for which a run is made. */
export interface News {
  entry: Entry;
  /** The run's own: whoever reads the same again makes no second one. */
  dedupeKey: string;
  /** Of a change, where it is known. */
  previous: string | null;
}

/** What is looked for in a list. */
export interface Watch {
  /** `added`: entries that were not there. `changed`: entries whose status is another one. */
  what: "added" | "changed";
  /** Part of each run's key, e.g. `order`. */
  name: string;
  /** So long it is remembered which entries were there; what is older is not looked at. */
  memoryMs: number;
  /** The time by which the next reading knows how far back it goes; of lists that show what is active that is the change. */
  highBy: "at" | "changedAt";
  /** The first reading's mark is never before this one: of lists that show only what is active. */
  earliest: number;
  /** Of `changed`: the status, and the one with which entries begin. */
  statusOf: (entry: Entry) => string;
  initial: string;
  /** Whether a run is made; what is left out is remembered all the same. */
  wanted: (entry: Entry) => boolean;
}

export interface NewsFound {
  /** Oldest first. */
  news: News[];
  mark: PollMark;
  /** To be remembered, over what was remembered of the same entries. */
  keep: SeenEntry[];
}

/**
 * How far back a list has to be read: to shortly before what was newest, at first of what is there. What is watched for
 * changes may stand anywhere in a list that is sorted by when entries came to be.
 */
export function floorOf({ what, memoryMs }: Watch, mark: PollMark | undefined) {
  return (sorted: Sorted, newest: number): number => {
    const high = mark?.high ?? newest;
    const near = what === "added" || (mark !== undefined && sorted === "changed");
    return high - (near ? OVERLAP_MS : memoryMs);
  };
}

/**
 * What is new in what was read. The first reading (without a mark), also one that begins anew, has no news: it says what is
 * there already, and an empty list says that all to come is new.
 */
export function newsIn(
  { entries }: Pick<ReadBack, "entries">,
  watch: Watch,
  mark: PollMark | undefined,
  seen: ReadonlyMap<string, SeenEntry>,
): NewsFound {
  const newest = entries.reduce((most, { at }) => Math.max(most, at), watch.earliest);
  const high = entries.reduce((most, entry) => Math.max(most, entry[watch.highBy]), Math.max(newest, mark?.high ?? 0));
  if (mark) {
    const found: NewsFound = { news: [], keep: [], mark: { since: mark.since, high } };
    // Of the same moment, what stands further down came first.
    for (const entry of entries.toReversed())
      if (entry.at >= high - watch.memoryMs) take(entry, watch, seen.get(entry.key), found);
    found.news.sort((a, b) => a.entry.at - b.entry.at);
    return found;
  }
  const since = Math.max(watch.earliest, watch.what === "added" ? newest - OVERLAP_MS : newest);
  const known = watch.what === "added" ? entries.filter(({ at }) => at >= since) : entries;
  return { news: [], keep: known.map((entry) => still(entry, watch, seen.get(entry.key))), mark: { since, high } };
}

/** As it is now, without news. What was known of it stays: the count of its changes is part of the keys of its runs. */
function still(entry: Entry, watch: Watch, before: SeenEntry | undefined): SeenEntry {
  const now = remembered(entry, watch);
  if (!before) return now;
  const isSame = before.status === now.status;
  return { ...now, changes: before.changes + (isSame ? 0 : 1), started: isSame && before.started };
}

function take(entry: Entry, watch: Watch, before: SeenEntry | undefined, { news, keep, mark }: NewsFound): void {
  const { what, name, initial, wanted } = watch;
  const isNew = !before && entry.at >= mark.since;
  if (what === "added") {
    if (!isNew) return;
    keep.push({ ...remembered(entry, watch), started: wanted(entry) });
    if (wanted(entry)) news.push({ entry, dedupeKey: addedKey(name, entry.key), previous: null });
    return;
  }
  const now = remembered(entry, watch);
  const was = before?.status ?? (isNew ? initial : now.status);
  if (before && was === now.status) return;
  const changes = (before?.changes ?? 0) + (was === now.status ? 0 : 1);
  const started = was !== now.status && wanted(entry);
  keep.push({ ...now, changes, started });
  if (!started) return;
  news.push({ entry, dedupeKey: changedKey(name, { ...now, changes }), previous: before?.status ?? null });
}

/** The key of the run for an entry that is new. */
export const addedKey = (name: string, key: string): string => `poll:${name}:${key}`;

/** The key of the run for a change: a status that comes back is a change each time. */
export const changedKey = (
  name: string,
  { key, status, changes }: Pick<SeenEntry, "key" | "status" | "changes">,
): string => `poll:${name}:${key}:${changes}:${status ?? ""}`;

function remembered(entry: Entry, { what, statusOf }: Watch): SeenEntry {
  return {
    key: entry.key,
    at: entry.at,
    status: what === "changed" ? statusOf(entry) : null,
    changes: 0,
    started: false,
  };
}
