import { Module } from "@nestjs/common";
import { RunsModule } from "../runs/runs.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { Scheduler } from "./scheduler.service.js";
import { SchedulesController } from "./schedules.controller.js";

@Module({
  imports: [RunsModule, VariablesModule, WorkflowsModule],
  controllers: [SchedulesController],
  providers: [Scheduler],
  exports: [Scheduler],
})
export class SchedulesModule {}
