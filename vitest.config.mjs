import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/longest-first.mjs";

// One Vitest for the whole house. Browser tests run with Playwright (tests/browser); both by `npm test`.
export default defineConfig({
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  ssr: { resolve: { conditions: ["leeway-source", "node"] } },
  test: {
    include: ["tests/system/*.test.ts", "{apps,packages}/*/src/**/*.test.{ts,tsx}", "scripts/**/*.test.{ts,mjs}"],
    // Loading Nest, TypeORM and ourselves anew for each file was half of all the time: a worker loads them once.
    // A statement of the server that does not say of which workspace it speaks fails whatever test prepares it.
    setupFiles: ["apps/server/src/adapters/database/testing/watch-statements.ts"],
    pool: "forks",
    isolate: false,
    // System tests mostly wait, for servers of their own and for what must not happen: more of them than there are cores.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongestFirst },
    // A busy machine is slow, not wrong: what hangs is still found.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    silent: "passed-only",
  },
});
