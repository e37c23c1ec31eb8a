import { Module } from "@nestjs/common";
import { AccountsModule } from "../accounts/accounts.module.js";
import { EventsModule } from "../events/events.module.js";
import { HooksModule } from "../hooks/hooks.module.js";
import { RunsModule } from "../runs/runs.module.js";
import { HealthController } from "./health.controller.js";
import { Metrics } from "./metrics.js";
import { PaceModule } from "../pace/pace.module.js";
import { Readiness } from "./readiness.js";

@Module({
  imports: [AccountsModule, EventsModule, HooksModule, RunsModule, PaceModule],
  controllers: [HealthController],
  providers: [Readiness, Metrics],
  exports: [Readiness],
})
export class HealthModule {}
