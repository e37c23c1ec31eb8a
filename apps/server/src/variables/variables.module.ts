import { Module } from "@nestjs/common";
import { WorkspaceScopeService } from "./workspace-scope.service.js";

@Module({
  providers: [WorkspaceScopeService],
  exports: [WorkspaceScopeService],
})
export class VariablesModule {}
