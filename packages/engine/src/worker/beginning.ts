import type { WorkflowDocument } from "../document/document.js";
import { PARKED_AT, type Claim, type Created, type Holder, type NewRun, type RunRecord } from "../ports.js";
import { createdEvent, createdSummary } from "../run/created.js";
import type { RunState } from "../run/state.js";
import type { WorkerParts } from "./parts.js";
import { afterHeld } from "./replace.js";
import type { Unborn } from "./unborn.js";

/** A run that is a worker's to move. */
export interface Held {
  claim: Claim;
  record: RunRecord;
  /** Its first append makes it. */
  unborn?: Unborn;
}

/** A run that was made. `state`: what its first write came to. */
export interface Begun extends Created {
  state?: RunState;
}

/** The worker that moves the runs which are made here. */
export interface Mover {
  /** Whether one more run can be held now. */
  hasRoom(): boolean;
  /** The run is to be moved as soon as there is room. */
  want(runId: string): void;
  /** Moves it at once; resolves when it is let go. */
  take(runId: string, held: Held): Promise<void>;
}

/** What a run that was just made looks like to the one that made it. */
const recordOf = (run: NewRun, document: WorkflowDocument): RunRecord => ({
  id: run.id,
  workspaceId: run.workspaceId,
  workflowId: run.workflowId,
  workflowName: document.name,
  document,
  // Copied, an event with a payload is read slowly ever after.
  events: [
    Object.assign(createdEvent(run), { seq: 1 }),
    ...(run.taken ?? []).map((event, index) => ({ ...event, seq: index + 2 })),
  ],
});

/** Makes new runs, and has them moved at once where that is possible. */
export class Beginning {
  constructor(
    private readonly parts: WorkerParts,
    private readonly holder: Holder,
    private readonly worker: Mover,
  ) {}

  /**
   * Makes a run and, with room for it, drives it at once: what needs no call is computed before the first write, and one
   * commit holds all of it. Resolves once it is committed, rejects when nothing was kept.
   */
  begin(run: NewRun, document: WorkflowDocument): Promise<Begun> {
    const { parts, holder, worker } = this;
    if (parts.brakes.on(run)) return this.#park(run);
    if (!worker.hasRoom()) return this.#leave(run);
    if (run.admission) return this.#inLine(run, document);
    const claim = { runId: run.id, fence: 1, claims: 1 };
    const record = recordOf(run, document);
    let told = false;
    return new Promise<Begun>((resolve, reject) => {
      const born = (made: Created, state: RunState) => {
        told = true;
        if (!made.claim) return resolve(made);
        // By their names: added to a copy, a property costs as much as a step does.
        const { runId, duplicate, claim } = made;
        resolve({ runId, duplicate, claim, state });
      };
      const failed = (error: unknown) => {
        told = true;
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const unborn = { run, holder, born, failed };
      void worker.take(run.id, { claim, record, unborn }).then(() => {
        // A fault of ours came before its first write: it is kept, and given up in the open if the fault stays.
        if (!told) parts.store.create(run).then(resolve, reject);
      });
    });
  }

  /** Kept, for the time when there is room. */
  async #leave(run: NewRun): Promise<Created> {
    const made = await this.parts.store.create(run);
    if (!made.duplicate && !made.held) this.worker.want(made.runId);
    return this.#told(run, made);
  }

  /** Accepted and kept, for the time when people resume its workflow. */
  async #park(run: NewRun): Promise<Created> {
    const summary = { ...createdSummary, dueAt: PARKED_AT };
    const { claim, ...made } = await this.parts.store.create(run, {
      ...this.holder,
      events: [],
      summary,
      release: true,
    });
    // Resumed meanwhile.
    if (claim && !this.parts.brakes.on(run)) this.worker.want(made.runId);
    return this.#told(run, made);
  }

  /** Of a run that may have to wait nothing is computed before it has a place. */
  async #inLine(run: NewRun, document: WorkflowDocument): Promise<Begun> {
    const made = await this.parts.store.create(run, { ...this.holder, events: [] });
    if (made.claim) void this.worker.take(run.id, { claim: made.claim, record: recordOf(run, document) });
    return this.#told(run, made);
  }

  #told(run: NewRun, made: Created): Created {
    afterHeld(this.parts, run, made);
    return made;
  }
}
