import { Module } from "@nestjs/common";
import { BrakesModule } from "../brakes/brakes.module.js";
import { UploadsModule } from "../uploads/uploads.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { WorkspaceDeletionController } from "./workspace-deletion.controller.js";
import { WorkspaceDeletion } from "./workspace-deletion.service.js";
import { WorkspacePurge } from "./workspace-purge.service.js";

/** The end of a workspace: at once for all that it does, after a while for all that is kept of it. */
@Module({
  imports: [WorkflowsModule, BrakesModule, UploadsModule],
  controllers: [WorkspaceDeletionController],
  providers: [WorkspaceDeletion, WorkspacePurge],
})
export class DeletionModule {}
