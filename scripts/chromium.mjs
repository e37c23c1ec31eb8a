import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installFromDebian } from "./debian.mjs";
import { root } from "./pnpm.mjs";

/** Debian's whole Chromium: a third more work for the browser's own process than its headless shell, with the same pages. */
const whole = "/usr/bin/chromium";
const places = [
  "/usr/bin/chromium-headless-shell",
  whole,
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const found = () => [process.env.TEST_CHROMIUM, ...places].find((path) => path && existsSync(path));

/**
 * The browser of the browser tests: one of this machine, else Debian's package (needs root), else the one Playwright
 * brings. Answers its path, or undefined for Playwright's own. Without any the tests fail with one clear line.
 */
export function ensureChromium() {
  const here = found();
  if (here && (here !== whole || process.env.TEST_CHROMIUM)) return here;
  installFromDebian("the browser tests", "chromium-headless-shell", "fonts-noto-core");
  const installed = found();
  if (installed) return installed;
  console.log("Fetching Chromium for the browser tests …");
  const fetched = spawnSync(join(root, "node_modules/.bin/playwright"), ["install", "chromium"], { stdio: "inherit" });
  if (fetched.status === 0) return undefined;
  console.error(
    "The browser tests need Chromium: install it (Debian: apt-get install chromium-headless-shell) or name it in TEST_CHROMIUM.",
  );
  process.exit(1);
}
