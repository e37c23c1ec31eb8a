import type { Clock } from "../ports.js";
import { STEP_MS } from "./rules.js";
import type { ScaleMark } from "./store.js";

/** The machine's own count of milliseconds, that goes on over the end of a process, and a name for its start. */
export interface Uptime {
  boot: string;
  ms(): number;
}

/**
 * The gate's time: the wall clock's reading at the start, carried on by the monotonic clock, so that nothing that is
 * done to the wall clock moves it. When the wall clock has been stepped, `look` says by how much, once, and goes with it.
 */
export class Scale {
  readonly #clock: Clock;
  readonly #uptime: Uptime | undefined;
  readonly #step: boolean;
  /** By how much the wall clock leads the monotonic one. */
  #base: number;
  readonly #age: number;

  /** `step: false` simply trusts the wall clock. */
  constructor(clock: Clock, uptime: Uptime | undefined, step: boolean) {
    this.#clock = clock;
    this.#uptime = uptime;
    this.#step = step;
    const monotonic = () => clock.monotonic();
    this.#base = lead(monotonic, () => clock.now());
    this.#age = uptime ? lead(() => uptime.ms(), monotonic) : 0;
  }

  /** The time, and by how much the wall clock was stepped since the last look. */
  look(): { now: number; stepped: number } {
    if (!this.#step) return { now: Math.floor(this.#clock.now()), stepped: 0 };
    const seen = lead(
      () => this.#clock.monotonic(),
      () => this.#clock.now(),
    );
    const drift = Math.round(seen - this.#base);
    const stepped = Math.abs(drift) > STEP_MS ? drift : 0;
    this.#base += stepped;
    return { now: Math.floor(this.#base + this.#clock.monotonic()), stepped };
  }

  /** The scale as the store keeps it. */
  mark(): ScaleMark {
    return this.#uptime
      ? { boot: this.#uptime.boot, lead: Math.round(this.#base + this.#age) }
      : { boot: null, lead: 0 };
  }
}

/** By how much one clock leads another, read so closely together that a pause of the process is not taken for a step. */
function lead(clock: () => number, leader: () => number): number {
  for (let attempt = 0; ; attempt++) {
    const before = clock();
    const ahead = leader();
    if (clock() - before < STEP_MS / 4 || attempt === 9) return ahead - before;
  }
}
