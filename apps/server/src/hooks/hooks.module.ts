import { Module } from "@nestjs/common";
import { PaceModule } from "../pace/pace.module.js";
import { RunsModule } from "../runs/runs.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { UploadsModule } from "../uploads/uploads.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { CallerGate } from "./callers/caller-gate.js";
import { HookCounts } from "./hook-counts.js";
import { HookDoor } from "./hook-door.js";
import { HooksService } from "./hooks.service.js";

import { Entrance } from "./entrance.js";
import { HooksController } from "./hooks.controller.js";
import { ShortWay } from "./short-way.js";
import { TestCalls } from "./test-calls.js";
import { HookRefusals } from "./refusals.js";

@Module({
  imports: [WorkflowsModule, RunsModule, VariablesModule, CredentialsModule, UploadsModule, PaceModule],
  controllers: [HooksController],
  providers: [HooksService, HookCounts, HookDoor, HookRefusals, CallerGate, Entrance, ShortWay, TestCalls],
  exports: [HookCounts, HooksService, TestCalls],
})
export class HooksModule {}
