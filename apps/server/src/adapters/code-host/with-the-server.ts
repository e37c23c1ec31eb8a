import { spawnSync } from "node:child_process";
import type { Started } from "./without-network.js";

/** Of util-linux: asks Linux to kill what it becomes as soon as the process that started it is gone. */
const SETPRIV = "setpriv";
const bound = ["--pdeathsig", "KILL", "--"];
const PROBE_MS = 5_000;

/**
 * The program, ended by the system together with us where the system does that. Asking for us while it computes
 * (`run-code.ts`) is not enough: a single call of the language may take for ever, and nothing is asked meanwhile.
 */
export function withTheServer(started: Started): Started {
  return process.platform === "linux" && endsWithTheServer()
    ? { execPath: SETPRIV, execArgv: [...bound, started.execPath, ...started.execArgv] }
    : started;
}

let ends: boolean | undefined;

/** Whether the system ends with us what we start, whatever it does: Windows does by itself (libuv puts it into a job), Linux when it is asked. */
export function endsWithTheServer(): boolean {
  const asked = () => spawnSync(SETPRIV, [...bound, "true"], { env: {}, stdio: "ignore", timeout: PROBE_MS });
  ends ??= process.platform === "win32" || (process.platform === "linux" && asked().status === 0);
  return ends;
}
