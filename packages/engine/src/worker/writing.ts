import type { Nap } from "./nap.js";
import type { RunLog } from "./run-log.js";

const PAUSE_MS = 1_000;

/**
 * What a drive asks of its ports, and above all the writing of its log: until the store's turn to write has come, what is
 * under way goes on, and what comes of it until then goes with it.
 */
export class Writing {
  #underWay: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;

  constructor(
    private readonly log: RunLog,
    private readonly nap: Nap,
    /** A port could not do what it was asked for. */
    private readonly failed: (error: unknown) => void,
  ) {}

  /** The write that has not ended; never rejects. */
  get underWay(): Promise<void> | undefined {
    return this.#underWay;
  }

  /** Writes all that there is, and all that comes until then. Never rejects; see `recover`. */
  begin(): Promise<void> {
    this.#underWay ??= this.#write();
    return this.#underWay;
  }

  async #write(): Promise<void> {
    try {
      // What came after it was written is written next.
      do await this.log.flush(0, false);
      while (this.log.hasEntries && !this.#mustDecide);
    } catch (error) {
      this.#failure = { error };
    }
    this.#underWay = undefined;
    if (this.#mustDecide) this.nap.wake();
  }

  /** It went otherwise than it was thought. */
  get #mustDecide(): boolean {
    return this.#failure !== undefined || this.log.lost || this.log.rebased;
  }

  /** Writes what there is and lets the run go until then; answers whether it was let go. */
  async letGo(dueAt: number): Promise<boolean> {
    let gone = false;
    this.#underWay = this.log.flush(dueAt, true).then(
      (went) => {
        gone = went;
      },
      (error: unknown) => {
        this.#failure = { error };
      },
    );
    await this.#underWay;
    this.#underWay = undefined;
    return gone;
  }

  /** After a write that failed: a pause. */
  recover(): Promise<void> | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure && this.#pause(failure.error);
  }

  /** Asks a port. When it cannot (a full disk, say) nothing was kept and nothing is lost: after a pause it is asked again. */
  async ask<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      await this.#pause(error);
      return undefined;
    }
  }

  async #pause(error: unknown): Promise<void> {
    this.failed(error);
    // A new run is kept before anybody waits.
    if (this.log.unborn) await this.begin();
    if (!this.log.lost) await this.nap.take(PAUSE_MS);
  }
}
