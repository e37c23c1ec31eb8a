import { setImmediate as nextTurn } from "node:timers/promises";
import { emptyRunState, GrowingState, type RunEvent, type RunState, type StepError } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import { ItemLog } from "./item-log.js";

/** What a run's log says outside of loops: loops with how each item ended, without the items' steps. */
export class Outline {
  readonly #growing = new GrowingState(emptyRunState);
  /** Failures of items that no step here explains: their result could not be made, or they failed in another run. */
  readonly #failures = new Map<string, StepError>();

  get state(): RunState {
    return this.#growing.state;
  }

  add(event: RunEvent): void {
    this.#growing.add(event, event.seq);
    if (event.type === "items.taken")
      for (const { from, errors = [] } of event.ends)
        for (const [place, error] of errors.entries()) this.#failures.set(`${event.key} ${from + place}`, error);
    if (
      event.type === "item.settled" &&
      event.error &&
      (event.error.nodeId === undefined || event.takenFrom !== undefined)
    )
      this.#failures.set(`${event.key} ${event.index}`, event.error);
  }

  failureOf(key: string, index: number): StepError | undefined {
    return this.#failures.get(`${key} ${index}`);
  }
}

/** Outlines of runs; those that somebody looks at just now are read on instead of anew. */
@Injectable()
export class RunOutlines {
  // Few, and not for long: a loop keeps all of its items.
  readonly #recent = new LRUCache<string, Outline>({ max: 8, ttl: 60_000 });
  readonly #reading = new Map<string, Promise<Outline>>();

  constructor(private readonly log: ItemLog) {}

  /** As it is now. It grows with later calls. */
  read(runId: string): Promise<Outline> {
    const reading = this.#reading.get(runId) ?? this.#readOn(runId).finally(() => this.#reading.delete(runId));
    this.#reading.set(runId, reading);
    return reading;
  }

  /** What was read of a run is read anew. */
  forget(runId: string): void {
    this.#recent.delete(runId);
  }

  /** Piece by piece: a long log does not keep everybody else waiting. */
  async #readOn(runId: string): Promise<Outline> {
    const outline = this.#recent.get(runId) ?? new Outline();
    for (;;) {
      const events = this.log.outside(runId, outline.state.seq);
      for (const event of events) outline.add(event);
      if (events.length === 0) break;
      await nextTurn();
    }
    this.#recent.set(runId, outline);
    return outline;
  }
}
