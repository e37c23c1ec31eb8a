import type { OpenDatabase } from "../adapters/database/database.js";
import type { Settings } from "../config/settings.js";
import type { SandboxCallers } from "./sandbox-callers.js";

/** In whose world a call takes place; `outside`: neither a run nor a picker made it. */
interface Admitted {
  world: string;
  outside: boolean;
}
/** What is looked at of a request. */
interface Knock {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  remoteAddress: string | undefined;
}
/** Who may call the built-in Leeloo; undefined: not this one. */
export type SandboxDoor = (knock: Knock) => Admitted | undefined;

/** Nobody's: empty but for what strangers of this machine leave there. */
const NOBODY = "";

/**
 * Lets in the calls of this process, each to its workspace's world, and programs of the same machine: to the world of
 * the first workspace where only this machine is served, else to one that is nobody's. A proxy on this machine may say
 * nothing of whom it speaks for.
 */
export function sandboxDoor(callers: SandboxCallers, database: OpenDatabase, settings: Settings): SandboxDoor {
  return ({ headers, remoteAddress }) => {
    const caller = callers.of(headers);
    if (caller.kind === "own") return { world: caller.workspaceId, outside: false };
    if (caller.kind === "liar" || !isLoopback(remoteAddress) || isForwarded(headers)) return undefined;
    return { world: settings.reach === "local" ? (firstWorkspace(database) ?? NOBODY) : NOBODY, outside: true };
  };
}

/** The oldest workspace. */
const firstWorkspace = ({ handle }: OpenDatabase): string | undefined =>
  handle.prepare<[], string>("SELECT id FROM workspaces ORDER BY created_at, id LIMIT 1").pluck().get();

const isLoopback = (address = ""): boolean => /^(::ffff:)?127\.|^::1$/.test(address);

const forwarding = /^(x-forwarded(-.*)?|forwarded|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;
const isForwarded = (headers: Knock["headers"]): boolean => Object.keys(headers).some((name) => forwarding.test(name));
