/** Finds what is due even when nobody says so. */
export const SWEEP_MS = 2_000;

/**
 * Does rounds of work until nothing is due: when told to, and every few seconds, which is enough alone. A round that
 * throws is tried again at the next sweep.
 */
export class Pump {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;

  /** `round` answers whether it found something. */
  constructor(
    private readonly round: (now: number) => Promise<boolean>,
    private readonly surprise: (error: unknown) => void,
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => this.nudge(), SWEEP_MS);
    this.nudge();
  }

  /** There is something to do. Nothing happens before the start and after the stop. */
  nudge(): void {
    this.#again = true;
    if (this.#timer) this.#running ??= this.#run();
  }

  /** Resolves when the round under way is over. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#timer && this.#again) {
        this.#again = false;
        while (this.#timer && (await this.round(Date.now())));
      }
    } catch (error) {
      this.surprise(error);
    } finally {
      this.#running = undefined;
    }
  }
}
