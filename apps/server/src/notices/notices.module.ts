import { Module } from "@nestjs/common";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { TroublesModule } from "../troubles/troubles.module.js";
import { VariablesModule } from "../variables/variables.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { NoticePost } from "./notice-post.js";
import { NoticeRules } from "./notice-rules.service.js";
import { NoticeWatch } from "./notice-watch.service.js";
import { NoticesController } from "./notices.controller.js";
import { NoticesReader } from "./notices.reader.js";
import { NoticesStore } from "./notices.store.js";

@Module({
  imports: [CredentialsModule, TroublesModule, VariablesModule, WorkflowsModule],
  controllers: [NoticesController],
  providers: [NoticeRules, NoticesStore, NoticesReader, NoticePost, NoticeWatch],
  exports: [NoticeWatch, NoticeRules, NoticesStore],
})
export class NoticesModule {}
