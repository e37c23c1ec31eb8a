import type { Clock, Http, HttpAnswer, HttpCall } from "../ports.js";

/** How the far end meets one call; the last of a script goes on for ever. */
export type Manner =
  | "ok"
  /** 400 */
  | "bad"
  /** 429 */
  | "limited"
  /** 503 */
  | "later"
  /** 500, after doing what was asked */
  | "broken"
  /** no connection */
  | "refused"
  /** does what was asked, the connection breaks before the answer */
  | "cut"
  /** does what was asked, never answers */
  | "slow"
  /** answers after five seconds */
  | "lagging"
  /** takes half a second to connect */
  | "distant"
  /** the connection breaks, and what was asked is done twenty seconds later */
  | "stray"
  /** the connection breaks on the way, and nothing is ever done */
  | "lost";

export interface Arrival {
  key: string;
  at: number;
  /** Whether the far end did what was asked. */
  effect: boolean;
  headers: Record<string, string>;
  body: string;
}

const statuses: Partial<Record<Manner, number>> = {
  ok: 200,
  lagging: 200,
  distant: 200,
  bad: 400,
  limited: 429,
  later: 503,
  broken: 500,
};
const LAG_MS = 5_000;
const CONNECT_MS = 500;
const STRAY_MS = 20_000;

/** What a service tells of what it was asked to do, to who reads `…/entries?`. */
export interface Entry {
  id: string;
  body: string;
  at: number;
}

/** A service that behaves as a script says and remembers what reached it. A step's calls go to `…/<step key>`. */
export class FarEnd implements Http {
  readonly arrivals: Arrival[] = [];
  /** Calls that came and are not answered yet, by step. */
  readonly underWay = new Set<string>();
  /** When the last call of each step came to its end. */
  readonly endedAt = new Map<string, number>();
  readonly #scripts = new Map<string, Manner[]>();

  constructor(private readonly clock: Clock) {}

  script(key: string, ...manners: Manner[]): void {
    this.#scripts.set(key, manners);
  }

  /** Bodies that reached the far end, by step. */
  to(key: string): Arrival[] {
    return this.arrivals.filter((arrival) => arrival.key === key);
  }

  async send(call: HttpCall): Promise<HttpAnswer> {
    const key = call.url.slice(call.url.lastIndexOf("/") + 1);
    try {
      return await this.#meet(call, key);
    } finally {
      if (this.underWay.delete(key)) this.endedAt.set(key, this.clock.now());
    }
  }

  async #meet(call: HttpCall, key: string): Promise<HttpAnswer> {
    const manner = this.#next(key);
    if (manner === "distant") await this.#passed(CONNECT_MS, call);
    if (manner === "refused" || !call.beforeWrite())
      return { kind: "notSent", error: { code: "request.notSent", values: {} } };
    this.underWay.add(key);
    const { headers } = call;
    const arrive = (effect: boolean) =>
      void this.arrivals.push({ key, at: this.clock.now(), effect, headers, body: String(call.body ?? "") });
    if (manner === "stray") {
      this.clock.after(STRAY_MS, () => arrive(true));
      return { kind: "cutOff", error: { code: "request.cutOff", values: {} } };
    }
    const effect = !["bad", "limited", "later", "lost"].includes(manner);
    arrive(effect);
    if (manner === "cut" || manner === "lost") return { kind: "cutOff", error: { code: "request.cutOff", values: {} } };
    if (manner === "slow" || manner === "lagging") {
      const ms = manner === "slow" ? call.timeoutMs : Math.min(LAG_MS, call.timeoutMs);
      const aborted = await this.#passed(ms, call);
      if (aborted) return { kind: "cutOff", error: { code: "request.cutOff", values: {} } };
      if (ms === call.timeoutMs) return { kind: "cutOff", error: { code: "request.timeout", values: { ms } } };
    }
    const body = key.endsWith("?") ? this.#entries() : { key };
    return { kind: "answered", status: statuses[manner] ?? 200, headers: {}, body: JSON.stringify(body) };
  }

  #entries(): Entry[] {
    return this.arrivals.flatMap(({ key, at, effect, body }, index) =>
      effect && !/[~?]$/.test(key) ? [{ id: `entry ${index}`, body, at }] : [],
    );
  }

  #next(key: string): Manner {
    const script = this.#scripts.get(key) ?? [];
    return (script.length > 1 ? script.shift() : script[0]) ?? "ok";
  }

  /** Lets the time pass; answers whether the caller hung up before. */
  #passed(ms: number, { cancellation }: HttpCall): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = this.clock.after(ms, () => resolve(false));
      cancellation.onRequest(() => {
        stop();
        resolve(true);
      });
    });
  }
}
