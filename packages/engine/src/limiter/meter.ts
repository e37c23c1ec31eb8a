import type { Lane } from "../document/document.js";
import type { Desk } from "./desk.js";
import { limitNow } from "./pool.js";
import { WINDOW_MS } from "./rules.js";

/** What a pool's display shows. Times are milliseconds since 1970. */
export interface Meter {
  key: string;
  /** As it stands now, after earlier 429s. */
  limit: number;
  /** Requests of the last 60 s. */
  sent60: number;
  waiting: Record<Lane, number>;
  /** About when nobody waits any more; null when nobody does, or nobody may go. */
  emptyAt: number | null;
  frozenUntil: number | null;
  paused: boolean;
}

export function readMeter(desk: Desk, now: number): Meter {
  const { pool } = desk;
  const waiting: Record<Lane, number> = { critical: 0, normal: 0, bulk: 0 };
  for (const { lane } of desk.waiters()) waiting[lane]++;
  const sent = pool.tickets.filter(({ reservedAt, freeAt }) => freeAt > now && now - reservedAt < WINDOW_MS);
  return {
    key: pool.key,
    limit: limitNow(pool, now),
    sent60: sent.length,
    waiting,
    emptyAt: pool.paused ? null : (desk.emptyAt(now) ?? null),
    frozenUntil: pool.frozenUntil > now ? pool.frozenUntil : null,
    paused: pool.paused,
  };
}
