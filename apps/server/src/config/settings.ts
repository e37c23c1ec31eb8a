import type { Environment } from "./environment.js";

/** Injection token of the open database (`OpenDatabase`). */
export const DATABASE = Symbol("database");

/** What the running server knows of itself: the environment, its version, and the address it listens on. */
export class Settings {
  #port: number;

  constructor(
    readonly environment: Environment,
    readonly version: string,
  ) {
    this.#port = environment.PORT;
  }

  /** The port that listening gave, for `PORT=0`. */
  listensOn(port: number): void {
    this.#port = port;
  }

  /** How this machine reaches the server. */
  get localOrigin(): string {
    const { HOST } = this.environment;
    const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST;
    return `http://${host.includes(":") ? `[${host}]` : host}:${this.#port}`;
  }

  /** How others reach it, without a slash at the end. */
  get publicUrl(): string {
    return this.environment.LEEWAY_PUBLIC_URL ?? this.localOrigin;
  }

  /** `local`: only this machine can call the webhook addresses. */
  get reach(): "local" | "public" {
    const { hostname } = new URL(this.publicUrl);
    return /^(localhost|127\..*|\[::1\])$/.test(hostname) ? "local" : "public";
  }

  /** Base URL of the built-in Leeloo; undefined when it is off. */
  get sandboxUrl(): string | undefined {
    return this.environment.LEEWAY_SANDBOX ? `${this.localOrigin}${SANDBOX_PATH}` : undefined;
  }
}

/** Where the built-in Leeloo answers. */
export const SANDBOX_PATH = "/sandbox/api/v2";
