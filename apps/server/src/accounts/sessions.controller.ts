import type { SessionDto } from "@leeway/api";
import { Controller, Delete, Get, HttpCode, Param, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { Problem } from "../problems/problem.js";
import type { CameFrom } from "./audit.js";
import { CurrentPerson, From, Needs } from "./auth.guard.js";
import { BrowserSessions } from "./browser-sessions.js";
import { SessionsService } from "./sessions.service.js";

/** Where a person is signed in, and the end of it. */
@Controller("api/v1/auth/sessions")
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly browser: BrowserSessions,
  ) {}

  @Needs("self")
  @Get()
  list(@CurrentPerson() userId: string, @Req() request: FastifyRequest): { items: SessionDto[] } {
    return { items: this.sessions.list(userId, this.browser.current(request)) };
  }

  @Needs("self")
  @Delete()
  @HttpCode(204)
  async endOthers(
    @CurrentPerson() userId: string,
    @From() from: CameFrom,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.sessions.endOthers(userId, from, this.browser.current(request));
  }

  @Needs("self")
  @Delete(":id")
  @HttpCode(204)
  async end(@CurrentPerson() userId: string, @Param("id") id: string): Promise<void> {
    if (!(await this.sessions.endOne(userId, id))) throw new Problem("notFound");
  }
}
