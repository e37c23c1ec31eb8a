import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The one version of pnpm this repository is built with; npx brings it, nobody installs it by hand. */
export const PNPM_VERSION = "12.21.0";
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * The environment of a build: pnpm ignores `nodedir` of ~/.npmrc, so node-gyp would try to fetch Node's headers although
 * they lie beside the binary; say where they are.
 */
export function buildEnvironment() {
  const prefix = resolve(dirname(process.execPath), "..");
  const headers = existsSync(join(prefix, "include/node/node.h"));
  return headers ? { ...process.env, npm_config_nodedir: prefix } : process.env;
}

/** Runs pnpm with `args`; answers its exit code. */
export function pnpm(args, options = {}) {
  const run = spawnSync("npx", ["--yes", `pnpm@${PNPM_VERSION}`, ...args], {
    cwd: root,
    stdio: "inherit",
    env: buildEnvironment(),
    ...options,
  });
  return run.status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(pnpm(process.argv.slice(2)));
