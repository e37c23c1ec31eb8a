import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { RunsModule } from "../runs/runs.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { LimitsModule } from "../limits/limits.module.js";
import { Backfills } from "./backfills.service.js";
import { BackfillsStore } from "./backfills.store.js";
import { PollForecast } from "./poll-forecast.js";
import { PollLists } from "./poll-lists.js";
import { PollsAhead } from "./polls-ahead.service.js";
import { Poller } from "./poller.service.js";
import { PollRuns } from "./poll-runs.js";
import { PollsController } from "./polls.controller.js";

@Module({
  imports: [RunsModule, CredentialsModule, LimitsModule, WorkflowsModule],
  controllers: [PollsController],
  providers: [PollLists, PollRuns, PollForecast, PollsAhead, Poller, Backfills, BackfillsStore],
  exports: [Poller, Backfills, PollLists],
})
export class PollsModule {}
