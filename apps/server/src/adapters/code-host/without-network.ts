import { spawnSync } from "node:child_process";
import { Logger } from "@nestjs/common";

/**
 * Of util-linux: a network namespace with nothing in it, in a user namespace, so that no rights are needed. It becomes the
 * program that it starts: same process, same user, same signals.
 */
const UNSHARE = "unshare";
const alone = ["--map-current-user", "--net", "--"];
/** A system that takes longer to say so is none to rely on for each process. */
const PROBE_MS = 5_000;

/** A program and the arguments before its own. */
export interface Started {
  execPath: string;
  execArgv: string[];
}

/** The program in a place without a network where the system has one for it; elsewhere as it is. */
export function withoutNetwork(started: Started): Started {
  return closesNetwork() ? { execPath: UNSHARE, execArgv: [...alone, started.execPath, ...started.execArgv] } : started;
}

let closes: boolean | undefined;

/** Whether the system closes the network of a process for us: Linux does, unless its administrator or a container forbids it. */
export function closesNetwork(): boolean {
  if (closes !== undefined) return closes;
  const asked = () => spawnSync(UNSHARE, [...alone, "true"], { env: {}, stdio: "ignore", timeout: PROBE_MS });
  closes = process.platform === "linux" && asked().status === 0;
  if (!closes)
    new Logger("code").log("this system closes no network for the processes that run code (docs/operating.md)");
  return closes;
}
