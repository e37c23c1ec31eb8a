import type { Lane } from "../document/document.js";
import type { PoolTicket } from "../limiter/pool.js";

/** A bound ticket may lie so long before it is fetched, and a late bulk call may catch up by a second. */
const SLACK_MS = 4_001;

/** What the lanes are promised: some tickets are kept for the critical one, and the bulk one goes at its pace. */
export class LaneWatch {
  readonly #busy = new Map<number, { freeAt: number; lane: Lane }>();
  /** Monotonic. */
  #lastBulk = -Infinity;

  constructor(
    private readonly limit: number,
    private readonly kept: number,
  ) {}

  /** A ticket was given out to a lane; `now` is monotonic. */
  given(ticket: PoolTicket, lane: Lane, now: number): string | undefined {
    const { slot, reservedAt, freeAt } = ticket;
    this.#busy.set(slot, { freeAt, lane });
    if (lane === "critical") return undefined;
    const ordinary = [...this.#busy.values()].filter(
      (one) => one.lane !== "critical" && one.freeAt > reservedAt,
    ).length;
    if (ordinary > this.limit - this.kept) return `${ordinary} tickets were in use beside the critical lane`;
    if (lane === "normal") return undefined;
    const gap = now - this.#lastBulk;
    this.#lastBulk = now;
    const pace = 60_000 / (this.limit - this.kept);
    return gap < pace - SLACK_MS ? `two bulk calls went within ${gap} ms` : undefined;
  }

  /** A ticket's times have changed. */
  changed({ slot, freeAt }: PoolTicket): void {
    const known = this.#busy.get(slot);
    if (known) known.freeAt = freeAt;
  }

  /** The process died; the next one knows no pace. */
  restarted(kept: readonly PoolTicket[]): void {
    this.#lastBulk = -Infinity;
    for (const slot of this.#busy.keys()) if (!kept.some((ticket) => ticket.slot === slot)) this.#busy.delete(slot);
    for (const ticket of kept) this.changed(ticket);
  }
}
