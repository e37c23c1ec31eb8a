import { Arrivals } from "./arrivals.js";
import type { LeelooEvent } from "./events.js";
import { guestsOf } from "./guests.js";
import { happen, type Happening } from "./operations/happenings.js";
import { Faults, standIn, tooMany, type Befallen, type Fault, type RawAnswer, type WaitingFault } from "./faults.js";
import { readJournal, type JournalEntry } from "./journal.js";
import { RequestLog, shown, type RequestRecord } from "./log.js";
import { notFound, Refusal, type Reply } from "./reply.js";
import { bodyOf, isRehearsal, tokenOf, type SandboxAnswer, type SandboxCall } from "./request.js";
import { routeOf } from "./routes.js";
import { seedRows } from "./seed.js";
import { snapshotOf, type Snapshot } from "./snapshot.js";
import { post, Slots, type Deliver, type Delivery, type OwnedDelivery } from "./slots.js";
import { State, type Put } from "./state.js";
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

interface Performed {
  raw: RawAnswer;
  puts: Put[];
  events: readonly LeelooEvent[];
  sequence: number;
}

/** A Leeloo in memory. State changes in the moment of the call; only the answer may come later. */
export class Sandbox {
  readonly #options: Required<SandboxOptions>;
  readonly #state = new State();
  readonly #log = new RequestLog();
  readonly #faults = new Faults();
  readonly #arrivals: Arrivals;
  readonly #slots: Slots;

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
    this.#slots = new Slots({
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

  /** Puts a URL into Leeloo's one webhook slot; null empties it. Every owner has a slot of their own. */
  setTarget(url: string | null, owner = ""): void {
    this.#options.persist({ kind: "target", owner, url });
    this.#slots.set(owner, url);
  }

  /** The URL in the slot. */
  target(owner = ""): string | null {
    return this.#slots.get(owner);
  }

  /** The latest deliveries to the slot, newest first. */
  deliveries(owner = ""): Delivery[] {
    return this.#slots.deliveries(owner);
  }

  /** Lets something happen, as a person would make it happen, and tells this owner's webhook; resolves when it answered. */
  async happen(happening: Happening, owner = ""): Promise<void> {
    const world = new World(this.#state, this.#options.now(), this.#options.lenient);
    happen(world, happening);
    this.#refuseIfFull(world);
    const { puts, sequence, events } = world;
    this.#options.persist({ kind: "happening", puts, sequence });
    this.#state.apply(puts);
    this.#state.sequence = sequence;
    await this.#slots.send(events, owner);
  }

  /** Sends the event of a delivery once more; false where there is no such delivery. */
  async sendAgain(id: string, owner = ""): Promise<boolean> {
    const delivery = this.deliveries(owner).find((one) => one.id === id);
    if (delivery) await this.#slots.send([delivery.event], owner);
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
    const picture = {
      sequence: this.#state.sequence,
      rows: this.#state.rows(),
      requests: this.#log.list().reverse(),
      arrivals: this.#arrivals.export(),
      targets: this.#slots.urls(),
      deliveries: this.#slots.everyDelivery(),
    };
    return `${JSON.stringify({ kind: "picture", picture } satisfies JournalEntry)}\n`;
  }

  /** Takes up what an export and the entries after it say, instead of what is there. */
  import(journal: string): void {
    this.#begin();
    for (const entry of readJournal(journal)) this.#replay(entry);
  }

  #begin(): void {
    this.#state.clear();
    this.#state.apply(seedRows());
    this.#log.clear();
    this.#faults.clear();
    this.#arrivals.import([]);
    this.#slots.forget();
  }

  #replay(entry: JournalEntry): void {
    if (entry.kind === "reset") this.#begin();
    else if (entry.kind === "call") {
      this.#arrivals.count(entry.token, entry.at);
      this.#keep(entry);
    } else if (entry.kind === "happening") {
      this.#state.apply(entry.puts);
      this.#state.sequence = entry.sequence;
    } else if (entry.kind === "target") this.#slots.set(entry.owner, entry.url);
    else if (entry.kind === "delivery") this.#slots.keep(entry.delivery);
    else {
      this.#state.clear();
      this.#state.apply(entry.picture.rows);
      this.#state.sequence = entry.picture.sequence;
      this.#log.clear();
      for (const request of entry.picture.requests) this.#log.add(request);
      this.#arrivals.import(entry.picture.arrivals);
      for (const [owner, url] of entry.picture.targets ?? []) this.#slots.set(owner, url);
      for (const delivery of entry.picture.deliveries ?? []) this.#slots.keep(delivery);
    }
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
    const { raw, puts, sequence, events } = this.#perform(call, method, path, fault, at);
    const request = record(raw.status, raw.body, fault);
    const entry = { kind: "call", at, token, request, puts, sequence } as const;
    this.#options.persist(entry);
    this.#keep(entry);
    void this.#slots.send(events);
    const cut = fault?.kind === "cutBefore" || fault?.kind === "cutAfter";
    return { answer: { ...answerOf(raw), ...(cut && { cut }) }, delay: fault?.kind === "slow" ? fault.ms : 0 };
  }

  #perform(call: SandboxCall, method: string, path: string, fault: Befallen | undefined, at: number): Performed {
    const { sequence } = this.#state;
    const instead = fault && standIn(fault.kind);
    if (instead) return { raw: instead, puts: [], events: [], sequence };
    const rehearsal = isRehearsal(call.headers);
    const world = new World(this.#state, at, this.#options.lenient, rehearsal);
    const guests: Put[] = [];
    try {
      const [name = "", ...query] = path.split("?");
      const route = routeOf(method, name);
      if (!route) throw notFound(`${method} ${name}`);
      const { operation, params } = route;
      const body = bodyOf({ ...call, method });
      if (rehearsal) this.#welcome(guestsOf(this.#state, name, body, world.time), guests);
      const reply = operation({
        params,
        query: new URLSearchParams(query.join("?")),
        body,
        world,
      });
      this.#refuseIfFull(world);
      return { raw: rawOf(reply), puts: [...guests, ...world.puts], events: world.events, sequence: world.sequence };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { raw: rawOf(error.reply), puts: guests, events: [], sequence };
    }
  }

  /** They stay, as the people of the account that they stand for do: later calls name them again. */
  #welcome(guests: readonly Put[], welcomed: Put[]): void {
    this.#refuseIfFull({ puts: [...guests] });
    this.#state.apply(guests);
    welcomed.push(...guests);
  }

  #refuseIfFull({ puts }: Pick<World, "puts">): void {
    if (puts.length > 0 && this.#state.sizeWith(puts) > this.#options.mostRows)
      throw new Refusal("The sandbox is full. Empty it on its page.");
  }

  #noteDelivery(delivery: OwnedDelivery): void {
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

const rawOf = ({ status, body }: Reply): RawAnswer => ({
  status,
  type: "application/json; charset=utf-8",
  body: JSON.stringify(body),
});

const answerOf = ({ status, type, body }: RawAnswer): SandboxAnswer => ({
  status,
  headers: { "content-type": type },
  body,
});
