import type { LeelooEvent } from "./events.js";

/** How one delivery of an event ended. Leeloo does not try again, so neither is anything tried again here. */
export interface Delivery {
  id: string;
  at: string;
  url: string;
  event: LeelooEvent;
  /** The HTTP status; 0: no answer came. */
  status: number;
  /** Why no answer came, or why it was not even sent. */
  error: string | null;
  tookMs: number;
}

/** A delivery with whose slot it was. */
export type OwnedDelivery = Delivery & { owner: string };

/** Sends an event; answers the HTTP status and throws where none came. */
export type Deliver = (url: string, event: LeelooEvent) => Promise<number>;

interface SlotsOptions {
  now: () => number;
  deliver: Deliver;
  /** Hears of every delivery that is over, before it is shown. */
  ended: (delivery: OwnedDelivery) => void;
}

/** Per owner. */
const KEPT = 50;
/** What waits for a slow receiver, per owner: beyond it events are dropped, and the list says so. */
const MOST_WAITING = 500;

/** Leeloo's webhook slot, one for each owner, and what was delivered there. Events of a slot go out one after another. */
export class Slots {
  readonly #options: SlotsOptions;
  readonly #urls = new Map<string, string>();
  readonly #lines = new Map<string, { last: Promise<void>; waiting: number }>();
  #deliveries: OwnedDelivery[] = [];
  #count = 0;

  constructor(options: SlotsOptions) {
    this.#options = options;
  }

  /** Where the events of an owner go; null takes the slot away. */
  set(owner: string, url: string | null): void {
    if (url === null) this.#urls.delete(owner);
    else this.#urls.set(owner, url);
  }

  get(owner: string): string | null {
    return this.#urls.get(owner) ?? null;
  }

  /** All of them. */
  urls(): [owner: string, url: string][] {
    return [...this.#urls];
  }

  /** Newest first. */
  deliveries(owner: string): Delivery[] {
    return this.#deliveries
      .filter((one) => one.owner === owner)
      .map(({ owner: _owner, ...delivery }) => delivery)
      .reverse();
  }

  /** Oldest first, of all owners. */
  everyDelivery(): OwnedDelivery[] {
    return [...this.#deliveries];
  }

  /** Keeps a delivery that is over. */
  keep(delivery: OwnedDelivery): void {
    this.#count = Math.max(this.#count, Number(delivery.id));
    this.#deliveries.push(delivery);
    const own = this.#deliveries.filter(({ owner }) => owner === delivery.owner);
    if (own.length > KEPT) this.#deliveries = this.#deliveries.filter((one) => one !== own[0]);
  }

  /** Forgets what was delivered, not where to. */
  forget(): void {
    this.#deliveries = [];
  }

  /** Sends events to the slot of one owner, or to every slot. Resolves when all are over. */
  async send(events: readonly LeelooEvent[], owner?: string): Promise<void> {
    const slots = owner === undefined ? this.urls() : this.urls().filter(([one]) => one === owner);
    await Promise.all(slots.flatMap(([one, url]) => events.map((event) => this.#queue(one, url, event))));
  }

  #queue(owner: string, url: string, event: LeelooEvent): Promise<void> {
    const line = this.#lines.get(owner) ?? { last: Promise.resolve(), waiting: 0 };
    this.#lines.set(owner, line);
    const at = new Date(this.#options.now()).toISOString();
    if (line.waiting >= MOST_WAITING) {
      this.#end({ owner, at, url, event, status: 0, error: "Too many events are waiting", tookMs: 0 });
      return Promise.resolve();
    }
    line.waiting++;
    line.last = line.last.then(async () => {
      const start = performance.now();
      const { status, error } = await this.#attempt(url, event);
      line.waiting--;
      this.#end({ owner, at, url, event, status, error, tookMs: Math.round(performance.now() - start) });
    });
    return line.last;
  }

  async #attempt(url: string, event: LeelooEvent): Promise<{ status: number; error: string | null }> {
    try {
      return { status: await this.#options.deliver(url, event), error: null };
    } catch (error) {
      return { status: 0, error: reason(error) };
    }
  }

  #end(over: Omit<OwnedDelivery, "id">): void {
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

/** As Leeloo sends it: one POST with JSON, and no second try. */
export async function post(url: string, event: LeelooEvent): Promise<number> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(event),
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
  });
  await answer.body?.cancel();
  return answer.status;
}
