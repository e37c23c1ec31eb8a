import type { Database, Statement } from "better-sqlite3";

type StatementName =
  | "pools"
  | "tickets"
  | "waiters"
  | "savePool"
  | "saveTicket"
  | "saveWaiter"
  | "forgetWaiter"
  | "dropPool"
  | "dropTickets"
  | "dropWaiters";
export type PoolStatements = Record<StatementName, Statement<unknown[]>>;

/** Prepared once; a reservation is one upsert. */
export function preparePoolStatements(db: Database): PoolStatements {
  const prepare = (sql: string): Statement<unknown[]> => db.prepare(sql);
  return {
    pools: prepare(
      `SELECT key, limit_per_minute AS "limit", paused, frozen_until AS frozenUntil, probing, reduced_to AS reducedTo,
         reduced_since AS reducedSince, cold_until AS coldUntil, boot, lead FROM rate_pools`,
    ),
    tickets: prepare(
      `SELECT slot, serial, reserved_at AS reservedAt, free_at AS freeAt, held, critical, run_id AS runId,
         step_key AS stepKey FROM rate_tickets WHERE pool_key = ? ORDER BY slot`,
    ),
    waiters: prepare(
      `SELECT run_id AS runId, step_key AS stepKey, lane, position, front
       FROM rate_waiters WHERE pool_key = ? ORDER BY position`,
    ),
    savePool: prepare(
      `INSERT INTO rate_pools (key, limit_per_minute, paused, frozen_until, probing, reduced_to, reduced_since,
         cold_until, boot, lead)
       VALUES (@key, @limit, @paused, @frozenUntil, @probing, @reducedTo, @reducedSince, @coldUntil, @boot, @lead)
       ON CONFLICT (key) DO UPDATE SET limit_per_minute = excluded.limit_per_minute, paused = excluded.paused,
         frozen_until = excluded.frozen_until, probing = excluded.probing, reduced_to = excluded.reduced_to,
         reduced_since = excluded.reduced_since, cold_until = excluded.cold_until, boot = excluded.boot,
         lead = excluded.lead`,
    ),
    saveTicket: prepare(
      `INSERT INTO rate_tickets (pool_key, slot, serial, reserved_at, free_at, held, critical, run_id, step_key)
       VALUES (@key, @slot, @serial, @reservedAt, @freeAt, @held, @critical, @runId, @stepKey)
       ON CONFLICT (pool_key, slot) DO UPDATE SET serial = excluded.serial, reserved_at = excluded.reserved_at,
         free_at = excluded.free_at, held = excluded.held, critical = excluded.critical, run_id = excluded.run_id, step_key = excluded.step_key`,
    ),
    saveWaiter: prepare(
      `INSERT INTO rate_waiters (pool_key, run_id, step_key, lane, position, front)
       VALUES (@key, @runId, @stepKey, @lane, @position, @front)
       ON CONFLICT (pool_key, run_id, step_key) DO UPDATE SET lane = excluded.lane, position = excluded.position,
         front = excluded.front`,
    ),
    forgetWaiter: prepare("DELETE FROM rate_waiters WHERE pool_key = ? AND run_id = ? AND step_key = ?"),
    dropPool: prepare("DELETE FROM rate_pools WHERE key = ?"),
    dropTickets: prepare("DELETE FROM rate_tickets WHERE pool_key = ?"),
    dropWaiters: prepare("DELETE FROM rate_waiters WHERE pool_key = ?"),
  };
}
