import { keyMay, may, refusalOf, type Permission, type Role } from "@leeway/api";
import {
  createParamDecorator,
  Injectable,
  Logger,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
} from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Settings } from "../config/settings.js";
import { CallPace } from "../pace/call-pace.js";
import { Problem } from "../problems/problem.js";
import type { Actor, CameFrom } from "./audit.js";
import { ApiKeysService } from "./api-keys.service.js";
import { deviceOf } from "./device.js";
import { isSafe, originOf, refuseUnknownHost } from "./same-origin.js";
import { readCookie, setCookie } from "./session-cookie.js";
import { SessionsService, type Outside } from "./sessions.service.js";

/** Whose data a request may touch; `userId` is null for an API key. */
export interface WorkspaceUser extends Actor {
  /** Of the person or the key, as it was when the request came. */
  role: Role;
}
/** Why a person who is signed in is in no workspace with a request; may what they do for themself, and nothing else. */
type Closed = Outside | "secondFactor.needed";
type SeenRequest = FastifyRequest & {
  workspaceUser?: WorkspaceUser;
  outside?: Closed;
  /** Where the workspace asks for a second step that the person has not. */
  behind?: WorkspaceUser;
  person?: string;
  mayNow?: (permission: Permission) => boolean;
  from?: CameFrom;
};

const PUBLIC = "leeway:public";
const UNCOUNTED = "leeway:uncounted";

/** Opens a route, or all of a controller, to everybody. Everything else needs a session or an API key. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);

/** On an open controller: its calls are never refused for being many; it counts by itself those that lead nowhere. */
export const Uncounted = (): CustomDecorator => SetMetadata(UNCOUNTED, true);

/** Whether everybody is let into a route. */
export const isPublic = (handler: object, controller: object): boolean =>
  [handler, controller].some((target) => Reflect.getMetadata(PUBLIC, target) === true);

/**
 * The permission that a route asks for, `@Needs("runs.view")`. It stands on each route by itself, never on a controller,
 * so that a further route comes into nothing by the way; a route with neither this nor `Public` is refused to all.
 * `self` is of every person, also of one without a workspace, and of no key.
 */
export const Needs = Reflector.createDecorator<Permission>();

/** The id of the person who is signed in, on a route that needs `self`. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { person } = context.switchToHttp().getRequest<SeenRequest>();
  if (person === undefined) throw new Problem("auth.forbidden");
  return person;
});

/** How the person of a route that needs `self` was let in. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): CameFrom =>
  cameFrom(context.switchToHttp().getRequest<SeenRequest>()),
);

/** The same, of the request. */
export function cameFrom(request: FastifyRequest): CameFrom {
  const { from } = request as SeenRequest;
  if (from === undefined) throw new Problem("auth.forbidden");
  return from;
}

/** The workspace and the person of the request (`WorkspaceUser`). */
export const CurrentWorkspace = createParamDecorator((_: unknown, context: ExecutionContext): WorkspaceUser => {
  const { workspaceUser, outside } = context.switchToHttp().getRequest<SeenRequest>();
  // An open route that asks for a workspace is a mistake of ours: it must not run as nobody.
  if (!workspaceUser) throw new Problem(outside ?? "auth.required");
  return workspaceUser;
});

/** The same, also of a member who lacks the second step that the workspace asks for: for seeing where one is, and leaving. */
export const CurrentMember = createParamDecorator((_: unknown, context: ExecutionContext): WorkspaceUser => {
  const { workspaceUser, behind, outside } = context.switchToHttp().getRequest<SeenRequest>();
  const member = workspaceUser ?? behind;
  if (!member) throw new Problem(outside ?? "auth.required");
  return member;
});

/** For answers that go on for long: a function that says whether who opened them would still be let in. */
export const StillWelcome = createParamDecorator((_: unknown, context: ExecutionContext): (() => boolean) => {
  const request = context.switchToHttp().getRequest<SeenRequest>();
  const needed = Reflect.getMetadata(Needs.KEY, context.getHandler()) as Permission | undefined;
  if (!request.mayNow || needed === undefined) throw new Problem("auth.required");
  return () => mayNow(request, needed);
});

