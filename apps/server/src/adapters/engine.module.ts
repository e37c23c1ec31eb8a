import { Global, Module } from "@nestjs/common";
import { LocalBrakes, LocalWakeups, nudgeOf, type Clock, type RunFeed, type Wakeups } from "@leeway/engine";
import { DATABASE } from "../config/settings.js";
import { ToldRunFeed } from "../logging/told-run-feed.js";
import type { OpenDatabase } from "./database/database.js";
import {
  BRAKES,
  CHILD_RUNS,
  CLOCK,
  CODE_HOST,
  DOUBTS,
  ONCE,
  RATE_GATE,
  RESTORED_RUNS,
  RUN_FEED,
  RUN_STORE,
  WAKEUPS,
} from "./engine.tokens.js";
import { ForkedCodeHost } from "./code-host/code-host.js";
import { SqliteDoubts } from "./doubts/sqlite-doubts.js";
import { SqliteOnce } from "./once/sqlite-once.js";
import { SqliteRateGate } from "./rate-gate/sqlite-rate-gate.js";
import { RestoredRuns } from "./run-store/restored-runs.js";
import { SqliteRunStore } from "./run-store/sqlite-run-store.js";
import { SqliteChildRuns } from "../runs/child-runs.js";
import { systemClock } from "./system-clock.js";

/** The one place that binds the engine's ports to technology: today one process on SQLite. */
@Global()
@Module({
  providers: [
    { provide: CLOCK, useValue: systemClock },
    { provide: WAKEUPS, useValue: new LocalWakeups() },
    {
      provide: RESTORED_RUNS,
      inject: [DATABASE],
      useFactory: ({ handle, queue }: OpenDatabase) => new RestoredRuns(handle, queue),
    },
    {
      provide: BRAKES,
      inject: [RESTORED_RUNS],
      useFactory: (restored: RestoredRuns) => new LocalBrakes((runId) => restored.holds(runId)),
    },
    {
      provide: ONCE,
      inject: [DATABASE, CLOCK],
      useFactory: ({ handle, queue }: OpenDatabase, clock: Clock) => new SqliteOnce(handle, queue, clock),
    },
    {
      provide: DOUBTS,
      inject: [DATABASE, CLOCK],
      useFactory: ({ handle, queue }: OpenDatabase, clock: Clock) => new SqliteDoubts(handle, queue, clock),
    },
    { provide: CODE_HOST, useFactory: () => new ForkedCodeHost() },
    {
      provide: CHILD_RUNS,
      inject: [DATABASE, RUN_STORE, RUN_FEED, WAKEUPS],
      useFactory: ({ handle }: OpenDatabase, store: SqliteRunStore, feed: RunFeed, wakeups: Wakeups) =>
        new SqliteChildRuns({ handle, store, feed, wakeups }),
    },
    { provide: RUN_FEED, useFactory: () => new ToldRunFeed() },
    {
      provide: RUN_STORE,
      inject: [DATABASE, CLOCK],
      useFactory: ({ handle, queue }: OpenDatabase, clock: Clock) => new SqliteRunStore(handle, queue, clock),
    },
    {
      provide: RATE_GATE,
      inject: [DATABASE, CLOCK, WAKEUPS],
      useFactory: (database: OpenDatabase, clock: Clock, wakeups: Wakeups) =>
        new SqliteRateGate(database, clock, (runId, why) => wakeups.nudge(runId, nudgeOf(why))),
    },
  ],
  exports: [BRAKES, RESTORED_RUNS, ONCE, DOUBTS, CODE_HOST, CHILD_RUNS, CLOCK, WAKEUPS, RUN_FEED, RUN_STORE, RATE_GATE],
})
export class EngineModule {}
