import { Arrivals } from "./arrivals.js";
import { happen, type Happening } from "./operations/happenings.js";
import { Faults, tooMany, type Befallen, type Fault, type WaitingFault } from "./faults.js";
import { readJournal, type JournalEntry, type Picture } from "./journal.js";
import { RequestLog, shown, type RequestRecord } from "./log.js";
import { perform, refuseIfFull } from "./perform.js";
import { answerOf, rawOf, Refusal } from "./reply.js";
import { isRehearsal, tokenOf, type SandboxAnswer, type SandboxCall } from "./request.js";
import { seedRows } from "./seed.js";
import { snapshotOf, type Snapshot } from "./snapshot.js";
import { post, Slot, type Deliver, type Delivery } from "./slot.js";
import { State } from "./state.js";
import { World } from "./world.js";

export interface SandboxOptions {
  /** Milliseconds since 1970. */
  now?: () => number;
  tokens?: readonly string[];
  limitPerMinute?: number;
  /** Every answer comes this much later. */
  latencyMs?: number;
  /** Where the API begins. */
  base?: string;
  /** Takes well-formed ids of what only a real Leeloo has set up: LGT, offer, payment system, tag, template. */
  lenient?: boolean;
  /** With so many rows it takes no new ones: its token is known to all, so a flood must not fill memory and disk. */
  mostRows?: number;
  /** How events reach a webhook. */
  deliver?: Deliver;
  /** Called before a change counts; what it throws undoes the call. */
  persist?: (entry: JournalEntry) => void;
}

/** A Leeloo in memory. State changes in the moment of the call; only the answer may come later. */
export class Sandbox {
  readonly #options: Required<SandboxOptions>;
  readonly #state = new State();
  readonly #log = new RequestLog();
  readonly #faults = new Faults();
  readonly #arrivals: Arrivals;
  readonly #slot: Slot;

