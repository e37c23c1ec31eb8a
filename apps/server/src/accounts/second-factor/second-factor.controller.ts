import { codeSchema, type AuthState, type NewAppSecret, type RecoveryCodes, type SecondFactor } from "@leeway/api";
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res, UseGuards } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { AuthStates } from "../auth-states.js";
import { CurrentPerson, Needs, Public, Uncounted } from "../auth.guard.js";
import { BrowserSessions } from "../browser-sessions.js";
import { deviceOf } from "../device.js";
import { NotForeign } from "../not-foreign.guard.js";
import { SecondFactorService } from "./second-factor.service.js";
import { SecondStepService } from "./second-step.service.js";
import { ChangesAccess } from "../changes-access.js";

/** What is asked for besides the password. To change it one has to have shown lately who one is. */
@UseGuards(NotForeign)
@ChangesAccess()
@Controller("api/v1/auth/second-factor")
export class SecondFactorController {
  constructor(
    private readonly factors: SecondFactorService,
    private readonly steps: SecondStepService,
    private readonly browser: BrowserSessions,
    private readonly states: AuthStates,
  ) {}

  @Needs("self")
  @Get()
  read(@CurrentPerson() userId: string): SecondFactor {
    return this.factors.state(userId);
  }

  @Needs("self")
  @Post("app")
  start(@Req() request: FastifyRequest): Promise<NewAppSecret> {
    return this.factors.start(this.browser.confirmed(request));
  }

  @Needs("self")
  @Post("app/confirm")
  @HttpCode(200)
  confirm(
    @Req() request: FastifyRequest,
    @Body({ schema: codeSchema }) { code }: { code: string },
  ): Promise<RecoveryCodes> {
    return this.factors.confirm(this.browser.confirmed(request), code);
  }

  @Needs("self")
  @Delete("app")
  @HttpCode(204)
  turnOff(@Req() request: FastifyRequest): Promise<void> {
    return this.factors.turnOff(this.browser.confirmed(request));
  }

  @Needs("self")
  @Post("recovery-codes")
  renew(@Req() request: FastifyRequest): Promise<RecoveryCodes> {
    return this.factors.renewCodes(this.browser.confirmed(request));
  }

  /** The second step of signing in: open to who has the cookie of the first one. */
  @Public()
  @Uncounted()
  @Post("check")
  @HttpCode(200)
  async check(
    @Req() request: FastifyRequest,
    @Body({ schema: codeSchema }) { code }: { code: string },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthState> {
    const mark = this.browser.mark(request);
    const token = await this.steps.finish(this.browser.pending(request), code, deviceOf(request), mark);
    await this.browser.begin(request, reply, token);
    return this.states.of(true);
  }
}
