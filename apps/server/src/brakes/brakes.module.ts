import { Module } from "@nestjs/common";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { BrakesController } from "./brakes.controller.js";
import { BrakesService } from "./brakes.service.js";

@Module({
  imports: [WorkflowsModule],
  controllers: [BrakesController],
  providers: [BrakesService],
  exports: [BrakesService],
})
export class BrakesModule {}
