import {
  changePasswordSchema,
  confirmSchema,
  setupSchema,
  signInSchema,
  type AuthState,
  type Confirm,
} from "@leeway/api";
import { Body, Controller, Get, HttpCode, Post, Req, Res, UseGuards } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../problems/problem.js";
import { AccountsService, type Setup } from "./accounts.service.js";
import { NotForeign } from "./not-foreign.guard.js";
import { CurrentWorkspace, Needs, Public, Uncounted, type WorkspaceUser } from "./auth.guard.js";
import { AuthStates } from "./auth-states.js";
import { BrowserSessions } from "./browser-sessions.js";
import { deviceOf } from "./device.js";
import { SecondStepService } from "./second-factor/second-step.service.js";
import { SignInService } from "./sign-in.service.js";
import { timezoneSchema } from "./timezone.js";
import { ChangesAccess } from "./changes-access.js";

const zonedSetupSchema = setupSchema.extend({ timezone: timezoneSchema.default("UTC") });

/**
 * Coming in and going out. What strangers may ask here is not counted with what else they do: who wants to sign in comes from
 * where somebody else makes a noise. Passwords have bounds of their own, the rest costs less than a refusal.
 */
@UseGuards(NotForeign)
@ChangesAccess()
@Controller("api/v1/auth")
export class AuthController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly signIns: SignInService,
    private readonly steps: SecondStepService,
    private readonly browser: BrowserSessions,
    private readonly states: AuthStates,
  ) {}

  @Public()
  @Uncounted()
  @Get("state")
  state(@Req() request: FastifyRequest): AuthState {
    const signedIn = this.browser.current(request) !== undefined;
    return this.states.of(signedIn, signedIn ? null : this.steps.before(this.browser.pending(request)));
  }

  @Public()
  @Uncounted()
  @Post("setup")
  async setup(
    @Body({ schema: zonedSetupSchema }) body: Setup,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthState> {
    await this.browser.begin(request, reply, await this.accounts.setup(body, deviceOf(request)));
    return this.states.of(true);
  }

  @Public()
  @Uncounted()
  @Post("sign-in")
  @HttpCode(200)
  async signIn(
    @Body({ schema: signInSchema }) { email, password }: { email: string; password: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthState> {
    const mark = this.browser.mark(request);
    const { step, token } = await this.signIns.signIn(email, password, deviceOf(request), mark);
    if (step) this.browser.beginStep(reply, token);
    else await this.browser.begin(request, reply, token);
    return this.states.of(step === null, step);
  }

  /** Open to all: who is signed out already has what they want. */
  @Public()
  @Uncounted()
  @Post("sign-out")
  @HttpCode(204)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.browser.end(request, reply);
  }

  @Needs("self")
  @Post("password")
  @HttpCode(204)
  async password(
    @CurrentWorkspace() who: WorkspaceUser,
    @Body({ schema: changePasswordSchema }) body: { current: string; password: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const session = this.browser.current(request);
    if (!session) throw new Problem("auth.required");
    const token = await this.signIns.changePassword(session, who, body, deviceOf(request));
    await this.browser.begin(request, reply, token);
  }

  /** Shows again who one is, before something that decides who comes in: by all that one signs in with. */
  @Needs("self")
  @Post("confirm")
  @HttpCode(204)
  async confirm(
    @Body({ schema: confirmSchema }) { password, code }: Confirm,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const session = this.browser.current(request);
    if (!session) throw new Problem("auth.required");
    const device = deviceOf(request);
    await this.signIns.confirm(session, password, device);
    await this.steps.confirm(session, code, device);
  }
}
