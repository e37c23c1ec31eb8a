import { valueAt, type Json } from "@leeway/engine";

/** Where one page of a list ends. */
export interface PageEnd {
  /** The answer. */
  page: Json;
  /** Entries found on it. */
  found: number;
  /** Entries asked for. */
  limit: number;
  /** The offset of what would follow. */
  next: number;
}

/**
 * What the answer says of the list's length. `filteredCount` may be what the filter leaves, as its name says, or what
 * stands on this page: in Leeloo's reference it differs from `totalCount` for lists that have no filter.
 */
function countsOf(page: Json): number[] {
  return ["meta.filteredCount", "meta.totalCount"].flatMap((path) => {
    const count = valueAt(page, path);
    return typeof count === "number" ? [count] : [];
  });
}

/** How many entries the whole list has, as far as the answer tells it while there is more to come. */
export function totalOf(page: Json, next: number): number | undefined {
  return countsOf(page).find((count) => count > next);
}

/**
 * A full page is the last one where no count goes beyond it, a short one where any count is reached: a far end may have
 * smaller pages than it was asked for. One call too many costs less than the rest of a list.
 */
export function hasMore({ page, found, limit, next }: PageEnd): boolean {
  if (found === 0) return false;
  const own = valueAt(page, "meta.limit");
  const full = found >= (typeof own === "number" && own > 0 ? Math.min(limit, own) : limit);
  const counts = countsOf(page);
  if (counts.length === 0) return full;
  return next < (full ? Math.max(...counts) : Math.min(...counts));
}
