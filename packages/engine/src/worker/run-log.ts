import type { AppendRequest, AppendResult, Birth, Claim, LateRequest, RunFeed, RunRecord, RunStore } from "../ports.js";
import type { RunEvent, RunEventBody } from "../run/events.js";
import { attentionBetween } from "../run/attention.js";
import { emptyRunState, fold, GrowingState } from "../run/fold.js";
import type { RunState } from "../run/state.js";
import { itemKey } from "../run/keys.js";
import { isWord } from "../run/words.js";
import { hear, isAnswer, tell, type Adding, type Entry } from "./log-entry.js";
import { summaryOf } from "./summary.js";
import type { Unborn } from "./unborn.js";
import { insteadOf, isUnwritable } from "./unwritable.js";

/** Appends that fail one after the other before somebody looks whether it is for what they hold. */
const MOST_TRIES = 3;

/**
 * The log of a held run as its holder sees it: what is stored, and what is to be stored with the next append. `state`
 * counts both, so that deciding need not wait for the disk.
 */
export class RunLog {
  #stored: RunState;
  #growing: GrowingState;
  /** Keys of the steps that have changed; undefined = anything may have. */
  #touched: string[] | undefined;
  #entries: Entry[] = [];
  /** How many of the entries press. */
  #pressing = 0;
  /** The last append failed: whether it was stored all the same is not known. */
  #doubtful = false;
  #failures = 0;
  /** The fence is old: somebody else holds the run. */
  lost = false;
  /** It may have given its place away: see `RunStore.takePlace`. */
  rests: boolean;
  #unborn: Unborn | undefined;

  constructor(
    private readonly record: RunRecord,
    private readonly claim: Claim,
    private readonly store: RunStore,
    private readonly feed: RunFeed,
    unborn?: Unborn,
    private readonly nudge: (runId: string) => void = () => {},
  ) {
    this.#unborn = unborn;
    this.#stored = fold(record.state ?? emptyRunState, record.events);
    this.#growing = new GrowingState(this.#stored);
    this.rests = claim.rests === true;
  }

  /** Without what is not stored yet; never changes. */
  get stored(): RunState {
    return this.#stored;
  }

  /** Changes with every event that is added. */
  get state(): RunState {
    return this.#growing.state;
  }

  /** The steps that have changed since the last call; undefined = everything is to be looked at anew. */
  takeTouched(): readonly string[] | undefined {
    const touched = this.#touched;
    if (touched?.length !== 0) this.#touched = [];
    return touched;
  }

  /** Somebody else has appended: what was decided since the last `takeTouched` may be otherwise. */
  get rebased(): boolean {
    return this.#touched === undefined;
  }

  /** Nothing of the run is stored yet: nothing of it may have an effect outside. */
  get unborn(): boolean {
    return this.#unborn !== undefined;
  }

  get hasEntries(): boolean {
    return this.#entries.length > 0;
  }

  get waiting(): number {
    return this.#entries.length;
  }

  /** Somebody waits until an entry is stored, or until the run is, or nobody could say again what an entry says. */
  get presses(): boolean {
    return this.#pressing > 0 || this.unborn;
  }

  /** Answers whether it will be stored: not when the run is somebody else's. */
  add(event: RunEventBody, { redo = false, repeatable = redo, settled }: Adding = {}): boolean {
    if (this.lost) {
      settled?.(false);
      return false;
    }
    const presses = !repeatable || settled !== undefined || isAnswer(event);
    this.#entries.push({ event, redo, presses, settled });
    if (presses) this.#pressing += 1;
    this.#growing.add(event, this.state.seq + 1);
    if ("key" in event)
      this.#touched?.push(event.type === "item.settled" ? itemKey(event.key, event.index) : event.key);
    if (event.type === "item.settled") this.#touched?.push(event.key);
    return true;
  }

  /** Resolves once all that it has now is stored; false: it will not be as it stands. */
  whenStored(): Promise<boolean> | boolean {
    const last = this.#entries.at(-1);
    if (!last) return !this.lost;
    if (!last.presses) this.#pressing += 1;
    last.presses = true;
    return new Promise((resolve) => (last.heard ??= []).push(resolve));
  }

