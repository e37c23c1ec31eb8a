import type { Claim } from "../ports.js";
import { Drive } from "./drive.js";
import type { WorkerParts } from "./parts.js";

export interface WorkerSettings {
  /** Names the holder of leases. */
  name: string;
  leaseMs: number;
  renewMs: number;
  /** The sweep finds queued, due and abandoned runs and is enough alone. */
  sweepMs: number;
  /** Runs held at once. */
  most: number;
}

export const workerDefaults: Omit<WorkerSettings, "name"> = {
  leaseMs: 30_000,
  renewMs: 10_000,
  sweepMs: 2_000,
  most: 500,
};

/** Beyond this, the sweep is precise enough. */
const LONGEST_TIMER_MS = 5 * 60_000;

/** Takes runs that want attention and drives them, many at a time. */
export class Worker {
  /** Runs that this worker holds or is about to: never claimed again here, whatever the clock says. */
  readonly #held = new Map<string, Drive | undefined>();
  readonly #wanted = new Set<string>();
  readonly #pokedEarly = new Set<string>();
  /** When which run goes on. */
  readonly #timers = new Map<string, () => void>();
  #stopTimers: (() => void)[] = [];
  #stopRenewing = () => {};
  #stopping = false;
  #idle: () => void = () => {};

  constructor(
    private readonly parts: WorkerParts,
    private readonly settings: WorkerSettings,
  ) {}

  start(): void {
    this.#stopTimers = [
      this.parts.wakeups.onNudge((runId) => this.#want(runId)),
      this.#every(this.settings.sweepMs, () => this.#sweep()),
    ];
    this.#stopRenewing = this.#every(this.settings.renewMs, () => this.#renew());
    void this.#sweep();
  }

  /** Runs held now. */
  get holding(): number {
    return this.#held.size;
  }

  /** Starts nothing new and resolves when every run is let go, or after `graceMs`; what is left is found by the next start. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    for (const stop of [...this.#stopTimers, ...this.#timers.values()]) stop();
    this.#timers.clear();
    this.#wanted.clear();
    for (const drive of this.#held.values()) drive?.stop();
    if (this.#held.size > 0) await this.#idleWithin(graceMs);
    this.#stopRenewing();
    for (const drive of this.#held.values()) drive?.lose();
  }

  #idleWithin(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.parts.clock.after(ms, resolve);
      this.#idle = () => {
        stop();
        resolve();
      };
    });
  }

  #every(ms: number, work: () => Promise<void>): () => void {
    let stopped = false;
    let stop = () => {};
    const again = () => {
      if (!stopped) stop = this.parts.clock.after(ms, () => void work().finally(again));
    };
    again();
    return () => {
      stopped = true;
      stop();
    };
  }

  async #sweep(): Promise<void> {
    try {
      const due = await this.parts.store.due(this.parts.clock.now(), this.settings.most);
      for (const runId of due) if (!this.#held.has(runId)) this.#want(runId);
    } catch (error) {
      this.parts.surprise(error, { runId: "" });
    }
  }

  async #renew(): Promise<void> {
    const drives = [...this.#held.values()].filter((drive) => drive !== undefined);
    if (drives.length === 0) return;
    try {
      const claims: Claim[] = drives.map(({ claim }) => claim);
      const lost = new Set(await this.parts.store.renew(claims, this.settings.leaseMs));
      for (const drive of drives) if (lost.has(drive.claim.runId)) drive.lose();
    } catch (error) {
      this.parts.surprise(error, { runId: "" });
    }
  }

  #want(runId: string): void {
    if (this.#stopping) return;
    if (this.#held.has(runId)) {
      const drive = this.#held.get(runId);
      if (drive) drive.poke();
      else this.#pokedEarly.add(runId);
    } else if (this.#held.size >= this.settings.most) this.#wanted.add(runId);
    else void this.#take(runId);
  }

  async #take(runId: string): Promise<void> {
    this.#held.set(runId, undefined);
    let drive: Drive | undefined;
    try {
      drive = await this.#drive(runId);
    } catch (error) {
      // The lease runs out and the run is taken again; without progress it is given up after a few times.
      this.parts.surprise(error, { runId });
    }
    const again = this.#pokedEarly.delete(runId) || drive?.poked === true;
    this.#held.delete(runId);
    if (this.#stopping) {
      if (this.#held.size === 0) this.#idle();
      return;
    }
    if (again) this.#want(runId);
    for (const next of this.#wanted) {
      if (this.#held.size >= this.settings.most) break;
      this.#wanted.delete(next);
      this.#want(next);
    }
  }

  /** Answers the drive that has ended: somebody may poke it after its last look. */
  async #drive(runId: string): Promise<Drive | undefined> {
    const { store } = this.parts;
    const claim = await store.claim(runId, this.settings.name, this.settings.leaseMs);
    const record = claim && (await store.load(runId));
    if (!record) return undefined;
    const drive = new Drive(record, claim, this.parts);
    this.#held.set(runId, drive);
    this.#pokedEarly.delete(runId);
    if (this.#stopping) drive.stop();
    const rest = await drive.run();
    if (rest && rest.dueAt > 0) this.#wakeAt(runId, rest.dueAt);
    return drive;
  }

  #wakeAt(runId: string, dueAt: number): void {
    const ms = dueAt - this.parts.clock.now();
    if (ms > LONGEST_TIMER_MS || this.#stopping) return;
    this.#timers.get(runId)?.();
    const stop = this.parts.clock.after(Math.max(0, ms), () => {
      this.#timers.delete(runId);
      this.#want(runId);
    });
    this.#timers.set(runId, stop);
  }
}
