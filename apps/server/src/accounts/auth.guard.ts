import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
} from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { ApiKeysService } from "./api-keys.service.js";
import { isSafe, originOf, refuseUnknownHost } from "./same-origin.js";
import { readSessionCookie, setSessionCookie } from "./session-cookie.js";
import { SessionsService } from "./sessions.service.js";

/** Whose data a request may touch; `userId` is null for an API key. */
export interface WorkspaceUser {
  workspaceId: string;
  userId: string | null;
}
type SeenRequest = FastifyRequest & { workspaceUser?: WorkspaceUser; stillWelcome?: () => boolean };

const PUBLIC = "leeway:public";

/** Opens a route, or all of a controller, to everybody. Everything else needs a session or an API key. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);

/** The workspace and the person of the request (`WorkspaceUser`). */
export const CurrentWorkspace = createParamDecorator((_: unknown, context: ExecutionContext): WorkspaceUser => {
  const { workspaceUser } = context.switchToHttp().getRequest<SeenRequest>();
  // An open route that asks for a workspace is a mistake of ours: it must not run as nobody.
  if (!workspaceUser) throw new Problem("auth.required");
  return workspaceUser;
});

/** For answers that go on for long: a function that says whether who opened them would still be let in. */
export const StillWelcome = createParamDecorator((_: unknown, context: ExecutionContext): (() => boolean) => {
  const { stillWelcome } = context.switchToHttp().getRequest<SeenRequest>();
  if (!stillWelcome) throw new Problem("auth.required");
  return stillWelcome;
});

/** Stands before every route: closed unless marked `Public`. */
@Injectable()
export class AuthGuard implements CanActivate {
  readonly #secure: boolean;

  constructor(
    private readonly reflector: Reflector,
    private readonly settings: Settings,
    private readonly sessions: SessionsService,
    private readonly apiKeys: ApiKeysService,
  ) {
    this.#secure = settings.publicUrl.startsWith("https:");
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [context.getHandler(), context.getClass()]))
      return true;
    const http = context.switchToHttp();
    const request = http.getRequest<SeenRequest>();
    const reply = http.getResponse<FastifyReply>();
    // What is behind the door is somebody's: no browser and no proxy keeps it for the next one.
    void reply.header("cache-control", "no-store");
    const { authorization } = request.headers;
    // A key that is wrong is refused even beside a good cookie: its sender means to be that key.
    request.workspaceUser =
      authorization === undefined ? this.#bySession(request, reply) : this.#byKey(request, authorization);
    return true;
  }

  #byKey(request: SeenRequest, authorization: string): WorkspaceUser {
    const key = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1];
    const workspaceId = key === undefined ? undefined : this.apiKeys.use(key);
    if (key === undefined || workspaceId === undefined) throw new Problem("auth.required");
    request.stillWelcome = () => this.apiKeys.opens(key);
    return { workspaceId, userId: null };
  }

  #bySession(request: SeenRequest, reply: FastifyReply): WorkspaceUser {
    const token = readSessionCookie(request, this.#secure);
    const session = token === undefined ? undefined : this.sessions.find(token);
    if (token === undefined || !session) throw new Problem("auth.required");
    if (!isSafe(request.method)) {
      if (originOf(request, this.settings.publicUrl) !== "own") throw new Problem("auth.crossSite");
      refuseUnknownHost(request, this.settings.publicUrl);
    }
    const wanted = request.headers["x-leeway-workspace"];
    const workspaceId = typeof wanted === "string" && wanted !== "" ? wanted : session.workspaceId;
    if (!this.sessions.isMember(workspaceId, session.userId)) throw new Problem("auth.forbidden");
    request.stillWelcome = () =>
      this.sessions.find(token) !== undefined && this.sessions.isMember(workspaceId, session.userId);
    const livesOn = this.sessions.touch(session, workspaceId);
    if (livesOn !== undefined) setSessionCookie(reply, this.#secure, token, livesOn);
    return { workspaceId, userId: session.userId };
  }
}
