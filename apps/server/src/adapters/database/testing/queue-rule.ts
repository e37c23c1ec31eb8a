import type { Database, Statement } from "better-sqlite3";

/** Databases to which nobody writes but a queue. */
const queued = new WeakSet<Database>();
const ways = ["run", "get", "all", "iterate"] as const;
const writes = /^\s*(?:BEGIN|INSERT|REPLACE|UPDATE|DELETE|CREATE|DROP|ALTER|VACUUM INTO)\b/i;

/** From now on: what was written before, by an update of the database say, had no queue yet. */
export const belongsToQueue = (db: Database): void => void queued.add(db);

/**
 * The statement, which throws where it writes past the queue; as it is where it only reads. `writer`: the file of the server
 * that asks, if one does.
 */
export function guarded(db: Database, statement: Statement, writer: () => string | undefined): Statement {
  const { source } = statement;
  if (statement.readonly && !writes.test(source)) return statement;
  const file = writer();
  if (file === undefined) return statement;
  for (const way of ways) {
    const go = statement[way] as (...given: unknown[]) => unknown;
    const value = (...given: unknown[]) => {
      refusePast(db, source, () => file);
      return go.apply(statement, given);
    };
    Object.defineProperty(statement, way, { value });
  }
  return statement;
}

/** Throws where this is a write, and no transaction of the queue is open. */
export function refusePast(db: Database, sql: string, writer: () => string | undefined): void {
  if (!queued.has(db) || db.inTransaction || !writes.test(sql)) return;
  const file = writer();
  if (file !== undefined)
    throw new Error(`${file} writes past the writer queue: put it into "queue.write((db) => …)". ${sql.trim()}`);
}
