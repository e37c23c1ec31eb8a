import { Inject, Injectable, type OnModuleDestroy } from "@nestjs/common";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE, Settings } from "../config/settings.js";
import { WorkerService } from "../runs/worker.service.js";

/** What the process and its runs look like in numbers. Read when somebody asks, so that counting costs nothing. */
@Injectable()
export class Metrics implements OnModuleDestroy {
  readonly registry = new Registry();

  constructor(@Inject(DATABASE) { handle }: OpenDatabase, worker: WorkerService, settings: Settings) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    new Gauge({ name: "leeway_info", help: "The running version", labelNames: ["version"], registers }).set(
      { version: settings.version },
      1,
    );
    const unfinished = handle.prepare(
      "SELECT status, count(*) AS count FROM runs WHERE finished_at IS NULL GROUP BY status",
    );
    new Gauge({
      name: "leeway_runs_unfinished",
      help: "Runs that have not finished, by status",
      labelNames: ["status"],
      registers,
      collect() {
        this.reset();
        for (const { status, count } of unfinished.all() as { status: string; count: number }[])
          this.set({ status }, count);
      },
    });
    new Gauge({
      name: "leeway_runs_held",
      help: "Runs that this process drives now",
      registers,
      collect() {
        this.set(worker.holding);
      },
    });
    new Gauge({
      name: "leeway_worker_faults",
      help: "Faults of Leeway itself while running, since the start",
      registers,
      collect() {
        this.set(worker.surprises);
      },
    });
  }

  onModuleDestroy(): void {
    this.registry.clear();
  }
}
