import type { WholeListQuery } from "@leeway/api";
import { Problem } from "./problem.js";

/**
 * A page of a list that is short enough to be held whole. Without `limit` all of it comes; `cursor` is the name of
 * the last entry that the reader has, so entries that come or go in between shift nothing.
 */
export function pageOf<T>(
  all: readonly T[],
  { limit = all.length, cursor }: WholeListQuery,
  nameOf: (entry: T) => string,
): { items: T[]; nextCursor?: string } {
  const last = cursor === undefined ? -1 : all.findIndex((entry) => nameOf(entry) === cursor);
  if (cursor !== undefined && last < 0) throw new Problem("notFound");
  const items = all.slice(last + 1, last + 1 + limit);
  const end = items.at(-1);
  return { items, ...(end !== undefined && last + 1 + items.length < all.length && { nextCursor: nameOf(end) }) };
}
