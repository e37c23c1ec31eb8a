import {
  inviteSchema,
  pickLocale,
  wholeListQuerySchema,
  type Invitation,
  type Invite,
  type MadeInvitation,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query } from "@nestjs/common";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { pageOf } from "../problems/whole-list.js";
import { InvitationsService } from "./invitations.service.js";

/** Who has been asked into the workspace and has not come yet. */
@Controller("api/v1/invitations")
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Needs("members.edit")
  @Get()
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
    @Headers("accept-language") language?: string,
  ): { items: Invitation[]; nextCursor?: string } {
    return pageOf(this.invitations.list(workspaceId, pickLocale(language)), query, ({ id }) => id);
  }

  @Needs("members.edit")
  @Post()
  invite(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: inviteSchema }) wish: Invite,
    @Headers("accept-language") language?: string,
  ): Promise<MadeInvitation> {
    return this.invitations.invite(who, wish, pickLocale(language));
  }

  @Needs("members.edit")
  @Post(":id/renew")
  renew(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Headers("accept-language") language?: string,
  ): Promise<MadeInvitation> {
    return this.invitations.renew(who, id, pickLocale(language));
  }

  @Needs("members.edit")
  @Delete(":id")
  @HttpCode(204)
  withdraw(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<void> {
    return this.invitations.withdraw(who, id);
  }
}
