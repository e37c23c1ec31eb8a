import { ANY_TOKEN, type PoolGate } from "@leeway/engine";
import { Inject, Injectable, type OnModuleDestroy } from "@nestjs/common";
import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { OpenDatabase } from "../adapters/database/database.js";
import { RATE_GATE, RUN_FEED } from "../adapters/engine.tokens.js";
import { DATABASE, Settings } from "../config/settings.js";
import { EventCounts } from "../events/event-counts.js";
import { HookCounts } from "../hooks/hook-counts.js";
import type { ToldRunFeed } from "../logging/told-run-feed.js";
import { WorkerService } from "../runs/worker.service.js";
import { unfinishedRuns } from "./unfinished-runs.js";

type Sample = [labels: Record<string, string>, value: number];

/** What the process and its runs look like in numbers. Read when somebody asks, so that counting costs nothing. */
@Injectable()
export class Metrics implements OnModuleDestroy {
  readonly registry = new Registry();

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    @Inject(RATE_GATE) private readonly gate: PoolGate,
    @Inject(RUN_FEED) feed: ToldRunFeed,
    worker: WorkerService,
    hooks: HookCounts,
    events: EventCounts,
    settings: Settings,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.#gauge("leeway_info", "The running version", ["version"], () => [[{ version: settings.version }, 1]]);
    this.#ofRuns(feed, worker);
    this.#counter("leeway_hook_requests_total", "Requests at webhooks since the start", "outcome", () => [
      ["accepted", hooks.accepted],
      ["repeated", hooks.repeated],
      ["refused", hooks.refused],
    ]);
    this.#counter(
      "leeway_leeloo_events_total",
      "Requests at the addresses for Leeloo's events since the start",
      "outcome",
      () => [
        ["accepted", events.accepted],
        ["refused", events.refused],
      ],
    );
    this.#ofPools();
    this.#gauge("leeway_writer_queue_length", "Writes that wait for a commit", [], () => [
      [{}, this.database.queue.length],
    ]);
  }

  onModuleDestroy(): void {
    this.registry.clear();
  }

  #ofRuns(feed: ToldRunFeed, worker: WorkerService): void {
    const unfinished = unfinishedRuns(this.database.handle);
    this.#gauge("leeway_runs_unfinished", "Runs that have not finished, by status", ["status"], async () =>
      [...(await unfinished())].map(([status, count]) => [{ status }, count]),
    );
    this.#counter("leeway_runs_finished_total", "Runs that finished since the start, by status", "status", () => [
      ...feed.ended,
    ]);
    this.#counter("leeway_rehearsals_finished_total", "Of those that finished: rehearsals", "status", () => [
      ...feed.rehearsed,
    ]);
    this.#gauge("leeway_runs_held", "Runs that this process drives now", [], () => [[{}, worker.holding]]);
    this.#gauge("leeway_worker_faults", "Faults of Leeway itself while running, since the start", [], () => [
      [{}, worker.surprises],
    ]);
  }

  /** Pools go by their id, as `GET /limits` names them: no token can be read from it. */
  #ofPools(): void {
    const keys = this.database.handle.prepare("SELECT key FROM rate_pools WHERE key <> ?").pluck();
    const meters = () => (keys.all(ANY_TOKEN) as string[]).flatMap((key) => this.gate.meter(key) ?? []);
    this.#gauge("leeway_limiter_waiting", "Requests that wait for a token's limit", ["pool", "lane"], () =>
      meters().flatMap(({ key, waiting }) =>
        Object.entries(waiting).map(([lane, count]): Sample => [{ pool: key, lane }, count]),
      ),
    );
    this.#gauge("leeway_limiter_sent60", "Requests sent with a token in the last 60 s", ["pool"], () =>
      meters().map(({ key, sent60 }) => [{ pool: key }, sent60]),
    );
  }

  #gauge(name: string, help: string, labelNames: string[], read: () => Sample[] | Promise<Sample[]>): void {
    const collect = async function (this: Gauge) {
      const samples = await read();
      this.reset();
      for (const [labels, value] of samples) this.set(labels, value);
    };
    new Gauge({ name, help, labelNames, registers: [this.registry], collect });
  }

  #counter(name: string, help: string, label: string, read: () => Iterable<readonly [string, number]>): void {
    const collect = function (this: Counter) {
      this.reset();
      for (const [value, count] of read()) this.inc({ [label]: value }, count);
    };
    new Counter({ name, help, labelNames: [label], registers: [this.registry], collect });
  }
}
