import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "@leeway/engine";
import { Inject, Injectable, Logger, type OnModuleDestroy } from "@nestjs/common";
import { newRunId } from "../runs/run-id.js";
import { CLOCK, RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { Pump } from "../runs/pump.js";
import { WorkerService } from "../runs/worker.service.js";
import { TroubleTeller, type Told } from "./trouble-teller.js";
import { TroublesStore, type Listener } from "./troubles.store.js";

const MINUTE_MS = 60_000;
/** Troubles that are read in one go; then others have their turn. */
const AT_ONCE = 200;
const USUAL_PER_MINUTE = 10;
const KEPT_MS = 7 * 24 * 3_600_000;
const CLEAN_EVERY_MS = 3_600_000;

/**
 * Starts the runs of `trigger.error`. What went wrong is a list that the runs' own writes make; each trigger reads on in
 * it from its cursor. Of which troubles a run tells is settled first, then the run is made under that as its key, then
 * the cursor moves: whatever a crash cuts off, each is told of once.
 */
@Injectable()
export class TroubleWatch implements OnModuleDestroy {
  readonly #log = new Logger("troubles");
  readonly #pump = new Pump(
    () => this.look(),
    (error) => this.#log.error({ err: error, msg: "fault while telling of failed runs" }),
  );
  #cleanedAt = -Infinity;

  constructor(
    private readonly troubles: TroublesStore,
    private readonly teller: TroubleTeller,
    private readonly worker: WorkerService,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  start(): void {
    this.#pump.start();
  }

  async stop(): Promise<void> {
    await this.#pump.stop();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Tells of what is left. Answers whether there may be more at once. */
  async look(): Promise<boolean> {
    let more = false;
    for (const listener of this.troubles.behind()) more = (await this.#care(listener)) || more;
    if (!more) await this.#clean();
    return more;
  }

  /** One that cannot be served keeps no other waiting. */
  async #care(listener: Listener): Promise<boolean> {
    try {
      return await this.#serve(listener);
    } catch (error) {
      const { workflowId, nodeId } = listener;
      this.#log.error({ err: error, workflowId, nodeId, msg: "fault of a trigger for failed runs" });
      return false;
    }
  }

  /** Makes one run. Beyond the most in a minute what comes waits for the minute's end, and is told of together. */
  async #serve(listener: Listener): Promise<boolean> {
    const minute = minuteOf(listener, this.clock.now());
    const most = Number(listener.params["perMinute"]) || USUAL_PER_MINUTE;
    if (listener.until === null && minute.made >= most) return false;
    const full = listener.made >= most ? listener.minuteAt : undefined;
    const { newest, count, last } = await this.#gather(listener, full);
    if (last === undefined) return false;
    if (!newest) {
      await this.troubles.advance(listener, last, { at: listener.minuteAt, made: listener.made });
      return true;
    }
    if (listener.until === null) await this.troubles.settle(listener, last);
    await this.#begin(listener, newest, count - 1, last);
    await this.troubles.advance(listener, last, { at: minute.at, made: minute.made + 1 });
    return true;
  }

  /**
   * What the next run tells of: the first trouble that is left, or all where they had to wait for the end of a minute that
   * was full (since `full`), or where it was settled so before a crash. `last`: how far that is.
   */
  async #gather(listener: Listener, full: number | undefined) {
    let newest: Told | undefined;
    let count = 0;
    let last: number | undefined;
    let together: boolean | undefined;
    for (;;) {
      const found = this.troubles.after({ ...listener, cursor: last ?? listener.cursor }, AT_ONCE);
      const waited = full !== undefined && (found[0]?.at ?? Infinity) < full + MINUTE_MS;
      together ??= listener.until !== null || waited;
      for (const trouble of found) {
        last = trouble.id;
        const told = await this.teller.look(trouble);
        if (!told || !concerns(listener, told)) continue;
        newest = told;
        count += 1;
        if (!together) return { newest, count, last };
      }
      if (!together || found.length < AT_ONCE) return { newest, count, last };
      await nextTurn();
    }
  }

  async #begin(listener: Listener, told: Told, more: number, until: number): Promise<void> {
    const { workspaceId, workflowId, nodeId, documentId, version } = listener;
    const document = this.store.document(documentId);
    if (!document) throw new Error(`the document ${documentId} is gone`);
    await this.worker.begin(
      {
        id: newRunId(),
        workspaceId,
        workflowId,
        documentId,
        version,
        trigger: nodeId,
        payload: this.teller.payload(workspaceId, told, more),
        rehearsal: false,
        at: this.clock.now(),
        dedupeKey: `trouble:${until}`,
      },
      document,
    );
  }

  async #clean(): Promise<void> {
    const now = this.clock.now();
    if (now - this.#cleanedAt < CLEAN_EVERY_MS) return;
    this.#cleanedAt = now;
    await this.troubles.clean(now - KEPT_MS);
  }
}

/** The minute that is under way, or a new one; a clock that was set back begins one, too. */
function minuteOf({ minuteAt, made }: Listener, now: number): { at: number; made: number } {
  const over = now - minuteAt >= MINUTE_MS || now < minuteAt;
  return over ? { at: now, made: 0 } : { at: minuteAt, made };
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

function concerns({ params }: Listener, { trouble, workflowIds }: Told): boolean {
  if (!listed(params["on"] ?? ["failed", "needs_attention"]).includes(trouble.kind)) return false;
  return params["which"] !== "chosen" || listed(params["workflows"]).some((id) => workflowIds.includes(String(id)));
}
