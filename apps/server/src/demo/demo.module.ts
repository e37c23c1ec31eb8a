import { Global, Module } from "@nestjs/common";
import { NEW_WORKSPACE } from "../accounts/new-workspace.js";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { DemoWorkspace } from "./demo-workspace.js";

/** Global: accounts know only the token, since they must not know of workflows. */
@Global()
@Module({
  imports: [WorkflowsModule, CredentialsModule, VariablesModule],
  providers: [{ provide: NEW_WORKSPACE, useClass: DemoWorkspace }],
  exports: [NEW_WORKSPACE],
})
export class DemoModule {}
