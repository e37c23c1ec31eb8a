import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { LimitUsers } from "./limit-users.js";
import { LimitsController } from "./limits.controller.js";
import { LimitsService } from "./limits.service.js";

@Module({ imports: [CredentialsModule], controllers: [LimitsController], providers: [LimitsService, LimitUsers] })
export class LimitsModule {}
