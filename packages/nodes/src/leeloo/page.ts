import { valueAt, type Json } from "@leeway/engine";

/** Where one page of a list ends. */
export interface PageEnd {
  /** Entries found on it. */
  found: number;
  /** Entries asked for. */
  limit: number;
  /** The offset of what would follow. */
  next: number;
  /** See `totalOf`. */
  total: number | undefined;
}

/** How many entries the whole list has, where the answer says so. */
export function totalOf(page: Json): number | undefined {
  const total = valueAt(page, "meta.filteredCount") ?? valueAt(page, "meta.totalCount");
  return typeof total === "number" ? total : undefined;
}

/** Without a total a short page is the last one; with it a far end may have smaller pages than it was asked for. */
export function hasMore({ found, limit, next, total }: PageEnd): boolean {
  return found > 0 && (total === undefined ? found >= limit : next < total);
}
