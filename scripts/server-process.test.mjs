import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { spawnServer } from "./server-process.mjs";

/** The environment of a server that was started so, as the system tells it. */
async function environment(more) {
  const data = mkdtempSync(join(tmpdir(), "leeway-process-"));
  const { MALLOC_ARENA_MAX: _, ...plain } = process.env;
  const env = { ...plain, PORT: "0", HOST: "127.0.0.1", LEEWAY_DATA_DIR: data, ...more };
  const server = spawnServer({ env, stdio: ["ignore", "pipe", "inherit"] });
  try {
    await new Promise((resolve) => server.stdout.once("data", resolve));
    return readFileSync(`/proc/${server.pid}/environ`, "utf8").split("\0");
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("close", resolve));
    rmSync(data, { recursive: true, force: true });
  }
}

test("the server's threads share one heap of C", async () => {
  expect(await environment({})).toContain("MALLOC_ARENA_MAX=1");
});

test("unless whoever starts it wants more of them", async () => {
  expect(await environment({ MALLOC_ARENA_MAX: "4" })).toContain("MALLOC_ARENA_MAX=4");
});
