import { TOTP } from "otpauth";
import { expect, vi } from "vitest";
import { owner, startAccounts, type AccountsServer } from "../../testing/accounts-server.js";

/** What a browser sends of its own. */
type Sent = { cookie: string; origin: string };

const { email, password } = owner;

/** Accounts of their own, with an owner who can have an app for codes; the clock is theirs. */
export class Owner {
  /** What the app has. */
  secret = "";
  /** A whole step later than any code before, so that each one is new. */
  now = Date.now();

  constructor(
    readonly server: AccountsServer,
    readonly headers: Sent,
    /** By which their browser is known again. */
    readonly known: string,
  ) {}

  headersOf(cookie: string): Sent {
    return { cookie, origin: this.server.url };
  }
  call(method: string, path: string, body?: unknown, headers: Record<string, string> = this.headers) {
    return this.server.call(method, path, body, headers);
  }
  signIn() {
    return this.server.call("POST", "/auth/sign-in", { email, password });
  }
  /** The second step after `signIn`. */
  check(cookie: string, code: string) {
    return this.server.call("POST", "/auth/second-factor/check", { code }, this.headersOf(cookie));
  }
  async isIn(cookie: string) {
    return (await this.server.call("GET", "/me", undefined, { cookie })).status === 200;
  }
  rows(sql: string) {
    return this.server.database.handle.prepare(sql).pluck().all();
  }

  later(ms: number) {
    vi.useFakeTimers({ toFake: ["Date"], now: (this.now += ms) });
  }
  codeAt(ms = Date.now()) {
    return new TOTP({ secret: this.secret }).generate({ timestamp: ms });
  }
  nextCode() {
    this.later(30_000);
    return this.codeAt();
  }

  /** Turns the second step on; answers the recovery codes. */
  async turnOn(headers = this.headers): Promise<string[]> {
    const started = await this.call("POST", "/auth/second-factor/app", undefined, headers);
    this.secret = String(started.body["secret"]);
    const code = this.nextCode();
    const { status, body } = await this.call("POST", "/auth/second-factor/app/confirm", { code }, headers);
    expect(status).toBe(200);
    return body["codes"] as string[];
  }

  async close() {
    vi.useRealTimers();
    await this.server.close();
  }
}

export async function startWithOwner(environment: Record<string, string> = {}): Promise<Owner> {
  const server = await startAccounts(environment);
  const { cookie, known } = await server.call("POST", "/auth/setup", owner);
  return new Owner(server, { cookie, origin: server.url }, known);
}
