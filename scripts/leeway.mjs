import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./pnpm.mjs";

const build = spawnSync(process.execPath, [join(root, "scripts/start.mjs"), "--build-only"], {
  cwd: root,
  stdio: ["ignore", "ignore", "inherit"],
});
if (build.status !== 0) process.exit(build.status ?? 1);
const run = spawnSync(process.execPath, [join(root, "apps/server/dist/bundle/cli.js"), ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exit(run.status ?? 1);
