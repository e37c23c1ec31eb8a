import { Module } from "@nestjs/common";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { PresenceService } from "./presence.service.js";
import { TogetherController } from "./together.controller.js";

@Module({ imports: [WorkflowsModule], controllers: [TogetherController], providers: [PresenceService] })
export class TogetherModule {}
