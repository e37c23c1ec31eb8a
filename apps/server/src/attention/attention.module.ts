import { Module } from "@nestjs/common";
import { AttentionController } from "./attention.controller.js";
import { RunsModule } from "../runs/runs.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { AttentionWords } from "./attention-words.js";
import { AttentionReader } from "./attention.reader.js";

/** What waits for people, over all runs of a workspace. */
@Module({
  imports: [RunsModule, WorkflowsModule],
  controllers: [AttentionController],
  providers: [AttentionReader, AttentionWords],
  exports: [AttentionReader],
})
export class AttentionModule {}
