import { Module } from "@nestjs/common";
import { RetentionController } from "./retention.controller.js";
import { RetentionService } from "./retention.service.js";
import { RunRetention } from "./run-retention.js";

@Module({
  controllers: [RetentionController],
  providers: [RetentionService, RunRetention],
  exports: [RunRetention, RetentionService],
})
export class RetentionModule {}
