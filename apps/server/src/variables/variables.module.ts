import { Module } from "@nestjs/common";
import { VariablesController } from "./variables.controller.js";
import { VariablesService } from "./variables.service.js";
import { WorkspaceScopeService } from "./workspace-scope.service.js";

@Module({
  controllers: [VariablesController],
  providers: [VariablesService, WorkspaceScopeService],
  exports: [VariablesService, WorkspaceScopeService],
})
export class VariablesModule {}
