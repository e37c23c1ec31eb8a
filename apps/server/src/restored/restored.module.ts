import { Module } from "@nestjs/common";
import { EventsModule } from "../events/events.module.js";
import { RunsModule } from "../runs/runs.module.js";
import { RestoredController } from "./restored.controller.js";
import { RestoredService } from "./restored.service.js";

/** What a restored copy holds until a person has looked at it. */
@Module({ imports: [RunsModule, EventsModule], controllers: [RestoredController], providers: [RestoredService] })
export class RestoredModule {}
