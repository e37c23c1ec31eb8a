import type { LeelooEvent } from "./events.js";

/** How one delivery of an event ended. Leeloo does not try again, so neither is anything tried again here. */
export interface Delivery {
  id: string;
  at: string;
  url: string;
  event: LeelooEvent;
  /** The HTTP status; 0: no answer came. */
  status: number;
  /** Why no answer came. */
  error: string | null;
  tookMs: number;
  /** It was not sent at all, and the reason: its call was a rehearsal's or from outside of any run, or too many wait. */
  withheld?: Withheld;
}

/** Why an event is not handed on. What a rehearsal does would otherwise start the next one, for ever. */
export type Withheld = "rehearsal" | "outside" | "tooMany";

/** Sends an event; answers the HTTP status and throws where none came. */
export type Deliver = (url: string, event: LeelooEvent) => Promise<number>;

interface SlotOptions {
  now: () => number;
  deliver: Deliver;
  /** Hears of every delivery that is over, before it is shown. */
  ended: (delivery: Delivery) => void;
}

const KEPT = 50;
/** What waits for a slow receiver: beyond it events are dropped, and the list says so. */
const MOST_WAITING = 500;

/** Leeloo's one webhook slot, and what was delivered there. Events go out one after another. */
export class Slot {
  readonly #options: SlotOptions;
  /** Where the events go; null: nowhere. */
  url: string | null = null;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #deliveries: Delivery[] = [];
  #count = 0;

  constructor(options: SlotOptions) {
    this.#options = options;
  }

  /** Oldest first. */
  deliveries(): Delivery[] {
    return [...this.#deliveries];
  }

  /** Whether events wait for a receiver. */
  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /** Keeps a delivery that is over. */
  keep(delivery: Delivery): void {
    this.#count = Math.max(this.#count, Number(delivery.id));
    this.#deliveries = [...this.#deliveries, delivery].slice(-KEPT);
  }

  /** Forgets what was delivered, not where to. */
  forget(): void {
    this.#deliveries = [];
  }

  /** Sends events to whom the slot names, or only lists why not. Resolves when all are over. */
  async send(events: readonly LeelooEvent[], withheld?: Withheld): Promise<void> {
    const { url } = this;
    if (url === null) return;
    await Promise.all(events.map((event) => this.#queue(url, event, withheld)));
  }

  #queue(url: string, event: LeelooEvent, withheld: Withheld | undefined): Promise<void> {
    const at = new Date(this.#options.now()).toISOString();
    const unsent = { at, url, event, status: 0, tookMs: 0 };
    if (withheld) {
      this.#end({ ...unsent, error: null, withheld });
      return Promise.resolve();
    }
    if (this.#waiting >= MOST_WAITING) {
      this.#end({ ...unsent, error: null, withheld: "tooMany" });
      return Promise.resolve();
    }
    this.#waiting++;
    this.#last = this.#last.then(async () => {
      const start = performance.now();
      const { status, error } = await this.#attempt(url, event);
      this.#waiting--;
      this.#end({ at, url, event, status, error, tookMs: Math.round(performance.now() - start) });
    });
    return this.#last;
  }

  async #attempt(url: string, event: LeelooEvent): Promise<{ status: number; error: string | null }> {
    try {
      return { status: await this.#options.deliver(url, event), error: null };
    } catch (error) {
      return { status: 0, error: reason(error) };
    }
  }

  #end(over: Omit<Delivery, "id">): void {
    const delivery = { id: String(++this.#count), ...over };
    this.keep(delivery);
    this.#options.ended(delivery);
  }
}

/** The innermost message: `fetch failed` alone says nothing. */
function reason(error: unknown): string {
  const { message, code, cause } = Object(error) as { message?: string; code?: string; cause?: unknown };
  return cause === undefined ? (message ?? "") || (code ?? String(error)) : reason(cause);
}

/** The header that says so. */
export const SANDBOX_MARK = "x-leeway-sandbox";
/** Every delivery says that it is none of the real Leeloo's: whoever receives it may act on it, but for show alone. */
export const eventHeaders = { "content-type": "application/json", [SANDBOX_MARK]: "1" };

/** As Leeloo sends it: one POST with JSON, and no second try. */
export async function post(url: string, event: LeelooEvent): Promise<number> {
  // oxlint-disable-next-line no-restricted-globals -- the sandbox by itself; mounted in the server it is given the guarded client
  const answer = await fetch(url, {
    method: "POST",
    headers: eventHeaders,
    body: JSON.stringify(event),
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
  });
  await answer.body?.cancel();
  return answer.status;
}
