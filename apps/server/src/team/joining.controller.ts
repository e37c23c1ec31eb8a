import { joinSchema, linkTokenSchema, type Join, type LookedInvitation, type OwnWorkspace } from "@leeway/api";
import { Body, Controller, HttpCode, Post, Req, Res, UseGuards } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { CameFrom } from "../accounts/audit.js";
import { CurrentPerson, From, Needs, Public, Uncounted } from "../accounts/auth.guard.js";
import { BrowserSessions } from "../accounts/browser-sessions.js";
import { deviceOf } from "../accounts/device.js";
import { NotForeign } from "../accounts/not-foreign.guard.js";
import { JoiningService } from "./joining.service.js";

/** Where links of invitations lead. Open to who is invited, who may have no account yet. Tokens come in bodies. */
@UseGuards(NotForeign)
@Controller("api/v1/auth/invitation")
export class JoiningController {
  constructor(
    private readonly joining: JoiningService,
    private readonly browser: BrowserSessions,
  ) {}

  @Public()
  @Uncounted()
  @Post("look")
  @HttpCode(200)
  look(
    @Body({ schema: linkTokenSchema }) { token }: { token: string },
    @Req() { ip }: FastifyRequest,
  ): LookedInvitation {
    return this.joining.look(token, ip);
  }

  @Public()
  @Uncounted()
  @Post("join")
  @HttpCode(204)
  async join(
    @Body({ schema: joinSchema }) body: Join,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.browser.begin(request, reply, await this.joining.join(body, deviceOf(request)));
  }

  @Needs("self")
  @Post("accept")
  @HttpCode(200)
  accept(
    @CurrentPerson() userId: string,
    @From() from: CameFrom,
    @Body({ schema: linkTokenSchema }) { token }: { token: string },
    @Req() { ip }: FastifyRequest,
  ): Promise<OwnWorkspace> {
    return this.joining.accept({ userId, from }, token, ip);
  }
}
