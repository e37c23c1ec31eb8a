import type { WorkflowDocument } from "../document/document.js";
import type { Json } from "../json.js";
import { MemoryPoolStore } from "../limiter/memory-rate-gate.js";
import { LocalRunFeed } from "../memory/local-run-feed.js";
import { LocalBrakes } from "../memory/local-brakes.js";
import { LocalWakeups } from "../memory/local-wakeups.js";
import { MemoryRunStore } from "../memory/memory-run-store.js";
import { VirtualClock } from "../memory/virtual-clock.js";
import {
  requestNow,
  type AppendRequest,
  type AppendResult,
  type ChildRuns,
  type NewRun,
  type OpenSecret,
  type RunStore,
} from "../ports.js";
import type { RunEvent, RunEventBody } from "../run/events.js";
import { emptyRunState, fold } from "../run/fold.js";
import { partsOfKey } from "../run/keys.js";
import type { RunState } from "../run/state.js";
import { signal, type SignalResult } from "../worker/signal.js";
import { FarEnd } from "./far-end.js";
import { MemoryDoubts } from "../memory/memory-doubts.js";
import { MemoryOnce } from "../memory/memory-once.js";
import { ServerLife, type LifeOptions } from "./server-life.js";
import { runnableCatalogue } from "./tiny-runners.js";

const noChildren: ChildRuns = {
  start: () => Promise.resolve({ error: { code: "workflow.notFound", values: {} } }),
  outcome: () => Promise.resolve(undefined),
  find: () => Promise.resolve(undefined),
  cancel: () => Promise.resolve(),
};

/** What outlives a server: time, the database, the world outside. */
export class Bench {
  readonly clock: VirtualClock;
  readonly kept: MemoryRunStore;
  /** What servers see of the store; a test may put its own faults before it. */
  store: RunStore;
  readonly pools = new MemoryPoolStore();
  readonly farEnd: FarEnd;
  readonly feed = new LocalRunFeed();
  readonly wakeups = new LocalWakeups();
  readonly brakes = new LocalBrakes();
  readonly secrets = new Map<string, OpenSecret>();
  /** How long what a server writes waits for its turn. */
  turnMs = 0;
  /** How long it takes to open a secret. */
  openMs = 0;
  /** Pieces of code that compute elsewhere. */
  computing = 0;
  /** What stands for every credential in a rehearsal. */
  standIn: OpenSecret | undefined;
  /** Faults that were told as our own. */
  readonly surprises: unknown[] = [];
  /** Remembers across the runs of this bench. */
  readonly once = new MemoryOnce(() => this.clock.now());
  readonly doubts = new MemoryDoubts(() => this.clock.now());
  /** Other workflows, where a test has any. */
  children: ChildRuns = noChildren;
  vars: Record<string, Json> = {};
  #runs = 0;
  #lives = 0;

  /** With fewer `turns` everything is as true, only that long chains of steps take some of the time that passes. */
  constructor(turns = 300) {
    this.clock = new VirtualClock(undefined, turns);
    this.kept = new MemoryRunStore(this.clock);
    this.store = this.kept;
    this.farEnd = new FarEnd(this.clock);
  }

  /** A server over all this; `worker.start()` is the caller's. */
  life(options: LifeOptions = {}): ServerLife {
    return new ServerLife(this, `life ${++this.#lives}`, options);
  }

  /** A server that works. */
  start(options: LifeOptions = {}): ServerLife {
    const life = this.life(options);
    life.worker.start();
    return life;
  }

  /** Accepts a run of this document, fired by its node `in`. */
  async accept(document: WorkflowDocument, payload: Json = {}): Promise<string> {
    const run = this.newRun(document, payload);
    await this.kept.create(run);
    return run.id;
  }

  /** The kept store with a fault of its own before or after an append. */
  storeWith(append: (runId: string, request: AppendRequest) => Promise<AppendResult>): RunStore {
    const { kept } = this;
    return {
      create: (...args) => kept.create(...args),
      claim: (...args) => kept.claim(...args),
      renew: (...args) => kept.renew(...args),
      load: (runId) => kept.load(runId),
      itemEvents: (...args) => kept.itemEvents(...args),
      eventsAfter: (...args) => kept.eventsAfter(...args),
      setLimit: (...args) => kept.setLimit(...args),
      due: (...args) => kept.due(...args),
      append: async (runId, made) => {
        const request = requestNow(made);
        return request ? append(runId, request) : { kind: "lost" };
      },
    };
  }

  /** A run that could be created now; its document is known. */
  newRun(document: WorkflowDocument, payload: Json = {}): NewRun {
    const id = `run_${++this.#runs}`;
    this.kept.addDocument(`doc_${id}`, document);
    const ids = { id, workspaceId: "ws", workflowId: "wf", documentId: `doc_${id}` };
    return { ...ids, version: 1, trigger: "in", payload, rehearsal: false, at: this.clock.now() };
  }

  /** Time passes, and a little more than nothing for what is due now. */
  pass(ms = 0): Promise<void> {
    return this.clock.run(ms);
  }

  async log(runId: string): Promise<RunEvent[]> {
    return this.kept.eventsAfter(runId, 0, Infinity);
  }

  async state(runId: string): Promise<RunState> {
    return fold(emptyRunState, await this.log(runId));
  }

  /** Names of a run's events with their step, e.g. `started a`. */
  async story(runId: string): Promise<string[]> {
    return (await this.log(runId)).map((event) => {
      const name = event.type.replace(/^step\./, "");
      return "key" in event ? `${name} ${event.key}` : name;
    });
  }

  /** Somebody outside of the worker says this; to a run that has ended, nothing can be said. */
  signal(runId: string, ...bodies: RunEventBody[]): Promise<SignalResult<"ended">> {
    const { feed, store, wakeups } = this;
    return signal({ store, feed, wakeups, catalogue: runnableCatalogue }, runId, ({ finishedAt }) =>
      finishedAt === undefined ? { events: bodies } : { refuse: "ended" as const },
    );
  }

  cancel(runId: string): Promise<SignalResult<"ended">> {
    return this.signal(runId, { type: "run.cancelRequested", at: this.clock.now() });
  }

  resolve(runId: string, key: string, as: "done" | "retry" | "fail"): Promise<SignalResult<"ended">> {
    const { nodeId } = partsOfKey(key);
    const event = { type: "step.resolved" as const, at: this.clock.now(), key, nodeId, as };
    return this.signal(runId, { ...event, ...(as === "done" && { output: { byHand: true } }) });
  }
}

/** A token with a pool of this many tickets. */
export function token(limit?: number): OpenSecret {
  return {
    type: "token",
    data: { token: "tok-secret-1" },
    allowedHosts: ["far.example"],
    censor: ["tok-secret-1"],
    ...(limit !== undefined && { pool: { key: "pool", limit } }),
  };
}
