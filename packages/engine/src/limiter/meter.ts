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
  /** The same by second, the oldest first. */
  seconds: number[];
  waiting: Record<Lane, number>;
  /** Some of the runs that wait. */
  runs: string[];
  /** About when nobody waits any more; null when nobody does, or nobody may go. */
  emptyAt: number | null;
  frozenUntil: number | null;
  paused: boolean;
}

const MOST_RUNS = 20;

function bySecond(ages: readonly number[]): number[] {
  const seconds = Array<number>(WINDOW_MS / 1_000).fill(0);
  for (const age of ages) {
    const place = seconds.length - 1 - Math.floor(Math.max(0, age) / 1_000);
    seconds[place] = (seconds[place] ?? 0) + 1;
  }
  return seconds;
}

/** The state of a pool and of its waiting line, in numbers for people. */
export function readMeter(desk: Desk, now: number): Meter {
  const { pool } = desk;
  const waiting: Record<Lane, number> = { critical: 0, normal: 0, bulk: 0 };
  for (const { lane } of desk.waiters()) waiting[lane]++;
  const runs = new Set<string>();
  for (const { runId } of desk.waiters()) if (runs.add(runId).size >= MOST_RUNS) break;
  const sent = pool.tickets.filter(({ reservedAt, freeAt }) => freeAt > now && now - reservedAt < WINDOW_MS);
  return {
    key: pool.key,
    limit: limitNow(pool, now),
    sent60: sent.length,
    seconds: bySecond(sent.map(({ reservedAt }) => now - reservedAt)),
    waiting,
    runs: [...runs],
    emptyAt: pool.paused ? null : (desk.emptyAt(now) ?? null),
    frozenUntil: pool.frozenUntil > now ? pool.frozenUntil : null,
    paused: pool.paused,
  };
}
