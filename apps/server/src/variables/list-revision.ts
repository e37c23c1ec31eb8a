import { createHash } from "node:crypto";
import { Problem } from "../problems/problem.js";

/**
 * What a list that is saved whole was when somebody read it. Made of the list itself: two equal lists are one
 * revision, since saving over an equal list takes nothing away from anybody.
 */
const revisionOf = (items: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(items)).digest("base64url").slice(0, 22);

/** Refuses a list that was made of an older one than is kept. Without a revision the caller means to replace all. */
export function refuseOlder(kept: readonly unknown[], revision: string | undefined): void {
  if (revision !== undefined && revision !== revisionOf(kept)) throw new Problem("values.changed");
}

/** The names of rows that were added, changed or taken away. */
export function changedNames<T extends { name: string }>(before: readonly T[], after: readonly T[]): string {
  const same = (rows: readonly T[], row: T) => rows.some((one) => JSON.stringify(one) === JSON.stringify(row));
  const changed = [...before.filter((row) => !same(after, row)), ...after.filter((row) => !same(before, row))];
  return [...new Set(changed.map(({ name }) => name))].join(", ");
}

/** A list as it is answered. */
export const revised = <T>(items: T[]): { items: T[]; revision: string } => ({ items, revision: revisionOf(items) });
