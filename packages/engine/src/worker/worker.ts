import type { WorkflowDocument } from "../document/document.js";
import type { Claim, NewRun, Nudge } from "../ports.js";
import { Beginning, type Begun, type Held } from "./beginning.js";
import { endAsCrashed, MOST_CLAIMS } from "./crashed.js";
import { Drive } from "./drive.js";
import type { WorkerParts } from "./parts.js";
import { RecentRuns } from "./recent-runs.js";

export interface WorkerSettings {
  /** Names the holder of leases. */
  name: string;
  leaseMs: number;
  renewMs: number;
  /** The sweep finds queued, due and abandoned runs and is enough alone. */
  sweepMs: number;
  /** Runs held at once. */
  most: number;
  /** Events from which on the log of a run that goes on soon is remembered. */
  longLog: number;
}

export const workerDefaults: Omit<WorkerSettings, "name"> = {
  leaseMs: 30_000,
  renewMs: 10_000,
  sweepMs: 2_000,
  most: 500,
  longLog: 500,
};

/** Runs held beyond that, as they are to end and begin nothing: of many that are cancelled at once not all at once either. */
const MOST_ENDING = 500;
/** Runs at a time that only learn why they wait now. */
const MOST_TOLD = 20;
/** So many of them are kept in mind before whoever has more had better wait. */
const MOST_UNTOLD = 1_000;
/** Beyond this, the sweep is precise enough. */
const LONGEST_TIMER_MS = 5 * 60_000;

/**
 * Where a held run's drive stands until the run is let go. A map that grows leaves its old table behind with all that was
 * in it, and each such table refers to the next: with the drives themselves in the map, the machine kept whole runs until
 * its next full collection.
 */
interface Place {
  drive: Drive | undefined;
}

/** Takes runs that want attention and drives them, many at a time. */
export class Worker {
  /** Runs that this worker holds or is about to: never claimed again here, whatever the clock says. */
  readonly #held = new Map<string, Place>();
  readonly #wanted = new Set<string>();
  /** Those that learn why they wait now, when nobody else wants to be taken. */
  readonly #untold = new Set<string>();
  #telling = 0;
  readonly #pokedEarly = new Set<string>();
  readonly #recent: RecentRuns;
  readonly #beginning: Beginning;
  /** When which run goes on. */
  readonly #timers = new Map<string, () => void>();
  #stopTimers: (() => void)[] = [];
  #stopRenewing = () => {};
  #stopping = false;
  #idle: () => void = () => {};

