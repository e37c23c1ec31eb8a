import { askResetSchema, linkTokenSchema, resetPasswordSchema } from "@leeway/api";
import { Body, Controller, HttpCode, Post, Req, UseGuards } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { Public, Uncounted } from "../auth.guard.js";
import { NotForeign } from "../not-foreign.guard.js";
import { PasswordResetService } from "./password-reset.service.js";
import { ChangesAccess } from "../changes-access.js";

/** Open to all: who has forgotten the password cannot sign in. Tokens come in bodies, which no log keeps. */
@Public()
@Uncounted()
@UseGuards(NotForeign)
@ChangesAccess()
@Controller("api/v1/auth/reset")
export class PasswordResetController {
  constructor(private readonly resets: PasswordResetService) {}

  @Post("ask")
  @HttpCode(204)
  ask(@Body({ schema: askResetSchema }) { email }: { email: string }, @Req() { ip }: FastifyRequest): void {
    this.resets.ask(email, ip);
  }

  @Post("look")
  @HttpCode(200)
  look(
    @Body({ schema: linkTokenSchema }) { token }: { token: string },
    @Req() { ip }: FastifyRequest,
  ): { email: string } {
    return this.resets.look(token, ip);
  }

  @Post()
  @HttpCode(204)
  reset(
    @Body({ schema: resetPasswordSchema }) { token, password }: { token: string; password: string },
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    return this.resets.reset(token, password, ip);
  }
}
