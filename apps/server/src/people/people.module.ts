import { Module } from "@nestjs/common";
import { AttentionModule } from "../attention/attention.module.js";
import { RunsModule } from "../runs/runs.module.js";
import { SearchModule } from "../search/search.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { FoundSteps } from "./found-steps.js";
import { PeopleController } from "./people.controller.js";
import { PeopleReader } from "./people.reader.js";
import { PersonTrails } from "./person-trails.js";

/** What the runs know of Leeloo's people, and did to them. */
@Module({
  imports: [AttentionModule, RunsModule, SearchModule, WorkflowsModule],
  controllers: [PeopleController],
  providers: [FoundSteps, PeopleReader, PersonTrails],
  exports: [PersonTrails],
})
export class PeopleModule {}
