import type { WorkflowDocument } from "../document/document.js";
import type { Json } from "../json.js";
import {
  requestNow,
  type AppendRequest,
  type AppendResult,
  type NewRun,
  type OpenSecret,
  type RunStore,
} from "../ports.js";
import type { RunEvent, RunEventBody } from "../run/events.js";
import { emptyRunState, fold } from "../run/fold.js";
import { partsOfKey } from "../run/keys.js";
import type { RunState } from "../run/state.js";
import { signal, type SignalResult } from "../worker/signal.js";
import { ServerLife, type LifeOptions } from "./server-life.js";
import { Surroundings } from "./surroundings.js";
import { runnableCatalogue } from "./tiny-runners.js";

/** A world for runs, and servers over it that come and go. */
export class Bench extends Surroundings {
  #runs = 0;
  #lives = 0;
  /** As far as each run was asked for. */
  readonly #states = new Map<string, RunState>();

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
      takePlace: (...args) => kept.takePlace(...args),
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

  /** Simulations ask at each of their steps: what a log has had is not read anew. */
  async state(runId: string): Promise<RunState> {
    const known = this.#states.get(runId) ?? emptyRunState;
    const state = fold(known, await this.kept.eventsAfter(runId, known.seq, Infinity));
    this.#states.set(runId, state);
    return state;
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
