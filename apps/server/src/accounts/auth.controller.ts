import { changePasswordSchema, setupSchema, signInSchema, type AuthState } from "@leeway/api";
import { Body, Controller, Get, HttpCode, Post, Req, Res, UseGuards } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { SystemMail } from "../adapters/mail/system-mail.js";
import { Settings } from "../config/settings.js";
import { AccountsService, type Setup } from "./accounts.service.js";
import { NotForeign } from "./not-foreign.guard.js";
import { CurrentWorkspace, Needs, Public, type WorkspaceUser } from "./auth.guard.js";
import { BrowserSessions } from "./browser-sessions.js";
import { deviceOf } from "./device.js";
import { personOf } from "./person.js";
import { SignInService } from "./sign-in.service.js";
import { timezoneSchema } from "./timezone.js";

const zonedSetupSchema = setupSchema.extend({ timezone: timezoneSchema.default("UTC") });

/** Coming in and going out. */
@UseGuards(NotForeign)
@Controller("api/v1/auth")
export class AuthController {
  constructor(
    private readonly settings: Settings,
    private readonly accounts: AccountsService,
    private readonly signIns: SignInService,
    private readonly browser: BrowserSessions,
    private readonly mail: SystemMail,
  ) {}

  @Public()
  @Get("state")
  state(@Req() request: FastifyRequest): AuthState {
    return this.#state(this.browser.current(request) !== undefined);
  }

  @Public()
  @Post("setup")
  async setup(
    @Body({ schema: zonedSetupSchema }) body: Setup,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthState> {
    await this.browser.begin(request, reply, await this.accounts.setup(body, deviceOf(request)));
    return this.#state(true);
  }

  @Public()
  @Post("sign-in")
  @HttpCode(200)
  async signIn(
    @Body({ schema: signInSchema }) { email, password }: { email: string; password: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthState> {
    await this.browser.begin(request, reply, await this.signIns.signIn(email, password, deviceOf(request)));
    return this.#state(true);
  }

  /** Open to all: who is signed out already has what they want. */
  @Public()
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
    const token = await this.signIns.changePassword(personOf(who), who.workspaceId, body, deviceOf(request));
    await this.browser.begin(request, reply, token);
  }

  #state(signedIn: boolean): AuthState {
    const { version } = this.settings;
    return { setupNeeded: this.accounts.setupNeeded(), signedIn, resetByMail: this.mail.isSetUp, version };
  }
}
