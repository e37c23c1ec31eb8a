import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { ForecastController } from "./forecast.controller.js";
import { LimitUsers } from "./limit-users.js";
import { LimitsController } from "./limits.controller.js";
import { LimitsService } from "./limits.service.js";

@Module({
  imports: [CredentialsModule, WorkflowsModule],
  controllers: [LimitsController, ForecastController],
  providers: [LimitsService, LimitUsers],
  exports: [LimitsService],
})
export class LimitsModule {}
