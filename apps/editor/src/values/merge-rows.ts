import type { ValueRow } from "./value-rows.js";

/** What a draft was made of: the rows as they were stored, by the keys that the draft's rows have. */
export interface Base {
  rows: readonly ValueRow[];
  /** The server's name for that list. */
  revision: string | undefined;
}

const same = (a: ValueRow, b: ValueRow) => a.name === b.name && a.type === b.type && a.value === b.value;

/**
 * Lays what was changed here over a list that somebody else has saved meanwhile: their rows in their order, one's own
 * in place of those of the same name, new ones at the end. Of a row that both have changed, one's own is shown.
 */
export function mergeRows(
  base: readonly ValueRow[],
  mine: readonly ValueRow[],
  theirs: readonly ValueRow[],
  newKey: () => string,
): { rows: ValueRow[]; base: ValueRow[] } {
  const before = new Map(base.map((row) => [row.key, row]));
  const kept = new Set(mine.map(({ key }) => key));
  const removed = new Set(base.flatMap(({ key, name }) => (kept.has(key) ? [] : [name])));
  const touched = new Map<string, ValueRow>();
  const added: ValueRow[] = [];
  for (const row of mine) {
    const was = before.get(row.key);
    if (was && same(was, row)) continue;
    const name = was?.name ?? row.name;
    if (theirs.some((their) => their.name === name) && !touched.has(name)) touched.set(name, row);
    else added.push(row);
  }
  const keyed = theirs.map((row) => ({ ...row, key: touched.get(row.name)?.key ?? newKey() }));
  const rows = keyed.flatMap((row) => touched.get(row.name) ?? (removed.has(row.name) ? [] : [row]));
  return { rows: [...rows, ...added], base: keyed };
}
