import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./pnpm.mjs";

/**
 * Threads share one heap of C, which is as fast: in heaps of their own they keep what others could use, 271 instead of 293 MB at
 * the most by `npm run bench`. The C library reads it when a process begins, so whoever starts the server has to say it.
 */
const memory = { MALLOC_ARENA_MAX: "1" };

/** Starts the built server as a process of its own. `env`: its settings; `stdio` as for `spawn`. */
export const spawnServer = ({ env, stdio }) =>
  spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(root, "apps/server/dist/bundle/main.js")], {
    env: { ...memory, ...env },
    stdio,
  });
