import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { root } from "./pnpm.mjs";
import { ensureInstalled } from "./prepare.mjs";

const args = process.argv.slice(2);
const run = (program, ...programArgs) => {
  const { status } = spawnSync(process.execPath, [...program, ...programArgs], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};
const quiet = "--disable-warning=ExperimentalWarning";

ensureInstalled();
const chromium = ensureChromium();
if (chromium) process.env.TEST_CHROMIUM = chromium;
// System and browser tests run what people run.
run([join(root, "scripts/start.mjs"), "--build-only"]);
run(["--experimental-vm-modules", quiet, join(root, "node_modules/jest/bin/jest.js")], ...args);
// With arguments somebody looks for certain tests of Jest.
if (args.length === 0)
  run([join(root, "node_modules/@playwright/test/cli.js"), "test", "--config", "tests/browser/playwright.config.ts"]);
