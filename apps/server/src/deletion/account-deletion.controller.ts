import { deleteAccountSchema, type AccountEnd } from "@leeway/api";
import { Body, Controller, Get, HttpCode, Post, Req, Res } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { CurrentPerson, Needs } from "../accounts/auth.guard.js";
import { BrowserSessions, JUST_MS } from "../accounts/browser-sessions.js";
import { ChangesAccess } from "../accounts/changes-access.js";
import { AccountDeletion } from "./account-deletion.service.js";

/** The end of one's own account. */
@ChangesAccess()
@Controller("api/v1/me")
export class AccountDeletionController {
  constructor(
    private readonly deletion: AccountDeletion,
    private readonly browser: BrowserSessions,
  ) {}

  @Needs("self")
  @Get("deletion")
  look(@CurrentPerson() userId: string): AccountEnd {
    return this.deletion.look(userId);
  }

  @Needs("self")
  @Post("delete")
  @HttpCode(204)
  async delete(
    @Body({ schema: deleteAccountSchema }) { email }: { email: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.deletion.delete(this.browser.confirmed(request, JUST_MS), email);
    await this.browser.end(request, reply);
  }
}
