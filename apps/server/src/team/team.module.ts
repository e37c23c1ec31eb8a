import { Module } from "@nestjs/common";
import { AccountsModule } from "../accounts/accounts.module.js";
import { InvitationsController } from "./invitations.controller.js";
import { InvitationsService } from "./invitations.service.js";
import { JoiningController } from "./joining.controller.js";
import { JoiningService } from "./joining.service.js";
import { MembersController } from "./members.controller.js";
import { MembersService } from "./members.service.js";
import { WorkspacesController } from "./workspaces.controller.js";
import { WorkspacesService } from "./workspaces.service.js";

/** Workspaces, and who works in them together. */
@Module({
  imports: [AccountsModule],
  controllers: [WorkspacesController, MembersController, InvitationsController, JoiningController],
  providers: [WorkspacesService, MembersService, InvitationsService, JoiningService],
})
export class TeamModule {}
