import { finishOidcSchema, pickLocale, startOidcSchema, type AuthState, type OidcPurpose } from "@leeway/api";
import { Body, Controller, HttpCode, Post, Req, Res, UseGuards } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Public } from "../accounts/auth.guard.js";
import { AuthStates } from "../accounts/auth-states.js";
import { BrowserSessions } from "../accounts/browser-sessions.js";
import { deviceOf } from "../accounts/device.js";
import { NotForeign } from "../accounts/not-foreign.guard.js";
import { readCookie, setCookie } from "../accounts/session-cookie.js";
import { Settings } from "../config/settings.js";
import { OidcService } from "./oidc.service.js";

/** Time enough to sign in elsewhere. */
const LIFE_MS = 10 * 60_000;

/** The company's own sign-in (OpenID Connect). Open to all, as signing in is. */
@Public()
@UseGuards(NotForeign)
@Controller("api/v1/auth/oidc")
export class OidcController {
  readonly #secure: boolean;

  constructor(
    { publicUrl }: Settings,
    private readonly oidc: OidcService,
    private readonly browser: BrowserSessions,
    private readonly states: AuthStates,
  ) {
    this.#secure = publicUrl.startsWith("https:");
  }

  @Post("start")
  @HttpCode(200)
  async start(
    @Body({ schema: startOidcSchema }) { purpose }: { purpose: OidcPurpose },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ url: string }> {
    const { cookie, url } = await this.oidc.start(purpose);
    setCookie("leeway-oidc", reply, this.#secure, cookie, LIFE_MS);
    return { url };
  }

  /** The editor's page brings what the issuer sent the browser back with. */
  @Post("finish")
  @HttpCode(200)
  async finish(
    @Body({ schema: finishOidcSchema }) { query }: { query: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthState> {
    const cookie = readCookie("leeway-oidc", request, this.#secure);
    const locale = pickLocale(request.headers["accept-language"]);
    // Whatever comes of it: what was begun is good for one time.
    setCookie("leeway-oidc", reply, this.#secure, "", 0);
    const session = this.browser.current(request);
    const token = await this.oidc.finish({ cookie, query, session, device: deviceOf(request), locale });
    if (token !== undefined) await this.browser.begin(request, reply, token);
    return this.states.of(true);
  }
}
