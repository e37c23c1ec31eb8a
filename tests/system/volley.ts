import { amount, seedOf } from "@leeway/engine/testing";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { Pool } from "undici";
import { expect } from "vitest";
import type { Leeway } from "./leeway.js";
import { rubbishFor, type Rubbish, type Surface } from "./rubbish.js";

const SEED = 20261121;
const BATCH = 500;
/** What a server may hold more at the end than when it had warmed up, however much came in between. */
const MOST_GROWTH_MB = 120;
/** The part of the requests over which that is looked at: the lowest counts, as what nobody holds goes when it likes. */
const LOOK = 0.1;

/** A surface, and how what is sent there is dressed up. */
export interface Target extends Surface {
  /** Sent with everything: who one is. */
  as?: Record<string, string>;
  /** Gives what is sent the look of something that belongs there. */
  dress?: (one: Rubbish, index: number) => Rubbish;
}

/** Sends rubbish to a server, and looks at what becomes of the server. */
export class Volley {
  readonly #pool: Pool;

  constructor(private readonly leeway: Leeway) {
    // So long nothing waits that comes at all: what hangs is told by name.
    this.#pool = new Pool(leeway.origin, { connections: 12, bodyTimeout: 60_000, headersTimeout: 60_000 });
  }

  close = () => this.#pool.destroy();

  /**
   * Sends so much of it: none may be answered with a fault of ours, and nothing may stay behind in memory. A failure names
   * the seed; with it the same is sent again. Long runs say what they saw.
   */
  async at(name: string, target: Target, requests: number): Promise<void> {
    const seed = seedOf(SEED);
    const wrong: unknown[] = [];
    const statuses = new Map<number | string, number>();
    const held: { at: number; megabytes: number }[] = [];
    let sent = 0;
    for (; sent < requests && wrong.length === 0; sent += BATCH) {
      const plain = fc.sample(rubbishFor(target), { seed: seed + sent, numRuns: Math.min(BATCH, requests - sent) });
      const drawn = target.dress ? plain.map(target.dress) : plain;
      const answers = await Promise.all(drawn.map((one) => this.#send(one, target.as)));
      for (const [index, status] of answers.entries()) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const one = drawn[index];
        if (one && (typeof status === "string" || status >= 500)) wrong.push([status, inWords(one)]);
      }
      const megabytes = this.#resident();
      if (megabytes !== undefined) held.push({ at: (sent + drawn.length) / requests, megabytes });
    }
    const least = (from: number, to: number) =>
      Math.min(...held.filter(({ at }) => at >= from && at <= to).map(({ megabytes }) => megabytes));
    const [warm, now] = [least(0.5, 0.5 + LOOK), least(1 - LOOK, 1)];
    if (amount({ short: 0, long: 1 }) === 1)
      console.info(report(name, statuses, warm, now, Math.max(...held.map(({ megabytes }) => megabytes))));
    expect({ seed, wrong: wrong.slice(0, 5) }).toEqual({ seed, wrong: [] });
    expect((await fetch(`${this.leeway.origin}/health/ready`)).status).toBe(200);
    // Refused for more than one reason: else what is drawn has gone blunt.
    expect(statuses.size).toBeGreaterThan(2);
    if (held.length > 0) expect(now - warm).toBeLessThan(MOST_GROWTH_MB);
  }

  /** The status, or what went wrong on the way. A stream is left as soon as it begins. */
  async #send({ method, path, headers, body }: Rubbish, as: Record<string, string> = {}): Promise<number | string> {
    try {
      const { statusCode, body: answer } = await this.#pool.request({
        method: method as "POST",
        path: path.replace(/[^\x21-\x7e]/g, "?"),
        headers: { ...headers, ...as },
        ...(body && { body }),
      });
      const isStream = /\/events(\?|$)/.test(path) && statusCode === 200 && method === "GET";
      if (isStream) answer.on("error", () => undefined).destroy();
      else await answer.dump({ limit: 100_000_000 });
      return statusCode;
    } catch (error) {
      return String(error);
    }
  }

  /** Megabytes that the server holds; nothing where the system does not say. */
  #resident(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.leeway.pid}/status`, "utf8");
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
    } catch {
      return undefined;
    }
  }
}

const inWords = ({ method, path, headers, body }: Rubbish) =>
  `${method} ${path} ${JSON.stringify(headers)} ${body?.subarray(0, 300).toString("latin1") ?? ""}`;

function report(name: string, statuses: Map<number | string, number>, warm: number, now: number, peak: number): string {
  const counts = [...statuses].sort(([a], [b]) => String(a).localeCompare(String(b)));
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const told = counts.map(([status, count]) => `${status}: ${count}`).join(", ");
  return `${name}: ${total} requests; ${told}; ${Math.round(warm)} MB after half, ${Math.round(now)} MB at the end, ${Math.round(peak)} MB at most`;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Every route of the API that the server describes. */
export async function apiRoutes({ origin }: Leeway): Promise<(readonly [method: string, path: string])[]> {
  const described = (await (await fetch(`${origin}/api/openapi.json`)).json()) as { paths: Record<string, object> };
  return Object.entries(described.paths)
    .filter(([path]) => path.startsWith("/api/"))
    .flatMap(([path, byMethod]) =>
      Object.keys(byMethod)
        .map((method) => method.toUpperCase())
        .filter((method) => methods.includes(method))
        .map((method) => [method, path.replace(/\{(\w+)\}/g, ":$1")] as const),
    );
}
