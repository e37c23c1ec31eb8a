import type { Database, Statement } from "better-sqlite3";

const kept = new WeakMap<Database, Map<string, Statement<unknown[]>>>();

/**
 * The statement, prepared once for as long as the database is open: what is done for each of many things is else parsed each
 * time. How its rows are read (`pluck`, `raw`) is its own, so one text is read in one way everywhere.
 */
export function prepared<Bind extends unknown[] = unknown[], Row = unknown>(
  db: Database,
  sql: string,
): Statement<Bind, Row> {
  const known = kept.get(db) ?? new Map<string, Statement<unknown[]>>();
  kept.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement as unknown as Statement<Bind, Row>;
}
