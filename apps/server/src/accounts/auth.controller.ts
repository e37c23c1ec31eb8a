import { changePasswordSchema, setupSchema, signInSchema, type AuthState } from "@leeway/api";
import { Body, Controller, Get, HttpCode, Post, Req, Res, UseGuards } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { SystemMail } from "../adapters/mail/system-mail.js";
import { Settings } from "../config/settings.js";
import { AccountsService, type Setup } from "./accounts.service.js";
import { NotForeign } from "./not-foreign.guard.js";
import { CurrentWorkspace, Needs, Public, type WorkspaceUser } from "./auth.guard.js";
import { personOf } from "./person.js";
import { clearSessionCookie, IDLE_MS, readSessionCookie, setSessionCookie } from "./session-cookie.js";
import { SessionsService } from "./sessions.service.js";
import { SignInService } from "./sign-in.service.js";
import { timezoneSchema } from "./timezone.js";

const zonedSetupSchema = setupSchema.extend({ timezone: timezoneSchema.default("UTC") });

/** Coming in and going out. */
@UseGuards(NotForeign)
@Controller("api/v1/auth")
export class AuthController {
  readonly #secure: boolean;

  constructor(
    private readonly settings: Settings,
    private readonly accounts: AccountsService,
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly mail: SystemMail,
  ) {
    this.#secure = settings.publicUrl.startsWith("https:");
  }

  @Public()
  @Get("state")
  state(@Req() request: FastifyRequest): AuthState {
    const token = readSessionCookie(request, this.#secure);
    return this.#state(token !== undefined && this.sessions.find(token) !== undefined);
  }

  @Public()
  @Post("setup")
  async setup(
    @Body({ schema: zonedSetupSchema }) body: Setup,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthState> {
    this.#remember(reply, await this.accounts.setup(body));
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
    const token = await this.signIns.signIn(email, password, request.ip);
    await this.#endCurrent(request);
    this.#remember(reply, token);
    return this.#state(true);
  }

  /** Open to all: who is signed out already has what they want. */
  @Public()
  @Post("sign-out")
  @HttpCode(204)
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.#endCurrent(request);
    clearSessionCookie(reply, this.#secure);
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
    this.#remember(reply, await this.signIns.changePassword(personOf(who), who.workspaceId, body, request.ip));
  }

  #state(signedIn: boolean): AuthState {
    const { version } = this.settings;
    return { setupNeeded: this.accounts.setupNeeded(), signedIn, resetByMail: this.mail.isSetUp, version };
  }

  #remember(reply: FastifyReply, token: string): void {
    setSessionCookie(reply, this.#secure, token, IDLE_MS);
  }

  async #endCurrent(request: FastifyRequest): Promise<void> {
    const token = readSessionCookie(request, this.#secure);
    if (token !== undefined) await this.sessions.end(token);
  }
}
