import { spawnSync } from "node:child_process";
import { ensureChromium } from "./chromium.mjs";
import { ensureStrace } from "./debian.mjs";
import { root } from "./pnpm.mjs";
import { ensureInstalled } from "./prepare.mjs";
import { together } from "./together.mjs";

/** With `--long`: more histories, more kills, more malformed requests, other seeds; minutes to hours, without browsers. */
const long = process.argv[2] === "--long";
if (long) process.env.TEST_LONG = "1";
const args = process.argv.slice(long ? 3 : 2);
ensureInstalled();
const chromium = long ? undefined : ensureChromium();
if (chromium) process.env.TEST_CHROMIUM = chromium;
ensureStrace();
// System and browser tests run what people run.
const built = spawnSync(process.execPath, ["scripts/start.mjs", "--build-only"], { cwd: root, stdio: "inherit" });
if (built.status !== 0) process.exit(built.status ?? 1);
// Long ones say what they saw.
const vitest = ["node_modules/vitest/vitest.mjs", "run", ...(long ? ["--silent=false"] : []), ...args];
const browser = ["node_modules/@playwright/test/cli.js", "test", "--config", "tests/browser/playwright.config.ts"];
// With arguments somebody looks for certain tests of Vitest. Without, both at once: one works where the other waits.
const suites = args.length > 0 || long ? [vitest] : [vitest, browser];
await together(
  suites.map((suite) => ({ program: process.execPath, args: suite })),
  (_suite, status) => {
    if (status !== 0) process.exitCode = 1;
  },
);
