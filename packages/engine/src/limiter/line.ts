import type { Lane } from "../document/document.js";

/** Somebody who waits for a ticket. */
export interface Waiter {
  readonly runId: string;
  readonly stepKey: string;
  readonly lane: Lane;
  /** Order of arrival; below zero for one that was refused with a 429 and comes back to the head. */
  readonly position: number;
  /** Goes before all others of its lane: it has had its turn and could not use it. */
  front: boolean;
  /** Bound tickets that it let lie. */
  missed: number;
}

const lanesInOrder: readonly Lane[] = ["critical", "normal", "bulk"];

/** A run in a lane, at the place that it had when it was put there. */
interface Place {
  runId: string;
  served: number;
  position: number;
}

/** One lane: first whoever stands at the front, then the run served longest ago, first-come inside the run. */
class LaneLine {
  readonly front: Waiter[] = [];
  readonly #runs = new Map<string, { waiters: Waiter[]; place: Place }>();
  readonly #places: Place[] = [];
  size = 0;

  add(waiter: Waiter, served: number): void {
    this.size++;
    if (waiter.front) {
      const index = this.front.findIndex(({ position }) => position > waiter.position);
      this.front.splice(index < 0 ? this.front.length : index, 0, waiter);
      return;
    }
    const run = this.#runs.get(waiter.runId);
    if (run) run.waiters.push(waiter);
    else this.#stand([waiter], { runId: waiter.runId, served, position: waiter.position });
  }

  /** Takes out all of this run. Its place stays in the heap until it is come upon: to be looked for there costs too much. */
  remove(runId: string): void {
    this.size -= this.#runs.get(runId)?.waiters.length ?? 0;
    this.#runs.delete(runId);
    for (let index = this.front.length - 1; index >= 0; index--) {
      if (this.front[index]?.runId !== runId) continue;
      this.front.splice(index, 1);
      this.size--;
    }
  }

  /** Takes the next one out. */
  next(servedOf: (runId: string) => number): Waiter | undefined {
    const first = this.front.shift() ?? this.#nextByRun(servedOf);
    if (first) this.size--;
    return first;
  }

  #nextByRun(servedOf: (runId: string) => number): Waiter | undefined {
    for (let place = pop(this.#places); place; place = pop(this.#places)) {
      const { runId } = place;
      const run = this.#runs.get(runId);
      // It has left since.
      if (run?.place !== place) continue;
      const served = servedOf(runId);
      // Served by another lane or step since it was put here: its place is further back.
      if (served !== place.served) {
        this.#stand(run.waiters, { ...place, served });
        continue;
      }
      const first = run.waiters.shift();
      const second = run.waiters[0];
      if (second) this.#stand(run.waiters, { runId, served, position: second.position });
      else this.#runs.delete(runId);
      if (first) return first;
    }
    return undefined;
  }

  #stand(waiters: Waiter[], place: Place): void {
    this.#runs.set(place.runId, { waiters, place });
    push(this.#places, place);
  }
}

/** Everybody who waits for tickets of one pool: critical, then normal, then bulk. */
export class Line {
  readonly #lanes: Record<Lane, LaneLine> = {
    critical: new LaneLine(),
    normal: new LaneLine(),
    bulk: new LaneLine(),
  };
  /** Turn in which a run was last served; runs out of it from the oldest on. */
  readonly #served = new Map<string, number>();
  #turn = 0;
  readonly #remembered: number;

  constructor(remembered = 20_000) {
    this.#remembered = remembered;
  }

  get size(): number {
    return lanesInOrder.reduce((sum, lane) => sum + this.#lanes[lane].size, 0);
  }

  count(lane: Lane): number {
    return this.#lanes[lane].size;
  }

  /** How many stand before one that joins this lane now. */
  ahead(lane: Lane): number {
    return lanesInOrder
      .slice(0, lanesInOrder.indexOf(lane) + 1)
      .reduce((sum, before) => sum + this.#lanes[before].size, 0);
  }

  /** The lane that is next. */
  first(): Lane | undefined {
    return lanesInOrder.find((lane) => this.#lanes[lane].size > 0);
  }

  add(waiter: Waiter): void {
    this.#lanes[waiter.lane].add(waiter, this.#servedOf(waiter.runId));
  }

  /** Takes out all of this run. */
  remove(runId: string): void {
    for (const lane of lanesInOrder) this.#lanes[lane].remove(runId);
  }

  /** Takes out whoever is next. */
  next(): Waiter | undefined {
    for (const lane of lanesInOrder) {
      const waiter = this.#lanes[lane].next((runId) => this.#servedOf(runId));
      if (waiter) return waiter;
    }
    return undefined;
  }

  /** The run has had a turn: the others of its lane go before it now. */
  serve(runId: string): void {
    this.#served.delete(runId);
    this.#served.set(runId, ++this.#turn);
    if (this.#served.size <= this.#remembered) return;
    for (const oldest of this.#served.keys()) {
      this.#served.delete(oldest);
      break;
    }
  }

  #servedOf(runId: string): number {
    return this.#served.get(runId) ?? 0;
  }
}

const before = (a: Place, b: Place) => a.served < b.served || (a.served === b.served && a.position < b.position);

/** Binary heap: with thousands of waiting runs a sorted list would be rebuilt at every ticket. */
function push(heap: Place[], place: Place): void {
  let index = heap.push(place) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (!above || !before(place, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = place;
}

function pop(heap: Place[]): Place | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!first || !last || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    let below = heap[child];
    if (!below) break;
    const other = heap[child + 1];
    if (other && before(other, below)) {
      child++;
      below = other;
    }
    if (!before(below, last)) break;
    heap[index] = below;
    index = child;
  }
  heap[index] = last;
  return first;
}
