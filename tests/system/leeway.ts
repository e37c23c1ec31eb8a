import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
/** What `npm start` runs once everything is built. */
export const serverFile = join(root, "apps/server/dist/bundle/main.js");
export const apiKey = "lw_system_0123456789abcdef0123456789abcdef";

/** A port that is free now. */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** Polls until `check` gives something; what it gives is answered. A busy machine is slow: only what never comes fails. */
export async function eventually<T>(
  what: string,
  check: () => Promise<T | undefined | false | null>,
  ms = 120_000,
): Promise<T> {
  let last: unknown;
  for (const begun = Date.now(); Date.now() < begun + ms;) {
    try {
      const value = await check();
      if (value) return value;
    } catch (error) {
      last = error;
    }
    // Thirty looks a second for a whole minute were a tenth of a core.
    const rest = Math.min(Math.max((Date.now() - begun) / 10, 30), 500);
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
  throw new Error(`never came: ${what}`, { cause: last });
}

/** What somebody has set for a Leeway of their own must not reach the tests' servers. */
const withoutSettings = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("LEEWAY_")));

/** The real server as a process of its own, with a data folder that survives `kill`. */
export class Leeway {
  constructor(readonly data = mkdtempSync(join(tmpdir(), "leeway-system-"))) {}

  port = 0;
  log = "";
  #child: ChildProcess | undefined;

  get pid() {
    return this.#child?.pid;
  }

  readonly authorization = `Bearer ${apiKey}`;

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** With the settings in `env`; `under` is a program that runs the server for us and becomes it, such as `strace -D`. */
  async start(env: Record<string, string> = {}, under: string[] = []) {
    this.port ||= await freePort();
    const [program, ...words] = [...under, process.execPath, serverFile];
    const child = spawn(program, words, {
      env: {
        ...withoutSettings(process.env),
        NODE_ENV: "production",
        PORT: String(this.port),
        HOST: "127.0.0.1",
        LEEWAY_DATA_DIR: this.data,
        LEEWAY_OWNER_EMAIL: "owner@leeway.example",
        LEEWAY_OWNER_PASSWORD: "correct horse battery",
        LEEWAY_API_KEY: apiKey,
        LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
        // Tests look again and again, and are all from one network: `call-pace.test.ts` says otherwise.
        LEEWAY_MAX_CALLS: "0",
        LEEWAY_MAX_STRANGER_CALLS: "0",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    child.stdout.on("data", (text: Buffer) => (this.log += text.toString()));
    child.stderr.on("data", (text: Buffer) => (this.log += text.toString()));
    const ready = async () => {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${this.log}`);
      return (await fetch(`${this.origin}/health/ready`)).ok;
    };
    await eventually(`a ready server; it said: ${this.log}`, ready);
    return this;
  }

  /** Ends the process and waits for its end; `SIGKILL` is the power cut. */
  async kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL") {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  async close() {
    await this.kill("SIGTERM");
    rmSync(this.data, { recursive: true, force: true });
  }

  /** A raw call of the API, with the API key. */
  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: this.authorization,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }

  /** A call that must succeed. */
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
  async api(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.call(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** Saves and publishes a document; answers the workflow's id and its webhook's address on this origin. */
  async publish(document: unknown): Promise<{ id: string; hook: string }> {
    const { id } = await this.api("POST", "/workflows", { document });
    await this.api("POST", `/workflows/${id}/publish`);
    const { triggers } = await this.api("GET", `/workflows/${id}`);
    const url = triggers.find((trigger: { url?: string }) => trigger.url)?.url;
    return { id, hook: url === undefined ? "" : `${this.origin}${new URL(url).pathname}` };
  }

  /** Waits until the run has one of these statuses. */
  settled(runId: string, statuses = ["succeeded", "failed", "cancelled", "needs_attention"]) {
    return eventually(`run ${runId} in ${statuses.join("/")}`, async () => {
      const run = await this.api("GET", `/runs/${runId}`);
      return statuses.includes(run.status) ? run : undefined;
    });
  }
}
