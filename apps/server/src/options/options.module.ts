import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { OptionsController } from "./options.controller.js";
import { OptionsService } from "./options.service.js";

@Module({
  imports: [CredentialsModule, VariablesModule],
  controllers: [OptionsController],
  providers: [OptionsService],
})
export class OptionsModule {}
