import { Injectable } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Settings } from "../config/settings.js";
import { clearSessionCookie, IDLE_MS, readSessionCookie, setSessionCookie } from "./session-cookie.js";
import { SessionsService, type Session } from "./sessions.service.js";

/** The session of the browser that asks, by its cookie. */
@Injectable()
export class BrowserSessions {
  readonly #secure: boolean;

  constructor(
    { publicUrl }: Settings,
    private readonly sessions: SessionsService,
  ) {
    this.#secure = publicUrl.startsWith("https:");
  }

  current(request: FastifyRequest): Session | undefined {
    const token = readSessionCookie(request, this.#secure);
    return token === undefined ? undefined : this.sessions.find(token);
  }

  /** From now on the browser is this one; what it was before has ended. */
  async begin(request: FastifyRequest, reply: FastifyReply, token: string): Promise<void> {
    const before = this.current(request);
    if (before) await this.sessions.end(before);
    setSessionCookie(reply, this.#secure, token, IDLE_MS);
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const session = this.current(request);
    if (session) await this.sessions.end(session);
    clearSessionCookie(reply, this.#secure);
  }
}
