import { Module } from "@nestjs/common";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { UploadsController } from "./uploads.controller.js";
import { Uploads } from "./uploads.service.js";

@Module({
  imports: [WorkflowsModule],
  controllers: [UploadsController],
  providers: [Uploads],
  exports: [Uploads],
})
export class UploadsModule {}
