import type { SessionList } from "@leeway/api";
import { Controller, Delete, Get, HttpCode, Param, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { Problem } from "../problems/problem.js";
import { CurrentPerson, Needs } from "./auth.guard.js";
import { BrowserSessions } from "./browser-sessions.js";
import { SessionsService } from "./sessions.service.js";
import { ChangesAccess } from "./changes-access.js";

/** Where a person is signed in, and the end of it. */
@ChangesAccess()
@Controller("api/v1/auth/sessions")
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly browser: BrowserSessions,
  ) {}

  @Needs("self")
  @Get()
  list(@CurrentPerson() userId: string, @Req() request: FastifyRequest): SessionList {
    return this.sessions.list(userId, this.browser.current(request));
  }

  /** Who finds an open browser must not throw its person out everywhere else: one shows first who one is. */
  @Needs("self")
  @Delete()
  @HttpCode(204)
  endOthers(@Req() request: FastifyRequest): Promise<void> {
    return this.sessions.endOthers(this.browser.confirmed(request));
  }

  @Needs("self")
  @Delete(":id")
  @HttpCode(204)
  async end(@Param("id") id: string, @Req() request: FastifyRequest): Promise<void> {
    if (!(await this.sessions.endOne(this.browser.confirmed(request), id))) throw new Problem("notFound");
  }
}
