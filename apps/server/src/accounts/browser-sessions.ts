import { Inject, Injectable } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE, Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import type { CameFrom } from "./audit.js";
import { cameFrom, type WorkspaceUser } from "./auth.guard.js";
import { KnownBrowsers } from "./known-browsers.js";
import { endPending, PENDING_MS, pendingOf } from "./second-factor/pending-sign-ins.js";
import { readCookie, setCookie } from "./session-cookie.js";
import { SessionsService, type Session } from "./sessions.service.js";

/** So long after one has shown who one is, one may change how one signs in. */
const CONFIRMED_MS = 15 * 60_000;
/** As long as browsers keep a cookie at most. */
const KNOWN_MS = 400 * 86_400_000;
/** What cannot be undone is asked anew, however lately one has signed in. */
export const JUST_MS = 5 * 60_000;

/** A session whose person has shown lately who they are; a write in their name (`inNameOf`) asks for that, too. */
export interface ConfirmedSession extends Session {
  from: CameFrom;
}

/** The session of the browser that asks, by its cookie. */
@Injectable()
export class BrowserSessions {
  readonly #secure: boolean;

  constructor(
    { publicUrl }: Settings,
    private readonly sessions: SessionsService,
    private readonly browsers: KnownBrowsers,
    @Inject(DATABASE) private readonly database: OpenDatabase,
  ) {
    this.#secure = publicUrl.startsWith("https:");
  }

  current(request: FastifyRequest): Session | undefined {
    const token = readCookie("leeway", request, this.#secure);
    return token === undefined ? undefined : this.sessions.find(token);
  }

  /** The session, if its person has shown lately who they are: a browser that was left open changes no factor. */
  confirmed(request: FastifyRequest, withinMs = CONFIRMED_MS): ConfirmedSession {
    const assertStill = (): Session => {
      const session = this.current(request);
      if (!session) throw new Problem("auth.required");
      if (Date.now() - (session.confirmedAt ?? 0) > withinMs) throw new Problem("auth.confirm");
      return session;
    };
    return { ...assertStill(), from: { ...cameFrom(request), assertStill } };
  }

  /** The same of who acts in a workspace: their write asks for both, their role and this. */
  confirmedIn(request: FastifyRequest, who: WorkspaceUser): WorkspaceUser {
    const { from } = this.confirmed(request);
    const assertStill = () => {
      who.from.assertStill?.();
      from.assertStill?.();
    };
    return { ...who, from: { ...who.from, assertStill } };
  }

  /** What the browser has kept of a sign-in before, of whomever. */
  mark(request: FastifyRequest): string | undefined {
    return readCookie("leeway-known", request, this.#secure);
  }

  /** From now on the browser is this one; what it was before has ended. */
  async begin(request: FastifyRequest, reply: FastifyReply, token: string): Promise<void> {
    const before = this.current(request);
    if (before) await this.sessions.end(before);
    setCookie("leeway", reply, this.#secure, token, this.sessions.ends.idleMs);
    const { userId = "" } = this.sessions.find(token) ?? {};
    const known = this.browsers.known(userId, this.mark(request)) !== undefined;
    if (!known) setCookie("leeway-known", reply, this.#secure, this.browsers.mark(userId), KNOWN_MS);
    await this.#leaveStep(request, reply);
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const session = this.current(request);
    if (session) await this.sessions.end(session);
    setCookie("leeway", reply, this.#secure, "", 0);
    await this.#leaveStep(request, reply);
  }

  /** Between the two steps: the cookie opens nothing but the second one. */
  beginStep(reply: FastifyReply, token: string): void {
    setCookie("leeway-step", reply, this.#secure, token, PENDING_MS);
  }

  pending(request: FastifyRequest): string | undefined {
    return readCookie("leeway-step", request, this.#secure);
  }

  async #leaveStep(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = this.pending(request);
    if (token === undefined) return;
    // Anybody may send one: only what is there is worth a write.
    if (pendingOf(this.database.handle, token, Date.now()) !== undefined)
      await this.database.queue.write((db) => endPending(db, token));
    setCookie("leeway-step", reply, this.#secure, "", 0);
  }
}