/** Whether who sent a request may do something, as it is now: an answer may go on for longer than a role. */
export const mayNow = (request: FastifyRequest, permission: Permission): boolean =>
  (request as SeenRequest).mayNow?.(permission) === true;

/** Whether the person of a request lacks the second step that their workspace asks for. */
export const lacksSecondStep = (request: FastifyRequest): boolean => (request as SeenRequest).behind !== undefined;

/** The workspace of a request behind the door; undefined where it needs none. */
export const workspaceOf = (request: FastifyRequest): string | undefined =>
  (request as SeenRequest).workspaceUser?.workspaceId;

/** Who a request comes from. */
interface Caller {
  /** Nobody, where it is a key. */
  person?: string;
  /** By which they are counted: a session or a key, of a person with three browsers each one. */
  counted: string;
  from: CameFrom;
  member: WorkspaceUser | Closed;
  behind?: WorkspaceUser | undefined;
  /** The role they have later on, or why they have none: session, key or membership may be gone. */
  standing: () => { role: Role } | { refused: Closed | "auth.required" };
}

/** Stands before every route: closed unless marked `Public`, then open to the roles that have what it `Needs`. */
@Injectable()
export class AuthGuard implements CanActivate {
  readonly #log = new Logger("accounts");
  readonly #secure: boolean;

  constructor(
    private readonly reflector: Reflector,
    private readonly settings: Settings,
    private readonly sessions: SessionsService,
    private readonly apiKeys: ApiKeysService,
    private readonly pace: CallPace,
  ) {
    this.#secure = settings.publicUrl.startsWith("https:");
  }

  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    const http = context.switchToHttp();
    const request = http.getRequest<SeenRequest>();
    if (isPublic(handler, context.getClass())) {
      if (Reflect.getMetadata(UNCOUNTED, context.getClass()) !== true) this.pace.stranger(request.ip);
      return true;
    }
    const reply = http.getResponse<FastifyReply>();
    // What is behind the door is somebody's: no browser and no proxy keeps it for the next one.
    void reply.header("cache-control", "no-store");
    const caller = this.#callerOf(request, reply);
    this.pace.known(caller.counted);
    try {
      admit(request, caller, this.reflector.get(Needs, handler));
    } catch (error) {
      if (error instanceof Problem) this.#refused(caller, request, error);
      throw error;
    }
    return true;
  }

  /** Who is not let in is a stranger, and counted as one; who is known is not refused for what strangers do beside them. */
  #callerOf(request: SeenRequest, reply: FastifyReply): Caller {
    const { authorization } = request.headers;
    try {
      // A key that is wrong is refused even beside a good cookie: its sender means to be that key.
      return authorization === undefined ? this.#bySession(request, reply) : this.#byKey(request, authorization);
    } catch (error) {
      this.pace.stranger(request.ip);
      throw error;
    }
  }

  /** Only of who is somebody here: strangers could fill the disk with lines. */
  #refused({ person, from }: Caller, { method, routeOptions: { url }, id }: FastifyRequest, { code }: Problem): void {
    const { via, name, address } = from;
    const who = { userId: person ?? null, via, address, ...(name !== undefined && { key: name }) };
    this.#log.log({ code, method, route: url ?? null, ...who, requestId: id, msg: "a request was refused" });
  }

  #byKey(request: FastifyRequest, authorization: string): Caller {
    const device = deviceOf(request);
    const key = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization)?.[1];
    const found = key === undefined ? undefined : this.apiKeys.use(key, device);
    if (key === undefined || !found) throw new Problem("auth.required");
    const { id, name, ...whose } = found;
    const from: CameFrom = { via: "apiKey", name, address: device.address };
    const member = { ...whose, userId: null, from };
    const standing = () => {
      const role = this.apiKeys.roleOf(key);
      return role ? { role } : { refused: "auth.required" as const };
    };
    return { counted: id, member, from, standing };
  }

  #bySession(request: FastifyRequest, reply: FastifyReply): Caller {
    const token = readCookie("leeway", request, this.#secure);
    const session = token === undefined ? undefined : this.sessions.find(token);
    if (token === undefined || !session) throw new Problem("auth.required");
    if (!isSafe(request.method)) {
      if (originOf(request, this.settings.publicUrl) !== "own") throw new Problem("auth.crossSite");
      refuseUnknownHost(request, this.settings.publicUrl);
    }
    const { userId } = session;
    const device = deviceOf(request);
    const from: CameFrom = { via: "session", ...device };
    const workspaceId = wantedWorkspace(request) ?? this.sessions.usualWorkspace(session);
    const role = workspaceId === undefined ? undefined : this.sessions.roleOf(workspaceId, session);
    const lacks = () => workspaceId !== undefined && this.sessions.lacksFactor(workspaceId, session);
    const member = workspaceId !== undefined && role !== undefined && { workspaceId, userId, role, from };
    // An open page that asks by itself is no use: a session would never end for lack of it.
    const livesOn = request.headers["x-leeway-unattended"]
      ? undefined
      : this.sessions.touch(session, member ? member.workspaceId : session.workspaceId, device);
    if (livesOn !== undefined) setCookie("leeway", reply, this.#secure, token, livesOn);
    const outside = () =>
      workspaceId === undefined ? "workspace.none" : this.sessions.whyOutside(workspaceId, session);
    const standing = () => {
      if (!this.sessions.find(token)) return { refused: "auth.required" as const };
      const now = workspaceId === undefined ? undefined : this.sessions.roleOf(workspaceId, session);
      if (now === undefined) return { refused: outside() };
      return lacks() ? { refused: "secondFactor.needed" as const } : { role: now };
    };
    const here = { person: userId, counted: session.idHash, from, standing };
    if (member && lacks()) return { ...here, member: "secondFactor.needed", behind: member };
    return { ...here, member: member || outside() };
  }
}