  constructor(options: SandboxOptions = {}) {
    this.#options = {
      now: Date.now,
      tokens: ["sandbox"],
      limitPerMinute: 300,
      latencyMs: 0,
      base: "/api/v2",
      lenient: false,
      mostRows: 10_000,
      deliver: post,
      persist: () => {},
      ...options,
    };
    this.#arrivals = new Arrivals(this.#options.limitPerMinute);
    this.#slot = new Slot({
      now: this.#options.now,
      deliver: this.#options.deliver,
      ended: (delivery) => this.#noteDelivery(delivery),
    });
    this.#begin();
  }

  /** Answers a request. */
  async handle(call: SandboxCall): Promise<SandboxAnswer> {
    const { answer, delay } = this.#receive(call);
    const ms = delay + this.#options.latencyMs;
    if (ms > 0) await new Promise((done) => setTimeout(done, ms));
    return answer;
  }

  /** The next requests that fit fail. */
  failNext(fault: Fault): void {
    this.#faults.add(fault);
  }

  /** The faults that have not befallen anything yet, in the order they were asked for. */
  faults(): WaitingFault[] {
    return this.#faults.list();
  }

  /** From now on all is well. */
  mend(): void {
    this.#faults.clear();
  }

  /** Puts a URL into Leeloo's one webhook slot; null empties it. */
  setTarget(url: string | null): void {
    this.#options.persist({ kind: "target", url });
    this.#slot.url = url;
  }

  /** The URL in the slot. */
  target(): string | null {
    return this.#slot.url;
  }

  /** The latest deliveries to the slot, newest first. */
  deliveries(): Delivery[] {
    return this.#slot.deliveries().reverse();
  }

  /** Lets something happen, as a person would make it happen, and tells the webhook; resolves when it answered. */
  async happen(happening: Happening): Promise<void> {
    const world = new World(this.#state, this.#options.now(), this.#options.lenient);
    happen(world, happening);
    refuseIfFull(world, this.#options.mostRows);
    const { puts, sequence, events } = world;
    this.#options.persist({ kind: "happening", puts, sequence });
    this.#state.apply(puts);
    this.#state.sequence = sequence;
    await this.#slot.send(events);
  }

  /** Sends the event of a delivery once more; false where there is no such delivery. */
  async sendAgain(id: string): Promise<boolean> {
    const delivery = this.#slot.deliveries().find((one) => one.id === id);
    if (delivery) await this.#slot.send([delivery.event]);
    return delivery !== undefined;
  }

  /** Back to the first day: people, ids, requests, faults, deliveries. The webhook's URL stays. */
  reset(): void {
    this.#options.persist({ kind: "reset" });
    this.#begin();
  }

  /** The latest requests, newest first; those without a right token are not among them. */
  requests(): RequestRecord[] {
    return this.#log.list();
  }

  /** People, orders, messages and tags as they are now. */
  snapshot(): Snapshot {
    return snapshotOf(this.#state);
  }

  /** Rows of all tables. */
  get rowCount(): number {
    return this.#state.size;
  }

  /** Everything as one line of a journal. */
  export(): string {
    return `${JSON.stringify({ kind: "picture", picture: this.picture() } satisfies JournalEntry)}\n`;
  }

  /** Everything as it is now. */
  picture(): Picture {
    return {
      sequence: this.#state.sequence,
      rows: this.#state.rows(),
      requests: this.#log.list().reverse(),
      arrivals: this.#arrivals.export(),
      target: this.#slot.url,
      deliveries: this.#slot.deliveries(),
    };
  }

  /** Takes up what an export and the entries after it say, instead of what is there. */
  import(journal: string): void {
    this.#begin();
    for (const entry of readJournal(journal)) this.replay(entry);
  }

  /** Takes up one entry of a journal. */
  replay(entry: JournalEntry): void {
    if (entry.kind === "reset") this.#begin();
    else if (entry.kind === "call") {
      this.#arrivals.count(entry.token, entry.at);
      this.#keep(entry);
    } else if (entry.kind === "happening") {
      this.#state.apply(entry.puts);
      this.#state.sequence = entry.sequence;
    } else if (entry.kind === "target") this.#slot.url = entry.url;
    else if (entry.kind === "delivery") this.#slot.keep(entry.delivery);
    else this.#show(entry.picture);
  }

  #show(picture: Picture): void {
    this.#state.clear();
    this.#state.apply(picture.rows);
    this.#state.sequence = picture.sequence;
    this.#log.clear();
    for (const request of picture.requests) this.#log.add(request);
    this.#arrivals.import(picture.arrivals);
    this.#slot.url = picture.target;
    this.#slot.forget();
    for (const delivery of picture.deliveries) this.#slot.keep(delivery);
  }

  #begin(): void {
    this.#state.clear();
    this.#state.apply(seedRows());
    this.#log.clear();
    this.#faults.clear();
    this.#arrivals.import([]);
    this.#slot.forget();
  }

  #keep({ request, puts, sequence }: JournalEntry & { kind: "call" }): void {
    this.#state.apply(puts);
    this.#state.sequence = sequence;
    this.#log.add(request);
  }

  #receive(call: SandboxCall): { answer: SandboxAnswer; delay: number } {
    const at = this.#options.now();
    const token = this.#options.tokens.indexOf(tokenOf(call.headers));
    if (token < 0) return { answer: answerOf(rawOf(new Refusal("Unauthorized", 401).reply)), delay: 0 };
    const method = call.method.toUpperCase();
    const path = this.#pathOf(call.url);
    const record = (status: number, answer: string, fault: Befallen | undefined): RequestRecord => ({
      id: String(this.#log.count + 1),
      at: new Date(at).toISOString(),
      method,
      path,
      body: shown(call.body),
      status,
      answer: shown(answer),
      ...(fault && { fault: fault.kind }),
    });
    if (this.#arrivals.count(token, at)) {
      // Not in the journal: a flood must not fill the disk.
      this.#log.add(record(tooMany.status, tooMany.body, undefined));
      return { answer: answerOf(tooMany), delay: 0 };
    }
    const fault = this.#faults.take(method, path.split("?")[0] ?? path);
    const { lenient, mostRows } = this.#options;
    const { raw, puts, sequence, events } = perform({ ...call, method, url: path }, fault, this.#state, {
      at,
      lenient,
      mostRows,
    });
    const request = record(raw.status, raw.body, fault);
    const entry = { kind: "call", at, token, request, puts, sequence } as const;
    this.#options.persist(entry);
    this.#keep(entry);
    void this.#slot.send(events, call.outside ? "outside" : isRehearsal(call.headers) ? "rehearsal" : undefined);
    const cut = fault?.kind === "cutBefore" || fault?.kind === "cutAfter";
    return { answer: { ...answerOf(raw), ...(cut && { cut }) }, delay: fault?.kind === "slow" ? fault.ms : 0 };
  }

  #noteDelivery(delivery: Delivery): void {
    try {
      this.#options.persist({ kind: "delivery", delivery });
    } catch {
      // It was sent, and it is shown; only a restart forgets it.
    }
  }

  /** What follows the base; a path elsewhere stays as it is and fits nothing. */
  #pathOf(url: string): string {
    const { base } = this.#options;
    return url.startsWith(`${base}/`) ? url.slice(base.length) : `..${url}`;
  }
}
