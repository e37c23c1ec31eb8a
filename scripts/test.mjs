import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { ensureStrace } from "./debian.mjs";
import { root } from "./pnpm.mjs";
import { ensureInstalled } from "./prepare.mjs";

/** With `--long`: more histories, more kills, more malformed requests, other seeds; minutes to hours, without browsers. */
const long = process.argv[2] === "--long";
if (long) process.env.TEST_LONG = "1";
const args = process.argv.slice(long ? 3 : 2);
const run = (program, ...programArgs) => {
  const { status } = spawnSync(process.execPath, [...program, ...programArgs], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};

ensureInstalled();
const chromium = long ? undefined : ensureChromium();
if (chromium) process.env.TEST_CHROMIUM = chromium;
ensureStrace();
// System and browser tests run what people run.
run([join(root, "scripts/start.mjs"), "--build-only"]);
run([join(root, "node_modules/vitest/vitest.mjs"), "run", ...args]);
// With arguments somebody looks for certain tests of Vitest.
if (args.length === 0 && !long)
  run([join(root, "node_modules/@playwright/test/cli.js"), "test", "--config", "tests/browser/playwright.config.ts"]);