/** Lets a caller in who has what is needed; what nobody has said the need of is nobody's. */
function admit(
  request: SeenRequest,
  { person, from, member, behind, standing }: Caller,
  needed: Permission | undefined,
): void {
  if (needed === undefined) throw new Problem("auth.forbidden");
  const allows = person === undefined ? keyMay : may;
  from.assertStill = () => {
    const now = standing();
    // Who may do nothing here any more still has a say in what is their own, as long as they are signed in.
    if ("role" in now ? allows(now.role, needed) : needed === "self" && now.refused !== "auth.required") return;
    throw "role" in now ? refusal({ userId: person ?? null, role: now.role }, needed) : new Problem(now.refused);
  };
  request.from = from;
  if (person !== undefined) request.person = person;
  if (typeof member === "string") {
    if (needed !== "self") throw new Problem(member);
    request.outside = member;
    if (behind) request.behind = behind;
    return;
  }
  if (!allows(member.role, needed)) throw refusal(member, needed);
  request.workspaceUser = member;
  request.mayNow = (permission) => {
    const now = standing();
    return "role" in now && allows(now.role, permission);
  };
}

/** Refuses what a route's own need does not cover, e.g. one of its parameters. */
export function assertMay(who: WorkspaceUser, permission: Permission): void {
  if (!(who.userId === null ? keyMay : may)(who.role, permission)) throw refusal(who, permission);
}

/** Says which role it is that may not, what, and who may; or that no key may. */
function refusal({ userId, role }: Pick<WorkspaceUser, "userId" | "role">, needed: Permission): Problem {
  const said = refusalOf(role, needed);
  if (userId !== null) return new Problem("auth.role", said);
  if (may(role, needed)) return new Problem("auth.forbidden", { permission: needed });
  return new Problem("auth.role", { keyRole: role, permission: needed, who: said.who });
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
