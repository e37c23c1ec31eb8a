import { Arrivals } from "./arrivals.js";
import { happen, type Happening } from "./operations/happenings.js";
import { Faults, tooMany, type Befallen, type Fault, type WaitingFault } from "./faults.js";
import { RequestLog, shown, type RequestRecord } from "./log.js";
import type { Change, Past } from "./past.js";
import { perform, refuseIfFull, type Most } from "./perform.js";
import { answerOf, rawOf, Refusal, type SandboxAnswer } from "./reply.js";
import { isRehearsal, tokenOf, type SandboxCall } from "./request.js";
import { seedRows } from "./seed.js";
import type { Language } from "./setup.js";
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
  /** With so much it takes no more: its token is known to all, so a flood must not fill memory and disk. */
  most?: Most;
  /** Of the names that it is set up with at each beginning. */
  language?: () => Language;
  /** What it was when it was let go of; without it, it begins. */
  past?: Past | undefined;
  /** How events reach a webhook. */
  deliver?: Deliver;
  /** Called before a change counts; what it throws undoes the call. */
  persist?: (change: Change, language: Language) => void;
}

/** A Leeloo in memory. State changes in the moment of the call; only the answer may come later. */
export class Sandbox {
  readonly #options: Required<Omit<SandboxOptions, "past">>;
  readonly #state = new State();
  readonly #log = new RequestLog();
  readonly #faults = new Faults();
  readonly #arrivals: Arrivals;
  readonly #slot: Slot;

  constructor({ past, ...options }: SandboxOptions = {}) {
    this.#options = {
      now: Date.now,
      tokens: ["sandbox"],
      limitPerMinute: 300,
      latencyMs: 0,
      base: "/api/v2",
      lenient: false,
      most: { rows: 10_000, weight: 2_000_000 },
      language: () => "uk",
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
    this.#begin(past?.language ?? this.#options.language());
    if (past) this.#takeUp(past);
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
    this.#persist({ kind: "target", url });
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
    refuseIfFull(world, this.#options.most);
    const { puts, sequence, events } = world;
    this.#persist({ kind: "happening", puts, sequence });
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
    const language = this.#options.language();
    this.#options.persist({ kind: "reset" }, language);
    this.#begin(language);
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

  /** Whether events are still on their way to the slot. */
  get isBusy(): boolean {
    return this.#slot.isBusy;
  }

  #takeUp({ rows, sequence, calls, target, deliveries }: Past): void {
    this.#state.apply(rows);
    this.#state.sequence = sequence;
    for (const { at, token, request } of calls) {
      this.#arrivals.count(token, at);
      this.#log.add(request);
    }
    this.#slot.url = target;
    for (const delivery of deliveries) this.#slot.keep(delivery);
  }

  #persist(change: Change): void {
    this.#options.persist(change, this.#state.language);
  }

  #begin(language: Language): void {
    this.#state.clear();
    this.#state.language = language;
    this.#state.apply(seedRows(language));
    this.#log.clear();
    this.#faults.clear();
    this.#arrivals.clear();
    this.#slot.forget();
  }

  #keep({ request, puts, sequence }: Change & { kind: "call" }): void {
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
      // Not kept: a flood must not fill the disk.
      this.#log.add(record(tooMany.status, tooMany.body, undefined));
      return { answer: answerOf(tooMany), delay: 0 };
    }
    const fault = this.#faults.take(method, path.split("?")[0] ?? path);
    const { lenient, most } = this.#options;
    const { raw, puts, sequence, events } = perform({ ...call, method, url: path }, fault, this.#state, {
      at,
      lenient,
      most,
    });
    const request = record(raw.status, raw.body, fault);
    const entry = { kind: "call", at, token, request, puts, sequence } as const;
    this.#persist(entry);
    this.#keep(entry);
    void this.#slot.send(events, call.outside ? "outside" : isRehearsal(call.headers) ? "rehearsal" : undefined);
    const cut = fault?.kind === "cutBefore" || fault?.kind === "cutAfter";
    return { answer: { ...answerOf(raw), ...(cut && { cut }) }, delay: fault?.kind === "slow" ? fault.ms : 0 };
  }

  #noteDelivery(delivery: Delivery): void {
    try {
      this.#persist({ kind: "delivery", delivery });
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
