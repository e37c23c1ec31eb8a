import {
  inviteSchema,
  pickLocale,
  wholeListQuerySchema,
  type Invitation,
  type Invite,
  type MadeInvitation,
  type Role,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { BrowserSessions } from "../accounts/browser-sessions.js";
import { pageOf } from "../problems/whole-list.js";
import { InvitationsService } from "./invitations.service.js";

/** Who has been asked into the workspace and has not come yet. */
@Controller("api/v1/invitations")
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly browser: BrowserSessions,
  ) {}

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
    @Req() request: FastifyRequest,
    @Headers("accept-language") language?: string,
  ): Promise<MadeInvitation> {
    return this.invitations.invite(this.#inviter(request, who, wish.role), wish, pickLocale(language));
  }

  @Needs("members.edit")
  @Post(":id/renew")
  renew(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Req() request: FastifyRequest,
    @Headers("accept-language") language?: string,
  ): Promise<MadeInvitation> {
    const old = this.invitations.get(who.workspaceId, id);
    return this.invitations.invite(this.#inviter(request, who, old.role), old, pickLocale(language));
  }

  @Needs("members.edit")
  @Delete(":id")
  @HttpCode(204)
  withdraw(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<void> {
    return this.invitations.withdraw(who, id);
  }

  /** Whoever makes somebody an owner shows first who they are: no open browser gives a workspace away. */
  #inviter(request: FastifyRequest, who: WorkspaceUser, role: Role): WorkspaceUser {
    return role === "owner" && who.role === "owner" ? this.browser.confirmedIn(request, who) : who;
  }
}
