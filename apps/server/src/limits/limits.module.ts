import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { LimitsController } from "./limits.controller.js";
import { LimitsService } from "./limits.service.js";

@Module({ imports: [CredentialsModule], controllers: [LimitsController], providers: [LimitsService] })
export class LimitsModule {}
