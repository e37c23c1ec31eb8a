import {
  addPasskeySchema,
  namePasskeySchema,
  signedPasskeySchema,
  type AuthState,
  type Passkey,
  type SavedPasskey,
  type SignedPasskey,
} from "@leeway/api";
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res, UseGuards } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Settings } from "../../config/settings.js";
import { Problem } from "../../problems/problem.js";
import type { CameFrom } from "../audit.js";
import { CurrentPerson, From, Needs, Public, Uncounted } from "../auth.guard.js";
import { AuthStates } from "../auth-states.js";
import { BrowserSessions } from "../browser-sessions.js";
import { Guesses } from "../guesses.js";
import { deviceOf } from "../device.js";
import { NotForeign } from "../not-foreign.guard.js";
import { PasskeysService } from "./passkeys.service.js";
import { relyingPartyOf, type RelyingParty } from "./relying-party.js";
import { ChangesAccess } from "../changes-access.js";

/** Passkeys: one's own, and coming in with one. */
@UseGuards(NotForeign)
@ChangesAccess()
@Controller("api/v1/auth/passkeys")
export class PasskeysController {
  constructor(
    private readonly settings: Settings,
    private readonly passkeys: PasskeysService,
    private readonly browser: BrowserSessions,
    private readonly states: AuthStates,
    private readonly guesses: Guesses,
  ) {}

  @Needs("self")
  @Get()
  list(@CurrentPerson() userId: string): { items: Passkey[] } {
    return { items: this.passkeys.list(userId) };
  }

  @Needs("self")
  @Post("options")
  @HttpCode(200)
  offer(@Req() request: FastifyRequest): Promise<object> {
    return this.passkeys.offer(this.browser.confirmed(request), this.#party(request));
  }

  @Needs("self")
  @Post()
  add(
    @Req() request: FastifyRequest,
    @Body({ schema: addPasskeySchema }) body: { name: string; response: SignedPasskey },
  ): Promise<SavedPasskey> {
    return this.passkeys.add(this.browser.confirmed(request), body, this.#party(request));
  }

  @Needs("self")
  @Patch(":id")
  @HttpCode(204)
  rename(
    @CurrentPerson() userId: string,
    @From() from: CameFrom,
    @Param("id") id: string,
    @Body({ schema: namePasskeySchema }) { name }: { name: string },
  ): Promise<void> {
    return this.passkeys.rename({ userId, from }, id, name);
  }

  @Needs("self")
  @Delete(":id")
  @HttpCode(204)
  remove(@Req() request: FastifyRequest, @Param("id") id: string): Promise<void> {
    return this.passkeys.remove(this.browser.confirmed(request), id);
  }

  /** Open to all, as signing in is. */
  @Public()
  @Uncounted()
  @Post("sign-in/options")
  @HttpCode(200)
  ask(@Req() request: FastifyRequest): Promise<object> {
    return this.passkeys.ask(this.#party(request));
  }

  @Public()
  @Uncounted()
  @Post("sign-in")
  @HttpCode(200)
  async signIn(
    @Body({ schema: signedPasskeySchema }) body: SignedPasskey,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthState> {
    const before = this.browser.pending(request);
    const party = this.#party(request);
    const token = await this.passkeys.signIn(body, party, deviceOf(request), before).catch((error: unknown) => {
      throw this.guesses.missed("passkey", request.ip, error);
    });
    await this.browser.begin(request, reply, token);
    return this.states.of(true);
  }

  /** Shows again who one is. */
  @Needs("self")
  @Post("confirm")
  @HttpCode(204)
  async confirm(
    @Req() request: FastifyRequest,
    @Body({ schema: signedPasskeySchema }) body: SignedPasskey,
  ): Promise<void> {
    const session = this.browser.current(request);
    if (!session) throw new Problem("auth.required");
    await this.passkeys.confirm(session, body, this.#party(request));
  }

  #party(request: FastifyRequest): RelyingParty {
    return relyingPartyOf(request, this.settings.publicUrl);
  }
}
