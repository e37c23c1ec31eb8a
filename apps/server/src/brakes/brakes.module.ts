import { Module } from "@nestjs/common";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { BrakesController } from "./brakes.controller.js";
import { BrakesService } from "./brakes.service.js";
import { ToldOfStops } from "./told-of-stops.js";

@Module({
  imports: [WorkflowsModule],
  controllers: [BrakesController],
  providers: [BrakesService, ToldOfStops],
  exports: [BrakesService, ToldOfStops],
})
export class BrakesModule {}
