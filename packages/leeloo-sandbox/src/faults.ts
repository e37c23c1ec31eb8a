import { Refusal, type RawAnswer } from "./reply.js";
import { shapeOf } from "./routes.js";

/** What can go wrong on purpose. `cutBefore`: the connection breaks and nothing was done; `cutAfter`: all was done. */
export const faultKinds = [
  "html",
  "status0",
  401,
  403,
  404,
  422,
  429,
  500,
  503,
  "slow",
  "cutBefore",
  "cutAfter",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The next requests that fit fail. `path` is below the base, `*` stands for one id: `/orders/*`. */
export interface Fault {
  match?: { method?: string | undefined; path?: string | undefined } | undefined;
  with: FaultKind;
  /** How many requests it befalls; 1 by default. */
  times?: number | undefined;
  /** How long `slow` holds back the answer; 5,000 by default. */
  ms?: number | undefined;
}

/** A fault that is still to come, and how many requests it will befall. */
export type WaitingFault = Fault & { times: number };

/** What a request meets. */
export interface Befallen {
  kind: FaultKind;
  ms: number;
}

const html = "text/html; charset=utf-8";
const page = (title: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

export const tooMany: RawAnswer = {
  status: 429,
  type: "text/plain; charset=utf-8",
  body: "Too many requests, please try again later.",
};

/** What Leeloo says as JSON. */
const refusals: Partial<Record<FaultKind, Refusal>> = {
  status0: new Refusal("Something went wrong"),
  401: new Refusal("Unauthorized", 401),
  403: new Refusal("Forbidden", 403),
  404: new Refusal("Not found", 404),
  422: new Refusal("Validation failed", 422),
};

/** The answer of a fault that replaces the operation; undefined where the operation is performed. */
export function standIn(kind: FaultKind): RawAnswer | undefined {
  if (kind === "cutBefore") return { status: 0, type: html, body: "" };
  if (kind === "html") return { status: 200, type: html, body: page("Leeloo is being updated") };
  if (kind === 429) return tooMany;
  if (kind === 500) return { status: 500, type: html, body: page("Internal Server Error") };
  if (kind === 503) return { status: 503, type: html, body: page("Service Temporarily Unavailable") };
  const refusal = refusals[kind];
  if (!refusal) return undefined;
  const { status, body } = refusal.reply;
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(body) };
}

/** The faults that are still to come, in the order they were asked for. */
const MOST_WAITING = 100;

export class Faults {
  #waiting: { fault: Fault; method: string | undefined; shape: RegExp | undefined; left: number }[] = [];

  add(fault: Fault): void {
    // Of more nobody keeps count, and each request looks through them.
    if (this.#waiting.length >= MOST_WAITING) this.#waiting.shift();
    const { method, path } = fault.match ?? {};
    const shape = path === undefined ? undefined : shapeOf(path);
    this.#waiting.push({ fault, method: method?.toUpperCase(), shape, left: fault.times ?? 1 });
  }

  /** What befalls this request; counts as one of the fault's times. */
  take(method: string, path: string): Befallen | undefined {
    const next = this.#waiting.find(
      (one) => (one.method ?? method) === method && (one.shape === undefined || one.shape.test(path)),
    );
    if (!next) return undefined;
    if (--next.left <= 0) this.#waiting = this.#waiting.filter((one) => one !== next);
    return { kind: next.fault.with, ms: next.fault.ms ?? 5_000 };
  }

  /** What is still to come. */
  list(): WaitingFault[] {
    return this.#waiting.map(({ fault, left }) => ({ ...fault, times: left }));
  }

  clear(): void {
    this.#waiting = [];
  }
}