  constructor(
    private readonly parts: WorkerParts,
    private readonly settings: WorkerSettings,
  ) {
    this.#recent = new RecentRuns(parts.store, settings.longLog);
    const holder = { worker: settings.name, leaseMs: settings.leaseMs };
    this.#beginning = new Beginning(parts, holder, {
      hasRoom: () => !this.#stopping && this.#held.size < settings.most,
      want: (runId) => this.#want(runId),
      take: (runId, held) => this.#take(runId, held),
    });
  }

  start(): void {
    this.#stopTimers = [
      this.parts.wakeups.onNudge(
        (runId, why) => this.#want(runId, why),
        () => this.#untold.size >= MOST_UNTOLD,
      ),
      this.parts.brakes.onChange(() => this.#brake()),
      this.#every(this.settings.sweepMs, () => this.#sweep()),
    ];
    this.#stopRenewing = this.#every(this.settings.renewMs, () => this.#renew());
    void this.#sweep();
  }

  /** See `Beginning.begin`. */
  begin(run: NewRun, document: WorkflowDocument): Promise<Begun> {
    return this.#beginning.begin(run, document);
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
    this.#untold.clear();
    for (const { drive } of this.#held.values()) drive?.stop();
    if (this.#held.size > 0) await this.#idleWithin(graceMs);
    this.#stopRenewing();
    for (const { drive } of this.#held.values()) drive?.lose();
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
    const held = [...this.#held.values()].flatMap(({ drive }) => drive ?? []);
    const drives = held.filter(({ unborn }) => !unborn);
    if (drives.length === 0) return;
    try {
      const claims: Claim[] = drives.map(({ claim }) => claim);
      const lost = new Set(await this.parts.store.renew(claims, this.settings.leaseMs));
      for (const drive of drives) if (lost.has(drive.claim.runId)) drive.lose();
    } catch (error) {
      this.parts.surprise(error, { runId: "" });
    }
  }

  /** Something was stopped or resumed. */
  #brake(): void {
    const { brakes } = this.parts;
    for (const { drive } of this.#held.values()) drive?.brake(brakes.on(drive.where));
    void this.#sweep();
  }

  #want(runId: string, why?: Nudge): void {
    if (this.#stopping) return;
    const place = this.#held.get(runId);
    if (place) {
      if (place.drive) place.drive.poke(why === "said" || why === "cancelled");
      else this.#pokedEarly.add(runId);
      return;
    }
    if (why === "waits") {
      this.#untold.add(runId);
      return this.#tell();
    }
    const room = this.settings.most + (why === "cancelled" ? MOST_ENDING : 0);
    if (this.#held.size >= room) this.#wanted.add(runId);
    else void this.#take(runId);
  }

  #tell(): void {
    for (const runId of this.#untold) {
      if (this.#telling >= MOST_TOLD || this.#held.size >= this.settings.most) return;
      this.#untold.delete(runId);
      // Whoever took it meanwhile has asked anew.
      if (this.#held.has(runId)) continue;
      this.#telling += 1;
      void this.#take(runId).finally(() => {
        this.#telling -= 1;
        this.#tell();
      });
    }
  }

  async #take(runId: string, born?: Held): Promise<void> {
    const place: Place = { drive: undefined };
    this.#held.set(runId, place);
    let drive: Drive | undefined;
    try {
      drive = await this.#drive(runId, place, born);
    } catch (error) {
      // The lease runs out and the run is taken again; without progress it is given up after a few times.
      this.parts.surprise(error, { runId });
    }
    // Resumed in the moment in which it was parked: nobody else would take it.
    const resumed = drive?.parked === true && !this.parts.brakes.on(drive.where);
    const again = drive?.poked === true || resumed;
    place.drive = undefined;
    this.#letGo(runId, again);
  }

  #letGo(runId: string, poked = false): void {
    const again = this.#pokedEarly.delete(runId) || poked;
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
    this.#tell();
  }

  /** Answers the drive that has ended: somebody may poke it after its last look. */
  async #drive(runId: string, place: Place, born?: Held): Promise<Drive | undefined> {
    const held = born ?? (await this.#claim(runId));
    if (!held) return undefined;
    const { record, claim, unborn } = held;
    let drive: Drive;
    try {
      drive = new Drive(record, claim, this.parts, unborn);
    } catch (error) {
      if (claim.claims > MOST_CLAIMS) await endAsCrashed(record, claim, this.parts);
      throw error;
    }
    place.drive = drive;
    // What was said since its log was read, perhaps.
    if (this.#pokedEarly.delete(runId)) drive.poke(true);
    if (this.#stopping) drive.stop();
    drive.brake(this.parts.brakes.on(drive.where));
    const rest = await drive.run();
    if (rest && rest.dueAt > 0 && this.#wakeAt(runId, rest.dueAt) && drive.leftAt)
      this.#recent.keep(drive.leftAt.record, drive.leftAt.state);
    return drive;
  }

  async #claim(runId: string): Promise<Held | undefined> {
    const claim = await this.parts.store.claim(runId, this.settings.name, this.settings.leaseMs);
    const record = claim && (await this.#recent.load(runId));
    return record ? { claim, record } : undefined;
  }

  /** Answers whether that is soon. */
  #wakeAt(runId: string, dueAt: number): boolean {
    const ms = dueAt - this.parts.clock.now();
    if (ms > LONGEST_TIMER_MS || this.#stopping) return false;
    this.#timers.get(runId)?.();
    const stop = this.parts.clock.after(Math.max(0, ms), () => {
      this.#timers.delete(runId);
      this.#want(runId);
    });
    this.#timers.set(runId, stop);
    return true;
  }
}
