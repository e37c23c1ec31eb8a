import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { EventsModule } from "../events/events.module.js";
import { NoticesModule } from "../notices/notices.module.js";
import { PollsModule } from "../polls/polls.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { OrderChecksController } from "./order-checks.controller.js";
import { OrderChecks } from "./order-checks.service.js";

@Module({
  imports: [CredentialsModule, EventsModule, NoticesModule, PollsModule, WorkflowsModule],
  controllers: [OrderChecksController],
  providers: [OrderChecks],
  exports: [OrderChecks],
})
export class OrderChecksModule {}
