import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";

const executablePath = process.env["TEST_CHROMIUM"];

/** A real Chromium against a real server: each file has its own, nothing between browser and sandbox is mocked. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  // A worker is a server and a browser, nearly a gigabyte; where they wait, Vitest works beside them.
  workers: availableParallelism() + 1,
  // A busy machine is slow, not wrong: what hangs is still found.
  timeout: 600_000,
  // On a machine that does much else a window may come late. What passes the second time only is listed as flaky.
  retries: process.env["CI"] ? 1 : 0,
  expect: { timeout: 60_000 },
  // A point for each: what failed is told whole at the end, and its end is what a log that was cut still has.
  reporter: [[process.env["CI"] ? "dot" : "list"]],
  outputDir: "../../node_modules/.leeway/browser",
  use: {
    actionTimeout: 60_000,
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 720 },
    locale: "en-GB",
    permissions: ["clipboard-read", "clipboard-write"],
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath && { executablePath }),
      // Chromium refuses its sandbox to root, /dev/shm is small in containers, and a graphics card is only imitated.
      // No test looks at a page for long enough to earn what optimizing its code costs: a seventh of all the browser's work.
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--js-flags=--no-opt --no-maglev"],
    },
  },
});
