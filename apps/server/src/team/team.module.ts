import { Module } from "@nestjs/common";
import { AccountsModule } from "../accounts/accounts.module.js";
import { WorkspacesController } from "./workspaces.controller.js";
import { WorkspacesService } from "./workspaces.service.js";

/** Workspaces, and who works in them together. */
@Module({
  imports: [AccountsModule],
  controllers: [WorkspacesController],
  providers: [WorkspacesService],
})
export class TeamModule {}
