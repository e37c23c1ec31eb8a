import {
  changeMemberSchema,
  removeMemberQuerySchema,
  transferSchema,
  wholeListQuerySchema,
  type Member,
  type MemberKey,
  type RemoveMember,
  type Role,
  type WholeListQuery,
} from "@leeway/api";
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { AsWritten } from "../accounts/as-written.js";
import { CurrentMembership, CurrentWorkspace, isSignedOut, Needs, type WorkspaceUser } from "../accounts/auth.guard.js";
import { BrowserSessions } from "../accounts/browser-sessions.js";
import { personOf } from "../accounts/person.js";
import { pageOf } from "../problems/whole-list.js";
import { MembersService } from "./members.service.js";
import { ChangesAccess } from "../accounts/changes-access.js";

/** The members of the workspace of the request. */
@ChangesAccess()
@Controller("api/v1")
export class MembersController {
  constructor(
    private readonly members: MembersService,
    private readonly browser: BrowserSessions,
  ) {}

  @Needs("members.view")
  @Get("members")
  @AsWritten(["name", "email"])
  list(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ): { items: Member[]; nextCursor?: string } {
    return pageOf(this.members.list(workspaceId), query, ({ id }) => id);
  }

  @Needs("members.edit")
  @Patch("members/:id")
  async change(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Body({ schema: changeMemberSchema }) { role }: { role: Role },
    @Req() request: FastifyRequest,
  ): Promise<{ items: Member[] }> {
    // Whoever makes somebody an owner shows first who they are: no open browser gives a workspace away.
    const doer = doerOf(role === "owner" && who.role === "owner" ? this.browser.confirmedIn(request, who) : who);
    return { items: await this.members.change(doer, id, role) };
  }

  @Needs("members.edit")
  @Delete("members/:id")
  @HttpCode(204)
  remove(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Query({ schema: removeMemberQuerySchema }) { endKeys }: RemoveMember,
  ): Promise<void> {
    return this.members.remove(doerOf(who), id, endKeys);
  }

  @Needs("apiKeys.view")
  @Get("members/:id/api-keys")
  keys(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Param("id") id: string,
    @Query({ schema: wholeListQuerySchema }) query: WholeListQuery,
  ): { items: MemberKey[]; nextCursor?: string } {
    return pageOf(this.members.keys(workspaceId, id), query, (key) => key.id);
  }

  @Needs("members.edit")
  @Delete("members/:id/sessions")
  @HttpCode(204)
  signOut(@CurrentWorkspace() who: WorkspaceUser, @Param("id") id: string): Promise<void> {
    return this.members.signOut(doerOf(who), id);
  }

  @Needs("self")
  @Post("workspace/leave")
  @HttpCode(204)
  leave(@CurrentMembership() who: WorkspaceUser, @Req() request: FastifyRequest): Promise<void> {
    // A session that was ended here is of whoever has the device: it shows first who it is.
    return this.members.leave(doerOf(isSignedOut(request) ? this.browser.confirmedIn(request, who) : who));
  }

  @Needs("workspace.own")
  @Post("workspace/transfer")
  @HttpCode(200)
  async transfer(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: transferSchema }) { to }: { to: string },
    @Req() request: FastifyRequest,
  ): Promise<{ items: Member[] }> {
    return { items: await this.members.transfer(doerOf(this.browser.confirmedIn(request, who)), to) };
  }
}

const doerOf = (who: WorkspaceUser) => ({ ...who, userId: personOf(who) });
