import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnServer } from "../server-process.mjs";

/** A port that is free now. */
export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Starts the built server in a fresh data folder; answers its address, its folder, an API caller, `kill`, `again` and `stop`. */
export async function startLeeway(env = {}) {
  const data = mkdtempSync(join(tmpdir(), "leeway-bench-"));
  const port = await freePort();
  const key = "lw_bench_0123456789abcdef0123456789abcdef";
  const settings = {
    ...process.env,
    PORT: String(port),
    HOST: "127.0.0.1",
    LEEWAY_DATA_DIR: data,
    NODE_ENV: "production",
    LEEWAY_OWNER_EMAIL: "bench@leeway.example",
    LEEWAY_OWNER_PASSWORD: "bench-password-1",
    LEEWAY_API_KEY: key,
    // What is measured is how fast it answers, not how often one may ask.
    LEEWAY_MAX_CALLS: "0",
    LEEWAY_MAX_STRANGER_CALLS: "0",
    ...env,
  };
  const spawned = () => spawnServer({ env: settings, stdio: ["ignore", "ignore", "inherit"] });
  let child = spawned();
  const origin = `http://127.0.0.1:${port}`;
  const ready = () => until(async () => (await fetch(`${origin}/health/ready`)).ok);
  await ready();
  const api = async (method, path, body) => {
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
  const kill = async (signal = "SIGKILL") => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await new Promise((resolve) => child.once("exit", resolve));
  };
  const again = () => {
    child = spawned();
    return ready();
  };
  const stop = async () => {
    await kill("SIGTERM");
    rmSync(data, { recursive: true, force: true });
  };
  return {
    origin,
    api,
    kill,
    again,
    stop,
    data,
    get pid() {
      return child.pid;
    },
  };
}

/** Polls `check` until it is true, at most 20 s. */
export async function until(check) {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    if (await check().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("gave up waiting after 20 s");
}
