const MOST_PER_NODE = 10;
/** After so long without a pause others have their turn: hundreds of steps that only compute would hold the process. */
const LONGEST_BREATH_MS = 5;

/** How long a run is at it: since it last waited for something or stored something, and since it last let others on. */
export class Turns {
  #count = 0;
  /** What it has taken for itself since then: many runs begin in the same moment, and none pays for the others. */
  #spentMs = 0;
  #lookedAt: number;

  /** `now`: the wall clock, quicker to read than the monotonic one, in whole milliseconds: over many turns these come to the same. */
  constructor(private readonly now: () => number) {
    this.#lookedAt = now();
  }

  /** One more. Each step takes a few: too many are a fault of ours, which must not take the whole process along. */
  take(nodes: number): void {
    this.#count += 1;
    if (this.#count > MOST_PER_NODE * (nodes + 10)) throw new Error("deciding never comes to rest");
  }

  /** What has happened is no sign of going in circles. */
  reset(): void {
    this.#count = 0;
  }

  /** Others want their turn, at this time. */
  breathlessAt(now: number): boolean {
    // Set back, the clock says nothing.
    this.#spentMs += Math.max(0, now - this.#lookedAt);
    this.#lookedAt = now;
    return this.#spentMs >= LONGEST_BREATH_MS;
  }

  /** It goes on after a wait, in which others may have had theirs. */
  awaited(): void {
    this.#lookedAt = this.now();
  }

  /** They have had it. */
  breathed(): void {
    this.#count = 0;
    this.#spentMs = 0;
    this.awaited();
  }
}
