import { Module } from "@nestjs/common";
import { AccountsModule } from "../accounts/accounts.module.js";
import { BrakesModule } from "../brakes/brakes.module.js";
import { UploadsModule } from "../uploads/uploads.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { AccountDeletionController } from "./account-deletion.controller.js";
import { AccountDeletion } from "./account-deletion.service.js";
import { WorkspaceDeletionController } from "./workspace-deletion.controller.js";
import { WorkspaceDeletion } from "./workspace-deletion.service.js";
import { WorkspacePurge } from "./workspace-purge.service.js";

/** The end of a workspace, at once for all that it does, after a while for all that is kept of it; and that of an account. */
@Module({
  imports: [AccountsModule, WorkflowsModule, BrakesModule, UploadsModule],
  controllers: [WorkspaceDeletionController, AccountDeletionController],
  providers: [WorkspaceDeletion, WorkspacePurge, AccountDeletion],
})
export class DeletionModule {}
