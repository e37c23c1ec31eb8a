import type { PoolTicket } from "../limiter/pool.js";

/** Whether a 429 was the probe's is said within this long after it was given back. */
const SETTLE_MS = 50;

/** Who may go after a 429 and while the pool is paused: nobody, then one, then all. Times are monotonic. */
export class FreezeWatch {
  paused = false;
  #since = 0;
  #until = 0;
  #probing = false;
  #probe: { slot: number; serial: number; deadAt: number } | undefined;
  #answeredAt: number | undefined;

  frozen(now: number): boolean {
    this.#settle(now);
    return this.#probing;
  }

  freeze(retryAfterMs: number | undefined, now: number): void {
    this.#settle(now);
    this.#since = now;
    this.#until = Math.max(this.#until, now + (retryAfterMs === undefined ? 60_000 : retryAfterMs + 1_000));
    this.#probing = true;
    this.#probe = undefined;
    this.#answeredAt = undefined;
  }

  /** A ticket was given out. */
  given({ slot, serial, reservedAt, freeAt }: PoolTicket, now: number): string | undefined {
    if (this.paused) return "a ticket went out while the pool was paused";
    if (!this.frozen(now)) return undefined;
    if (now < this.#until) return `a ticket went out ${this.#until - now} ms before the freeze was over`;
    if (this.#answeredAt !== undefined) return "a ticket went out before the probe's answer was judged";
    if (this.#probe && now < this.#probe.deadAt) return "a second ticket went out beside the probe";
    this.#probe = { slot, serial, deadAt: now + freeAt - reservedAt };
    return undefined;
  }

  released(ticket: { slot: number; serial: number }, how: "unused" | "answered" | "cutOff", now: number): void {
    if (this.#probe?.slot !== ticket.slot || this.#probe.serial !== ticket.serial) return;
    this.#probe = undefined;
    if (how === "answered") this.#answeredAt = now;
  }

  /** The process died; what happened from `lostSince` on is forgotten. */
  restarted(lostSince: number): void {
    this.#probe = undefined;
    if (this.#answeredAt !== undefined) this.#probing = false;
    if (this.#since >= lostSince) [this.#probing, this.#until] = [false, 0];
    this.#answeredAt = undefined;
  }

  #settle(now: number): void {
    if (this.#answeredAt === undefined || now < this.#answeredAt + SETTLE_MS) return;
    this.#probing = false;
    this.#answeredAt = undefined;
  }
}