  /** Steps begin that rest on what there is so far: it stays, whoever appends first. */
  hold(): void {
    for (const entry of this.#entries) entry.redo = false;
  }

  /** Reads what others have appended. */
  async catchUp(): Promise<void> {
    const missed: RunEvent[] = [];
    for (;;) {
      const after = missed.at(-1)?.seq ?? this.#stored.seq;
      const page = await this.store.eventsAfter(this.claim.runId, after, 1_000);
      if (page.length === 0) break;
      missed.push(...page);
    }
    if (missed.length > 0) this.#rebase(missed);
  }

  /**
   * One append of everything that waits, with what comes until it is written. Answers whether the run was let go: with
   * `release` it is, unless somebody else has appended in between. Rejects, with nothing kept or forgotten, when the store
   * cannot write. One at a time.
   */
  async flush(dueAt: number, release: boolean): Promise<boolean> {
    let [state, count] = [this.#stored, 0];
    const make = (): AppendRequest => {
      // What has ended grows no more.
      state = this.state.finishedAt === undefined ? this.#growing.copy() : this.state;
      count = this.#entries.length;
      return this.#request(state, dueAt, release);
    };
    const result = this.#unborn
      ? await this.#bear(this.#unborn, make(), state)
      : await this.#append(() => (this.lost ? undefined : make()));
    if (result.kind === "behind") {
      this.#rebase(result.missed);
      return false;
    }
    if (result.kind === "lost") {
      this.letGo();
      return true;
    }
    this.#stored = state;
    this.rests ||= state.status === "needs_attention";
    this.#settle(count);
    if (count > 0) this.#announce();
    return release;
  }

  #request(state: RunState, dueAt: number, release: boolean): AppendRequest {
    const events = this.#entries.map(({ event }) => event);
    // Of what has ended nothing needs anybody any more.
    const attention = state.finishedAt === undefined ? attentionBetween(this.#stored, events, state) : undefined;
    const request: AppendRequest = {
      after: this.#stored.seq,
      events,
      summary: summaryOf(state, dueAt),
      fence: this.claim.fence,
      release,
    };
    if (attention) request.attention = attention;
    return request;
  }

  /** The first append makes the run. One that cannot be made, or that exists already, is not ours to move. */
  async #bear(unborn: Unborn, request: AppendRequest, state: RunState): Promise<AppendResult> {
    const { events, summary, attention, release = false } = request;
    try {
      const { worker, leaseMs } = unborn.holder;
      const birth: Birth = { worker, leaseMs, events, summary, release };
      if (attention) birth.attention = attention;
      const made = await this.store.create(unborn.run, birth);
      unborn.born(made, state);
      return made.claim ? { kind: "appended", seq: state.seq } : { kind: "lost" };
    } catch (error) {
      // What nobody can write down is found out once the bare run is kept.
      if (!this.#entries.some(({ event }) => isUnwritable(event))) unborn.failed(error);
      return { kind: "lost" };
    } finally {
      this.#unborn = undefined;
    }
  }

  async #append(request: LateRequest): Promise<AppendResult> {
    try {
      const result = await this.store.append(this.claim.runId, request);
      if (result.kind === "appended") {
        this.#doubtful = false;
        result.wakes?.forEach(this.nudge);
      }
      this.#failures = 0;
      return result;
    } catch (error) {
      this.#doubtful = true;
      this.#failures += 1;
      if (this.#failures >= MOST_TRIES) this.#mend();
      throw error;
    }
  }

  /** Puts a failure in the place of what no store can write down, which would hold the run for ever. */
  #mend(): void {
    this.#failures = 0;
    const first = this.#entries.findIndex(({ event }) => isUnwritable(event));
    if (first < 0) return;
    for (const entry of this.#entries.slice(first)) {
      // Nor does anything behind it stand for what it stood for.
      hear(entry, false);
      if (!isUnwritable(entry.event)) continue;
      Object.assign(entry, { event: insteadOf(entry.event), redo: false });
      entry.settled?.(false);
      entry.settled = undefined;
    }
    // What stands before it may have been stored by an append that was told as failed, and is told by its place.
    this.#regrow(first);
  }

  /** The first entries are stored. */
  #settle(count: number): void {
    for (const entry of this.#entries.splice(0, count)) {
      if (entry.presses) this.#pressing -= 1;
      tell(entry, true);
    }
  }

  /** Forgets what was not stored: the run is somebody else's. */
  letGo(): void {
    this.lost = true;
    this.#pressing = 0;
    for (const entry of this.#entries.splice(0)) tell(entry, false);
  }

  #rebase(missed: readonly RunEvent[]): void {
    this.#stored = fold(this.#stored, missed);
    if (this.#doubtful) {
      this.rests ||= missed.some(({ type }) => type === "run.needsAttention");
      // Under our fence nobody else appends anything but words: the rest is our own append that was told as failed.
      const word = missed.findIndex(isWord);
      this.#settle(word < 0 ? missed.length : word);
      this.#doubtful = false;
    }
    this.#regrow();
  }

  /**
   * The state anew, of what is stored and what is still true of the rest: all that has happened, and what steps have begun
   * upon. What was decided otherwise is decided anew wherever it stands, for nothing that stays rests on it.
   */
  #regrow(from = 0): void {
    const rest = this.#entries.splice(from);
    for (const entry of rest) {
      if (!entry.redo && !entry.settled) this.#entries.push(entry);
      else tell(entry, false);
    }
    this.#pressing = this.#entries.filter(({ presses }) => presses).length;
    const { seq } = this.#stored;
    this.#growing = new GrowingState(this.#stored);
    this.#entries.forEach(({ event }, index) => this.#growing.add(event, seq + index + 1));
    this.#touched = undefined;
  }

  #announce(): void {
    const { id: runId, workflowId, workspaceId } = this.record;
    const state = this.#stored;
    this.feed.announce({ runId, workflowId, workspaceId, seq: state.seq, status: state.status, state });
  }
}
