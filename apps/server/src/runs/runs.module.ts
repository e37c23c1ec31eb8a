import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { SearchModule } from "../search/search.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { BulkController } from "./bulk.controller.js";
import { RunJobs } from "./run-jobs.service.js";
import { ItemChanges } from "./item-changes.js";
import { ItemsBelow } from "./items-below.js";
import { ReplaysService } from "./replays.service.js";
import { RunFinder } from "./run-finder.js";
import { RunLists } from "./run-lists.js";
import { RunWatch } from "./run-watch.js";
import { RunsController } from "./runs.controller.js";
import { RunsService } from "./runs.service.js";
import { TryingService } from "./trying.service.js";
import { WaitAnswers } from "./wait-answers.js";
import { WorkerService } from "./worker.service.js";

@Module({
  imports: [SearchModule, WorkflowsModule, CredentialsModule, VariablesModule],
  controllers: [BulkController, RunsController],
  providers: [
    RunFinder,
    RunLists,
    RunsService,
    ReplaysService,
    ItemChanges,
    ItemsBelow,
    TryingService,
    RunJobs,
    RunWatch,
    WaitAnswers,
    WorkerService,
  ],
  exports: [RunLists, RunsService, RunWatch, WaitAnswers, WorkerService],
})
export class RunsModule {}
