import type { Clock } from "../ports.js";
import type { Nap } from "./nap.js";
import type { RunLog } from "./run-log.js";

const PAUSE_MS = 1_000;
/** What nobody waits for is written after so long: most of what a longer wait would save is saved by then. */
const LATEST_MS = 10;
/** Or once there is so much of it that writing it would keep others waiting. */
const MOST_WAITING = 500;

/**
 * What a drive asks of its ports, and above all the writing of its log: until the store's turn to write has come, what is
 * under way goes on, and what comes of it until then goes with it.
 */
export class Writing {
  #underWay: Promise<unknown> | undefined;
  #failure: { error: unknown } | undefined;
  /** Set while something waits to be written with what comes soon. */
  #hurry: (() => void) | undefined;
  /** What others have said is read, or about to be: until then no write begins. */
  #reading = false;

  constructor(
    private readonly log: RunLog,
    private readonly nap: Nap,
    private readonly clock: Clock,
    /** A port could not do what it was asked for. */
    private readonly failed: (error: unknown) => void,
  ) {}

  /** The write that has not ended; never rejects. */
  get underWay(): Promise<unknown> | undefined {
    return this.#underWay;
  }

  /** Has what there is written: at once where that presses, otherwise together with what comes soon. */
  offer(): void {
    if (this.#underWay || this.#reading || !(this.log.hasEntries || this.log.unborn)) return;
    if (this.log.presses || this.log.waiting >= MOST_WAITING) void this.begin();
    else this.#hurry ??= this.clock.after(LATEST_MS, () => void this.begin());
  }

  /** What waits is written only when somebody asks for it. */
  stop(): void {
    this.#hurry?.();
    this.#hurry = undefined;
  }

  /** Writes all that there is, and all that comes until then. Never rejects; see `recover`. */
  begin(): Promise<unknown> {
    this.stop();
    this.#underWay ??= this.#write();
    return this.#underWay;
  }

  async #write(): Promise<void> {
    try {
      // What came after it was written, and presses, is written next.
      do await this.log.flush(0, false);
      while (this.log.presses && !this.#mustDecide && !this.#reading);
    } catch (error) {
      this.#failure = { error };
    }
    this.#underWay = undefined;
    if (this.#mustDecide) this.nap.wake();
    else this.offer();
  }

  /** It went otherwise than it was thought. */
  get #mustDecide(): boolean {
    return this.#failure !== undefined || this.log.lost || this.log.rebased;
  }

  /**
   * Reads what others have appended; answers whether it could. Between two writes: what was written meanwhile would be read
   * as theirs and counted twice, and no later write would find the log where it thinks that it ends.
   */
  async catchUp(): Promise<boolean> {
    this.#reading = true;
    this.stop();
    await this.#underWay;
    const reading = () => this.log.catchUp().finally(() => (this.#reading = false));
    const read = await this.ask(() => reading().then(() => true));
    if (!this.#mustDecide) this.offer();
    return read === true;
  }

  /** Writes what there is and lets the run go until then; answers whether it was let go. */
  letGo(dueAt: number): Promise<boolean> {
    this.stop();
    const going = this.log.flush(dueAt, true).then(
      (went) => {
        this.#underWay = undefined;
        return went;
      },
      (error: unknown) => {
        this.#underWay = undefined;
        this.#failure = { error };
        return false;
      },
    );
    this.#underWay = going;
    return going;
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
