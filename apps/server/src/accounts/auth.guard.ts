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
type SeenRequest = FastifyRequest & { workspaceUser?: WorkspaceUser; person?: string; stillWelcome?: () => boolean };

const PUBLIC = "leeway:public";
const PERSONAL = "leeway:personal";

/** Opens a route, or all of a controller, to everybody. Everything else needs a session or an API key. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);

/** A route about the person alone: people without a workspace may use it, API keys may not. */
export const Personal = (): CustomDecorator => SetMetadata(PERSONAL, true);

/** The id of the person who is signed in, on a `Personal` route. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { person } = context.switchToHttp().getRequest<SeenRequest>();
  if (person === undefined) throw new Problem("auth.forbidden");
  return person;
});

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
    if (this.#marked(PUBLIC, context)) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<SeenRequest>();
    const reply = http.getResponse<FastifyReply>();
    // What is behind the door is somebody's: no browser and no proxy keeps it for the next one.
    void reply.header("cache-control", "no-store");
    const { authorization } = request.headers;
    // A key that is wrong is refused even beside a good cookie: its sender means to be that key.
    if (authorization !== undefined) request.workspaceUser = this.#byKey(request, authorization);
    else this.#bySession(request, reply, this.#marked(PERSONAL, context));
    return true;
  }

  #marked(mark: string, context: ExecutionContext): boolean {
    return (
      this.reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]) ?? false
    );
  }

  #byKey(request: SeenRequest, authorization: string): WorkspaceUser {
    const key = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1];
    const workspaceId = key === undefined ? undefined : this.apiKeys.use(key);
    if (key === undefined || workspaceId === undefined) throw new Problem("auth.required");
    request.stillWelcome = () => this.apiKeys.opens(key);
    return { workspaceId, userId: null };
  }

  #bySession(request: SeenRequest, reply: FastifyReply, personal: boolean): void {
    const token = readSessionCookie(request, this.#secure);
    const session = token === undefined ? undefined : this.sessions.find(token);
    if (token === undefined || !session) throw new Problem("auth.required");
    if (!isSafe(request.method)) {
      if (originOf(request, this.settings.publicUrl) !== "own") throw new Problem("auth.crossSite");
      refuseUnknownHost(request, this.settings.publicUrl);
    }
    const { userId } = session;
    request.person = userId;
    const workspaceId = wantedWorkspace(request) ?? this.sessions.usualWorkspace(session);
    const isMember = workspaceId !== undefined && this.sessions.isMember(workspaceId, userId);
    if (!isMember && !personal) throw new Problem(workspaceId === undefined ? "workspace.none" : "workspace.notMember");
    if (isMember) {
      request.workspaceUser = { workspaceId, userId };
      request.stillWelcome = () =>
        this.sessions.find(token) !== undefined && this.sessions.isMember(workspaceId, userId);
    }
    const livesOn = this.sessions.touch(session, isMember ? workspaceId : session.workspaceId);
    if (livesOn !== undefined) setSessionCookie(reply, this.#secure, token, livesOn);
  }
}

/**
 * Each tab of a browser names its workspace by a header. What a browser fetches by itself, an event stream or a file, has
 * none of ours: there it stands in the address.
 */
function wantedWorkspace({ method, headers, query }: FastifyRequest): string | undefined {
  const header = headers["x-leeway-workspace"];
  if (typeof header === "string" && header !== "") return header;
  const { workspace } = query as { workspace?: unknown };
  return isSafe(method) && typeof workspace === "string" && workspace !== "" ? workspace : undefined;
}
