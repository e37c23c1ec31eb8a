import { Module } from "@nestjs/common";
import { HooksStore } from "../hooks/hooks.store.js";
import { LabelsModule } from "../labels/labels.module.js";
import { ItemLog } from "../runs/item-log.js";
import { RunOutlines } from "../runs/run-outline.js";
import { RunsReader } from "../runs/runs.reader.js";
import { OrderChecksStore } from "../order-checks/order-checks.store.js";
import { PollsStore } from "../polls/polls.store.js";
import { SchedulesStore } from "../schedules/schedules.store.js";
import { TroublesStore } from "../troubles/troubles.store.js";
import { LiveTriggers } from "./live-triggers.js";
import { NodeTypesController } from "./node-types.controller.js";
import { DocumentNodes } from "./document-nodes.js";
import { DraftGists } from "./draft-gists.js";
import { PublishingService } from "./publishing.service.js";
import { SamplesService } from "./samples.service.js";
import { WorkflowNews } from "./workflow-news.js";
import { WorkflowsController } from "./workflows.controller.js";
import { WorkflowsService } from "./workflows.service.js";

@Module({
  imports: [LabelsModule],
  controllers: [WorkflowsController, NodeTypesController],
  providers: [
    DraftGists,
    WorkflowsService,
    PublishingService,
    SamplesService,
    HooksStore,
    SchedulesStore,
    PollsStore,
    TroublesStore,
    OrderChecksStore,
    LiveTriggers,
    WorkflowNews,
    ItemLog,
    RunOutlines,
    DocumentNodes,
    RunsReader,
  ],
  exports: [
    LiveTriggers,
    WorkflowNews,
    WorkflowsService,
    PublishingService,
    SamplesService,
    HooksStore,
    SchedulesStore,
    PollsStore,
    TroublesStore,
    OrderChecksStore,
    ItemLog,
    RunOutlines,
    DocumentNodes,
    RunsReader,
  ],
})
export class WorkflowsModule {}
