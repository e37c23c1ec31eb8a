import type { Lines, Place } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";

/** In words of the indexes `runs_line` and `runs_line_key`, without which they are not used. */
export const lineSql = {
  going: `SELECT count(*) FROM (SELECT 1 FROM runs INDEXED BY runs_line
    WHERE line = ? AND place = 'going' AND place IS NOT NULL LIMIT ?)`,
  hasKey: `SELECT 1 FROM runs INDEXED BY runs_line_key WHERE line = ? AND line_key = ?
    AND place IN ('going', 'next', 'resting') AND place IS NOT NULL AND line_key IS NOT NULL LIMIT 1`,
  first: `SELECT id FROM runs INDEXED BY runs_line WHERE line = ? AND place = ? AND place IS NOT NULL
    ORDER BY created_at, id LIMIT 1`,
  firstWithKey: `SELECT id FROM runs INDEXED BY runs_line_key WHERE line = ? AND line_key = ? AND place = ?
    AND place IS NOT NULL AND line_key IS NOT NULL ORDER BY created_at, id LIMIT 1`,
  withKey: `SELECT id FROM runs INDEXED BY runs_line_key WHERE line = ? AND line_key = ?
    AND place IS NOT NULL AND line_key IS NOT NULL LIMIT ?`,
  newest: `SELECT id, created_at AS at, line_limit AS "limit" FROM runs INDEXED BY runs_line
    WHERE line = ? AND place = ? AND place IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT ?`,
  oldest: `SELECT line_limit FROM runs INDEXED BY runs_line WHERE line = ? AND place = ? AND place IS NOT NULL
    ORDER BY created_at, id LIMIT 1`,
  next: `SELECT line FROM runs INDEXED BY runs_line WHERE line > ? AND place IS NOT NULL ORDER BY line LIMIT 1`,
  older: `SELECT id, created_at AS at FROM runs INDEXED BY runs_line WHERE line = ? AND place = ? AND place IS NOT NULL
    AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
  setLimit: "UPDATE runs SET line_limit = ? WHERE id = ?",
  move: "UPDATE runs SET place = ?, due_at = CASE WHEN ? = 1 AND worker IS NULL THEN 0 ELSE due_at END WHERE id = ?",
} as const;

export const places: readonly Place[] = ["going", "resting", "next", "behind"];

/** A run that stands in a line, since when. */
export interface InLine {
  id: string;
  at: number;
}
/** In pieces, so that others get their turn in between. */
const SET_AT_ONCE = 500;

/** The lines of runs that count for their workflow's concurrency. Each answer is a look into an index. */
export class SqliteLines implements Lines {
  readonly #sql: Record<keyof typeof lineSql, Statement<unknown[]>>;

  constructor(db: Database) {
    const prepared = Object.entries(lineSql).map(([name, sql]) => [name, db.prepare(sql)]);
    this.#sql = Object.fromEntries(prepared) as Record<keyof typeof lineSql, Statement<unknown[]>>;
    for (const name of ["going", "hasKey", "first", "firstWithKey", "withKey", "oldest", "next"] as const)
      this.#sql[name].pluck();
  }

  going(line: string, most: number): number {
    return this.#sql.going.get(line, most) as number;
  }

  hasKey(line: string, key: string): boolean {
    return this.#sql.hasKey.get(line, key) !== undefined;
  }

  first(line: string, place: "next" | "behind", key?: string): string | undefined {
    const found = key === undefined ? this.#sql.first.get(line, place) : this.#sql.firstWithKey.get(line, key, place);
    return found as string | undefined;
  }

  withKey(line: string, key: string, most: number): string[] {
    return this.#sql.withKey.all(line, key, most) as string[];
  }

  newest(line: string, place: Place, most: number): { id: string; at: number }[] {
    return (this.#sql.newest.all(line, place, most) as { id: string; at: number }[]).map(({ id, at }) => ({ id, at }));
  }

  limit(line: string): number {
    const newest = places.flatMap((place) => this.#sql.newest.all(line, place, 1) as { at: number; limit: number }[]);
    return newest.sort((a, b) => b.at - a.at)[0]?.limit ?? 0;
  }

  /** The first line by name behind this one. */
  next(line: string): string | undefined {
    return this.#sql.next.get(line) as string | undefined;
  }

  /** With which limits those stand there that are the oldest of their places. */
  oldestLimits(line: string): number[] {
    return places.flatMap((place) => (this.#sql.oldest.get(line, place) as number | undefined) ?? []);
  }

  /** Gives the newest with this place that are older than one another limit; answers the oldest of them while there may be more. */
  setLimit(line: string, place: Place, before: InLine, limit: number): InLine | undefined {
    const found = this.#sql.older.all(line, place, before.at, before.id, SET_AT_ONCE) as InLine[];
    for (const { id } of found) this.#sql.setLimit.run(limit, id);
    return found.length < SET_AT_ONCE ? undefined : found.at(-1);
  }

  move(id: string, place: Place | null, due: boolean): void {
    this.#sql.move.run(place, due ? 1 : 0, id);
  }
}
