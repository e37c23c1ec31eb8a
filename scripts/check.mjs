import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./pnpm.mjs";
import { ensureInstalled } from "./prepare.mjs";

/** Types, lint, rooms: whatever a machine can see without running the product. */
const steps = [
  ["types", "tsc", ["-b"]],
  ["lint", "oxlint", ["--type-aware", "--deny-warnings"]],
];

ensureInstalled();
for (const [name, command, args] of steps) {
  const run = spawnSync(join(root, "node_modules/.bin", command), args, { cwd: root, stdio: "inherit" });
  if (run.status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(run.status ?? 1);
  }
  console.log(`check: ${name} ok`);
}
