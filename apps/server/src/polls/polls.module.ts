import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { RunsModule } from "../runs/runs.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { PollLists } from "./poll-lists.js";
import { Poller } from "./poller.service.js";
import { PollsController } from "./polls.controller.js";

@Module({
  imports: [RunsModule, CredentialsModule, WorkflowsModule],
  controllers: [PollsController],
  providers: [PollLists, Poller],
  exports: [Poller],
})
export class PollsModule {}
