import { Module } from "@nestjs/common";
import { RunsModule } from "../runs/runs.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { TroubleTeller } from "./trouble-teller.js";
import { TroubleWatch } from "./trouble-watch.service.js";

@Module({
  imports: [RunsModule, WorkflowsModule],
  providers: [TroubleTeller, TroubleWatch],
  exports: [TroubleWatch, TroubleTeller],
})
export class TroublesModule {}
