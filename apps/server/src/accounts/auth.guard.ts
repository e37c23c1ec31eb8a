import { keyMay, may, refusalOf, ROLE_HEADER, type Permission, type Role } from "@leeway/api";
import {
  createParamDecorator,
  Injectable,
  Logger,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
  type Type,
} from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import type { FastifyReply, FastifyRequest } from "fastify";
import { CallPace } from "../pace/call-pace.js";
import { Problem } from "../problems/problem.js";
import type { CameFrom } from "./audit.js";
import { Callers, type Caller, type Closed, type Knock, type WorkspaceUser } from "./callers.js";

export type { WorkspaceUser } from "./callers.js";

type SeenRequest = FastifyRequest & {
  /** Somebody has decided whether it comes in. */
  looked?: boolean;
  workspaceUser?: WorkspaceUser;
  outside?: Closed;
  /** A member who is outside for now: of a second step that the person has not, or because the session was ended here. */
  behind?: WorkspaceUser;
  person?: string;
  mayNow?: (permission: Permission) => boolean;
  roleNow?: () => Role | undefined;
  from?: CameFrom;
};

const PUBLIC = "leeway:public";
const UNCOUNTED = "leeway:uncounted";

/** Opens a route, or all of a controller, to everybody. Everything else needs a session or an API key. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);

/** On what is open: its calls are never refused for being many; it bounds by itself what they may cost. */
export const Uncounted = (): CustomDecorator => SetMetadata(UNCOUNTED, true);

/** Where a route is written down: what says whom it is for. */
export interface RouteSource {
  controller: Type;
  handler: object;
}

/** Whether everybody is let into a route. */
export const isPublic = (handler: object, controller: object): boolean => isMarked(PUBLIC, handler, controller);
const isUncounted = (handler: object, controller: object) => isMarked(UNCOUNTED, handler, controller);
const isMarked = (mark: string, ...targets: object[]) =>
  targets.some((target) => Reflect.getMetadata(mark, target) === true);

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
  const request = context.switchToHttp().getRequest<SeenRequest>();
  const member = request.workspaceUser ?? (lacksSecondStep(request) ? request.behind : undefined);
  if (!member) throw new Problem(request.outside ?? "auth.required");
  return member;
});

/** The same, also of a member whose session was ended there: nobody is held where others keep them out. */
export const CurrentMembership = createParamDecorator((_: unknown, context: ExecutionContext): WorkspaceUser => {
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

/**
 * For streams: a function that says whether who opened it is still let in, and as the same. In another role they see
 * other things: they open it again, and are shown what is theirs to see from its beginning.
 */
export const SameRole = createParamDecorator((_: unknown, context: ExecutionContext): (() => boolean) => {
  const { workspaceUser, roleNow } = context.switchToHttp().getRequest<SeenRequest>();
  if (!workspaceUser || !roleNow) throw new Problem("auth.required");
  return () => roleNow() === workspaceUser.role;
});

/** Whether who sent a request may do something, as it is now: an answer may go on for longer than a role. */
export const mayNow = (request: FastifyRequest, permission: Permission): boolean =>
  (request as SeenRequest).mayNow?.(permission) === true;

/** Whether the person of a request lacks the second step that their workspace asks for. */
export const lacksSecondStep = (request: FastifyRequest): boolean =>
  (request as SeenRequest).outside === "secondFactor.needed";

/** Whether the session of a request was ended for the workspace that it asks for. */
export const isSignedOut = (request: FastifyRequest): boolean =>
  (request as SeenRequest).outside === "workspace.signedOut";

/** The workspace of a request behind the door; undefined where it needs none. */
export const workspaceOf = (request: FastifyRequest): string | undefined =>
  (request as SeenRequest).workspaceUser?.workspaceId;

/** Stands before every route: closed unless marked `Public`, then open to the roles that have what it `Needs`. */
@Injectable()
export class AuthGuard implements CanActivate {
  readonly #log = new Logger("accounts");

  constructor(
    private readonly callers: Callers,
    private readonly pace: CallPace,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<SeenRequest>();
    const source = { controller: context.getClass(), handler: context.getHandler() };
    // A route that the early look does not know is looked at here: nothing is open by a mistake of its map.
    if (!request.looked) this.look(request, http.getResponse<FastifyReply>(), source);
    return true;
  }

  /**
   * Lets a request in that may come in, and counts it. Once: before its body is read, where its route is known so early
   * (`guardEarly`).
   * @throws Problem
   */
  look(request: SeenRequest, reply: FastifyReply, { controller, handler }: RouteSource): void {
    request.looked = true;
    if (isPublic(handler, controller)) {
      if (!isUncounted(handler, controller)) this.#count(request, controller.name);
      return;
    }
    // What is behind the door is somebody's: no browser and no proxy keeps it for the next one.
    void reply.header("cache-control", "no-store");
    const knock = this.#count(request);
    if (!knock) throw new Problem("auth.required");
    const caller = knock.enter(reply);
    if (caller.person !== undefined && typeof caller.member !== "string")
      void reply.header(ROLE_HEADER, caller.member.role);
    try {
      admit(request, caller, Reflect.getMetadata(Needs.KEY, handler) as Permission | undefined);
    } catch (error) {
      if (error instanceof Problem) this.#refused(caller, request, error);
      throw error;
    }
  }

  /**
   * Who is known is counted by what they have, whether or not it opens; nobody is refused for what strangers do beside them. At a
   * closed door strangers count who guess keys: to be told to sign in costs as little as to be told to wait, and a tab whose
   * session has ended has to hear it.
   */
  #count(request: FastifyRequest, door?: string): Knock | undefined {
    const knock = this.callers.of(request);
    if (knock) this.pace.known(knock.counted);
    else if (door !== undefined || request.headers.authorization !== undefined) this.pace.stranger(request.ip, door);
    return knock;
  }

  /** Only of who is somebody here: strangers could fill the disk with lines. */
  #refused({ person, from }: Caller, { method, routeOptions: { url }, id }: FastifyRequest, { code }: Problem): void {
    const { via, name, address } = from;
    const who = { userId: person ?? null, via, address, ...(name !== undefined && { key: name }) };
    this.#log.log({ code, method, route: url ?? null, ...who, requestId: id, msg: "a request was refused" });
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
  const roleNow = () => {
    const now = standing();
    return "role" in now ? now.role : undefined;
  };
  request.roleNow = roleNow;
  request.mayNow = (permission) => {
    const role = roleNow();
    return role !== undefined && allows(role, permission);
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
