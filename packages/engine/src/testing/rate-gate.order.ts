import type { Lane } from "../document/document.js";
import type { StoredWaiter } from "../limiter/store.js";

const lanes: Lane[] = ["critical", "normal", "bulk"];
interface Standing extends StoredWaiter {
  since: number;
}
const keyOf = ({ runId, stepKey }: { runId: string; stepKey: string }) => `${runId}/${stepKey}`;

/**
 * Who must be next, said as plainly as possible: lane by lane those at the front, then the run served longest ago,
 * first-come inside a run. Told what the gate does, it answers what is wrong with it.
 */
export class OrderWatch {
  readonly #waiting = new Map<string, Standing>();
  readonly #bound = new Map<string, Standing>();
  readonly #served = new Map<string, number>();
  readonly #untracked: Set<string>;
  readonly #left = new Set<string>();
  #turn = 0;
  #order = 0;

  /** `untracked`: runs that do not always come when they are woken; nothing is said of their order. */
  constructor(untracked: ReadonlySet<string>) {
    this.#untracked = new Set(untracked);
  }

  /** `at` tells whether a crash has lost it. */
  joined(waiter: StoredWaiter, at: number): void {
    const position = waiter.front ? waiter.position : this.#order++;
    this.#waiting.set(keyOf(waiter), { ...waiter, position, since: at });
  }

  /** The run has ended, and whatever was bound to it is free. */
  left(runId: string): void {
    this.#left.add(runId);
    for (const standing of [this.#waiting, this.#bound])
      for (const [key, one] of standing) if (one.runId === runId) standing.delete(key);
  }

  woken(runId: string): string | undefined {
    if (this.#untracked.has(runId)) return undefined;
    const own = this.#first((one) => one.runId === runId);
    const next = this.#first(({ runId: other }) => !this.#untracked.has(other));
    if (own) {
      this.#waiting.delete(keyOf(own));
      this.#bound.set(keyOf(own), own);
    }
    this.#serve(runId);
    if (own && own === next) return undefined;
    return `${runId} was woken before ${next ? keyOf(next) : "anybody waited"}`;
  }

  /** A ticket was given out. */
  given(who: { runId: string; stepKey: string }, lane: Lane): string | undefined {
    const key = keyOf(who);
    const wasBound = this.#bound.delete(key);
    const waited = this.#waiting.delete(key);
    this.#serve(who.runId);
    if (wasBound || this.#untracked.has(who.runId)) return undefined;
    if (waited) return `${key} had its ticket before it was its turn`;
    // Those of lanes behind may be passed: what they wait for (their pace, a ticket that is not kept) is not for them.
    const before = lanes.slice(0, lanes.indexOf(lane) + 1);
    const passed = this.#first((one) => !this.#untracked.has(one.runId) && before.includes(one.lane));
    return passed && `${key} came and went before ${keyOf(passed)}`;
  }

  /** Nobody may go: those to whom a ticket was bound stand at the front. */
  unbind(): void {
    for (const [key, waiter] of this.#bound) this.#waiting.set(key, { ...waiter, front: true });
    this.#bound.clear();
  }

  /** Another process goes on with what was kept; what happened from `lostSince` on was not. */
  restarted(kept: readonly StoredWaiter[], lostSince: number): string | undefined {
    // That it has left was not kept: it is waited for in vain, a few times.
    for (const { runId } of kept) if (this.#left.has(runId)) this.#untracked.add(runId);
    const keys = new Set(kept.map(keyOf));
    const standing = [...this.#waiting.values(), ...this.#bound.values()];
    const lost = standing.find(
      (one) => one.since < lostSince && !keys.has(keyOf(one)) && !this.#untracked.has(one.runId),
    );
    this.#waiting.clear();
    this.#bound.clear();
    this.#served.clear();
    for (const waiter of kept.toSorted((a, b) => a.position - b.position)) this.joined(waiter, -1);
    return lost && `${keyOf(lost)} lost its place`;
  }

  #serve(runId: string): void {
    this.#served.set(runId, ++this.#turn);
  }

  #first(among: (one: Standing) => boolean): Standing | undefined {
    const rank = (one: Standing) => [
      lanes.indexOf(one.lane),
      one.front ? 0 : 1,
      one.front ? 0 : (this.#served.get(one.runId) ?? 0),
      one.position,
    ];
    let first: { one: Standing; rank: number[] } | undefined;
    for (const one of this.#waiting.values()) {
      if (!among(one)) continue;
      const own = rank(one);
      if (!first || compare(own, first.rank) < 0) first = { one, rank: own };
    }
    return first?.one;
  }
}

function compare(a: number[], b: number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
