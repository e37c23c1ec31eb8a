import { Module } from "@nestjs/common";
import { PaceModule } from "../pace/pace.module.js";
import { RunsModule } from "../runs/runs.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { EventCounts } from "./event-counts.js";
import { EventsController } from "./events.controller.js";
import { EventsReader } from "./events.reader.js";
import { EventsStore } from "./events.store.js";
import { FanOut } from "./fan-out.service.js";
import { ForwardService } from "./forward.service.js";
import { HubController } from "./hub.controller.js";
import { HubService } from "./hub.service.js";
import { EventRetention } from "./retention.service.js";

@Module({
  imports: [RunsModule, VariablesModule, PaceModule],
  controllers: [HubController, EventsController],
  providers: [HubService, EventsStore, EventsReader, FanOut, ForwardService, EventRetention, EventCounts],
  exports: [EventsStore, FanOut, ForwardService, EventRetention, EventCounts],
})
export class EventsModule {}
