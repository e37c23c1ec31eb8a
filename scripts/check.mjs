import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./pnpm.mjs";
import { ensureInstalled } from "./prepare.mjs";

/** Whatever a machine can see without running the product. */
const steps = [
  { name: "format", command: "oxfmt", args: ["--check"] },
  { name: "types", command: "tsc", args: ["-b"] },
  { name: "lint", command: "oxlint", args: ["--type-aware", "--deny-warnings"] },
  { name: "rooms", command: process.execPath, args: ["scripts/check-rooms.mjs"] },
  { name: "unused", command: "knip", args: [] },
  { name: "known weaknesses", command: process.execPath, args: ["scripts/audit.mjs"] },
];

ensureInstalled();
for (const { name, command, args } of steps) {
  const path = command.includes("/") ? command : join(root, "node_modules/.bin", command);
  const run = spawnSync(path, args, { cwd: root, stdio: "inherit" });
  if (run.status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(run.status ?? 1);
  }
  console.log(`check: ${name} ok`);
}
