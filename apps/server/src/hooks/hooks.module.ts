import { Module } from "@nestjs/common";
import { RunsModule } from "../runs/runs.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { HookCounts } from "./hook-counts.js";
import { HookDoor } from "./hook-door.js";
import { HooksService } from "./hooks.service.js";

@Module({
  imports: [WorkflowsModule, RunsModule, VariablesModule],
  providers: [HooksService, HookCounts, HookDoor],
  exports: [HookCounts],
})
export class HooksModule {}
