import { pickLocale, type MadeLink, type UndeliveredLetter } from "@leeway/api";
import { Controller, Get, Headers, Param, Post, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { CurrentWorkspace, Needs, type WorkspaceUser } from "../auth.guard.js";
import { BrowserSessions } from "../browser-sessions.js";
import { personOf } from "../person.js";
import { PasswordResetService } from "./password-reset.service.js";

/** Where no mail is set up, or none arrives: an owner hands a member the link. */
@Controller("api/v1/members")
export class ResetLinksController {
  constructor(
    private readonly resets: PasswordResetService,
    private readonly browser: BrowserSessions,
  ) {}

  /** Whose letter with a link has not arrived, and why. Who asked for it on the sign-in page is told nothing: it may be anybody. */
  @Needs("members.password")
  @Get("letters")
  undelivered(
    @CurrentWorkspace() { workspaceId }: WorkspaceUser,
    @Headers("accept-language") language?: string,
  ): { items: UndeliveredLetter[] } {
    return { items: this.resets.undelivered(workspaceId, pickLocale(language)) };
  }

  /** Whoever has it can become the member: who finds an open browser makes none. */
  @Needs("members.password")
  @Post(":id/reset-link")
  make(
    @CurrentWorkspace() who: WorkspaceUser,
    @Param("id") id: string,
    @Req() request: FastifyRequest,
  ): Promise<MadeLink> {
    return this.resets.copy(this.browser.confirmedIn(request, who), personOf(who), id);
  }
}
