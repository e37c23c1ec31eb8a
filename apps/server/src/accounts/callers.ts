import type { Role } from "@leeway/api";
import { Injectable } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { ApiKeysService } from "./api-keys.service.js";
import type { Actor, CameFrom } from "./audit.js";
import { deviceOf } from "./device.js";
import { isSafe, originOf, refuseUnknownHost } from "./same-origin.js";
import { readCookie, setCookie } from "./session-cookie.js";
import { SessionsService, type Outside, type Session } from "./sessions.service.js";

/** Whose data a request may touch; `userId` is null for an API key. */
export interface WorkspaceUser extends Actor {
  /** Of the person or the key, as it was when the request came. */
  role: Role;
}

/** Why a person who is signed in is in no workspace with a request; may what they do for themself, and nothing else. */
export type Closed = Outside | "secondFactor.needed";

/** Who a request comes from. */
export interface Caller {
  /** Nobody, where it is a key. */
  person?: string;
  from: CameFrom;
  member: WorkspaceUser | Closed;
  /** Where the workspace asks for a second step that the person has not. */
  behind?: WorkspaceUser | undefined;
  /** The role they have later on, or why they have none: session, key or membership may be gone. */
  standing: () => { role: Role } | { refused: Closed | "auth.required" };
}

/** A request with something that this server has given to somebody, whether or not it opens anything now. */
export interface Knock {
  /** By which its sender is counted: a session or a key, of a person with three browsers each one. */
  counted: string;
  /**
   * Who it is.
   * @throws Problem where it does not open: `apiKey.expired`, `apiKey.resting`, `auth.crossSite`, `auth.unknownHost`
   */
  enter: (reply: FastifyReply) => Caller;
}

/** The key that a request was sent with; undefined where it has none that could be one. */
export const bearerOf = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer +([\x21-\x7e]+)$/i.exec(headers.authorization ?? "")?.[1];

/** Tells by key or cookie who a request comes from. */
@Injectable()
export class Callers {
  readonly #secure: boolean;

  constructor(
    private readonly settings: Settings,
    private readonly sessions: SessionsService,
    private readonly apiKeys: ApiKeysService,
  ) {
    this.#secure = settings.publicUrl.startsWith("https:");
  }

  /** Nothing for who has nothing of ours: no living session, no key that there is. */
  of(request: FastifyRequest): Knock | undefined {
    // A key that is wrong is refused even beside a good cookie: its sender means to be that key.
    return request.headers.authorization === undefined ? this.#bySession(request) : this.#byKey(request);
  }

  #byKey(request: FastifyRequest): Knock | undefined {
    const key = bearerOf(request);
    const found = key === undefined ? undefined : this.apiKeys.find(key);
    if (key === undefined || !found) return undefined;
    const enter = (): Caller => {
      const device = deviceOf(request);
      const { id: _, name, ...whose } = this.apiKeys.use(found, device);
      const from: CameFrom = { via: "apiKey", name, address: device.address };
      const standing = () => {
        const role = this.apiKeys.roleOf(key);
        return role ? { role } : { refused: "auth.required" as const };
      };
      return { member: { ...whose, userId: null, from }, from, standing };
    };
    return { counted: found.id, enter };
  }

  #bySession(request: FastifyRequest): Knock | undefined {
    const token = readCookie("leeway", request, this.#secure);
    const session = token === undefined ? undefined : this.sessions.find(token);
    if (token === undefined || !session) return undefined;
    return { counted: session.idHash, enter: (reply) => this.#person(request, reply, token, session) };
  }

  #person(request: FastifyRequest, reply: FastifyReply, token: string, session: Session): Caller {
    if (!isSafe(request.method)) {
      if (originOf(request, this.settings.publicUrl) !== "own") throw new Problem("auth.crossSite");
      refuseUnknownHost(request, this.settings.publicUrl);
    }
    const { userId } = session;
    if (isOfSomebodyElse(request, userId)) throw new Problem("auth.required");
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
    const here = { person: userId, from, standing };
    if (member && lacks()) return { ...here, member: "secondFactor.needed", behind: member };
    if (member) return { ...here, member };
    // What a session that is opened now would be there.
    const kept = workspaceId && this.sessions.roleOf(workspaceId, { ...session, createdAt: Date.now() + 1 });
    return { ...here, member: outside(), ...(kept && { behind: { workspaceId, userId, role: kept, from } }) };
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

/**
 * A tab that changes something names whose page it is. Between somebody's sign-in in another tab and the moment at which this one
 * hears of it, the browser sends the new session with what the one before has drawn.
 */
function isOfSomebodyElse({ headers }: FastifyRequest, userId: string): boolean {
  const meant = headers["x-leeway-person"];
  return meant !== undefined && meant !== userId;
}
