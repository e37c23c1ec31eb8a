import type { WorkflowDocument } from "../document/document.js";
import {
  PARKED_AT,
  requestNow,
  type Admission,
  type AppendRequest,
  type AppendResult,
  type Claim,
  type Birth,
  type Clock,
  type Created,
  type Holder,
  type LateRequest,
  type NewRun,
  type PlaceTaken,
  type RunRecord,
  type RunStore,
  type RunSummary,
} from "../ports.js";
import { createdEvent, createdSummary, skippedSummary } from "../run/created.js";
import { pathOf } from "../run/keys.js";
import {
  lineOf,
  moveOn,
  takesPlace,
  placeFor,
  replacedBy,
  replacedError,
  replacedEvent,
  skippedEvent,
  type Place,
  fill,
  linesOf,
} from "../run/line.js";
import { MemoryLines } from "./memory-lines.js";
import { eventsThatMatter } from "../run/log-rows.js";
import { hasBegun, kept, readerOf, structured } from "./memory-log.js";
import type { RunEvent } from "../run/events.js";

interface StoredRun extends RunSummary {
  run: NewRun;
  events: RunEvent[];
  fence: number;
  claims: number;
  worker: string | null;
  leaseUntil: number;
  place: Place | null;
  /** What it waits for may have come while it was held. */
  woken: boolean;
}

/** The run store of tests and of the editor's rehearsals: same behaviour as the one on SQL, nothing survives. */
export class MemoryRunStore implements RunStore {
  readonly #runs = new Map<string, StoredRun>();
  readonly #documents = new Map<string, WorkflowDocument>();
  readonly #dedupe = new Map<string, string>();
  readonly #lines = new MemoryLines(this.#runs);

  constructor(private readonly clock: Clock) {}

  /** Where a run stands in its line; null or nothing: in none. */
  placeOf(runId: string): Place | null | undefined {
    return this.#runs.get(runId)?.place;
  }

  /** Makes a document known, as publishing does. */
  addDocument(documentId: string, document: WorkflowDocument): void {
    this.#documents.set(documentId, document);
  }

  /** All there are, in the order in which they were made. */
  runs(): NewRun[] {
    return [...this.#runs.values()].map(({ run }) => run);
  }

  /** What the server's store does at its start: whoever held a run is gone, and its fence is old. */
  voidLeases(): void {
    for (const stored of this.#runs.values()) {
      if (stored.worker === null) continue;
      stored.worker = null;
      stored.fence += 1;
      stored.dueAt = 0;
    }
  }

  create(run: NewRun, birth?: Birth): Promise<Created> {
    const key = run.dedupeKey === undefined ? undefined : JSON.stringify([run.workflowId, run.trigger, run.dedupeKey]);
    const first = key === undefined ? undefined : this.#dedupe.get(key);
    const madeAt = this.#runs.get(first ?? "")?.run.at ?? -Infinity;
    if (first !== undefined && (run.dedupeAfter === undefined || madeAt > run.dedupeAfter))
      return Promise.resolve({ runId: first, duplicate: true });
    const other = run.unlessReplayed && this.#replayOf(run);
    if (other) return Promise.resolve({ runId: other.id, duplicate: true, elsewhere: "itself" });
    if (this.#runs.has(run.id)) return Promise.reject(new Error(`run ${run.id} exists`));
    if (key !== undefined) this.#dedupe.set(key, run.id);
    const { admission } = run;
    const place = admission ? placeFor(this.#lines, lineOf(run), admission) : null;
    const stored: StoredRun = {
      run,
      fence: 0,
      claims: 0,
      worker: null,
      leaseUntil: 0,
      place,
      woken: false,
      ...createdSummary,
      events: [createdEvent(run), ...(run.taken ?? [])].map((event, index) => kept({ ...event, seq: index + 1 })),
    };
    if (admission && place !== "going") return Promise.resolve(this.#hold(stored, admission));
    this.#runs.set(run.id, stored);
    const claim = birth && this.#bear(stored, birth);
    return Promise.resolve({ runId: run.id, duplicate: false, ...(claim && { claim }) });
  }

  #replayOf({ replayOf, rehearsal }: NewRun): NewRun | undefined {
    const found = [...this.#runs.values()].findLast(
      ({ run, status, events }) =>
        run.replayOf === replayOf && (rehearsal || !run.rehearsal) && (status !== "cancelled" || hasBegun(events)),
    );
    return found?.run;
  }

  /** Has no place yet, or never gets one. */
  #hold(stored: StoredRun, admission: Admission): Created {
    const { run } = stored;
    const held = admission.policy === "skip" ? ("skipped" as const) : ("queued" as const);
    const replaces = replacedBy(this.#lines, lineOf(run), admission).flatMap((older) => this.#replace(older, run.at));
    this.#runs.set(run.id, stored);
    stored.dueAt = null;
    if (held === "skipped") {
      const { at } = run;
      stored.place = null;
      stored.events = [createdEvent(run), skippedEvent(at)].map((event, index) => kept({ ...event, seq: index + 1 }));
      Object.assign(stored, skippedSummary(at));
      this.#wakeParent(run);
    }
    return { runId: run.id, duplicate: false, held, ...(replaces.length > 0 && { replaces }) };
  }

  /** Tells an older run to end; nothing where it was told before. */
  #replace(runId: string, at: number): NonNullable<Created["replaces"]> {
    const older = this.#runs.get(runId);
    if (!older || older.error !== null) return [];
    const seq = older.events.push({ ...replacedEvent(at), seq: older.events.length + 1 });
    older.error = replacedError;
    if (older.worker === null) older.dueAt = 0;
    return [{ runId, seq, status: older.status }];
  }

  /** Answers the run above one that has ended, when it waits for nobody's hands but this. */
  #wakeParent({ parent }: NewRun): string[] {
    const above = parent && this.#runs.get(parent.runId);
    if (!above || above.finishedAt !== null) return [];
    if (above.worker === null) above.dueAt = 0;
    else above.woken = true;
    return [above.run.id];
  }

  claim(runId: string, worker: string, leaseMs: number): Promise<Claim | null> {
    const stored = this.#runs.get(runId);
    if (!stored || stored.finishedAt !== null) return Promise.resolve(null);
    if (stored.worker !== null && stored.leaseUntil > this.clock.now()) return Promise.resolve(null);
    if (waits(stored) && stored.dueAt === null) return Promise.resolve(null);
    stored.woken = false;
    return Promise.resolve(this.#give(stored, { worker, leaseMs }));
  }

  #bear(stored: StoredRun, birth: Birth): Claim {
    const claim = this.#give(stored, birth);
    const { events, summary, release = false } = birth;
    if (summary) {
      const more: AppendRequest = { after: stored.events.length, events: [...events], summary, fence: claim.fence };
      // Its effect is at once; only its answer is a promise.
      void this.append(stored.run.id, { ...more, ...(release && { release }) });
    }
    return claim;
  }

  #give(stored: StoredRun, { worker, leaseMs }: Holder): Claim {
    stored.worker = worker;
    stored.leaseUntil = this.clock.now() + leaseMs;
    stored.fence += 1;
    stored.claims += 1;
    const rests = stored.place !== null && stored.place !== "going";
    return { runId: stored.run.id, fence: stored.fence, claims: stored.claims, ...(rests && { rests }) };
  }

  takePlace({ runId, fence }: Claim, after: number): Promise<PlaceTaken> {
    const stored = this.#runs.get(runId);
    if (!stored || stored.fence !== fence || stored.worker === null) return Promise.resolve("lost");
    if (stored.events.length !== after) return Promise.resolve("behind");
    const { run, place } = stored;
    if (place === null || takesPlace(this.#lines, { id: runId, line: lineOf(run), place }))
      return Promise.resolve("goes");
    Object.assign(stored, { worker: null, dueAt: null, claims: 0 });
    if (stored.status === "running") stored.status = "waiting";
    return Promise.resolve("waits");
  }

  /** Runs that were parked go on, of a workflow and what it has started, or of a whole workspace; answers how many. */
  unpark({ workspaceId, workflowId }: { workspaceId: string; workflowId?: string }): Promise<number> {
    let woken = 0;
    for (const stored of this.#runs.values()) {
      const { run, dueAt } = stored;
      if (dueAt !== PARKED_AT || run.workspaceId !== workspaceId) continue;
      const above = run.parent?.workflows ?? [];
      if (workflowId !== undefined && run.workflowId !== workflowId && !above.includes(workflowId)) continue;
      stored.dueAt = 0;
      woken++;
    }
    return Promise.resolve(woken);
  }

  renew(claims: Claim[], leaseMs: number): Promise<string[]> {
    const lost: string[] = [];
    for (const { runId, fence } of claims) {
      const stored = this.#runs.get(runId);
      if (stored && stored.fence === fence && stored.worker !== null) stored.leaseUntil = this.clock.now() + leaseMs;
      else lost.push(runId);
    }
    return Promise.resolve(lost);
  }

  async load(runId: string): Promise<RunRecord | null> {
    const stored = this.#runs.get(runId);
    const document = stored && this.#documents.get(stored.run.documentId);
    if (!stored || !document) return null;
    const { id, workspaceId, workflowId } = stored.run;
    const events = await eventsThatMatter(readerOf([...stored.events]));
    return { id, workspaceId, workflowId, workflowName: document.name, document, events };
  }

  append(runId: string, made: AppendRequest | LateRequest): Promise<AppendResult> {
    const stored = this.#runs.get(runId);
    const request = requestNow(made);
    if (!stored || !request) return Promise.resolve({ kind: "lost" });
    if (request.fence !== undefined && (request.fence !== stored.fence || stored.worker === null))
      return Promise.resolve({ kind: "lost" });
    if (request.after !== stored.events.length)
      return Promise.resolve({ kind: "behind", missed: stored.events.slice(request.after) });
    // All of them or, where one cannot be kept, none.
    const added = request.events.map((body, index) => kept({ ...body, seq: request.after + index + 1 }));
    stored.events.push(...added);
    const going = stored.finishedAt === null;
    const { dueAt } = stored;
    Object.assign(stored, structured(request.summary));
    // Whoever waits for a place is nobody's, unless it is to end.
    const ends = request.events.some(({ type }) => type === "run.cancelRequested");
    if (request.fence === undefined && waits(stored) && !ends) stored.dueAt = dueAt;
    if (request.fence !== undefined && request.events.length > 0) stored.claims = 0;
    if (request.release) {
      stored.worker = null;
      stored.claims = 0;
      if (stored.woken && stored.finishedAt === null) stored.dueAt = 0;
    }
    const wakes = [
      ...this.#moveOn(stored),
      ...(going && stored.finishedAt !== null ? this.#wakeParent(stored.run) : []),
    ];
    return Promise.resolve({ kind: "appended", seq: stored.events.length, ...(wakes.length > 0 && { wakes }) });
  }

  #moveOn({ run, place, status, finishedAt }: StoredRun): string[] {
    if (place === null) return [];
    const standing = { id: run.id, line: lineOf(run), key: run.admission?.key ?? null, place };
    return moveOn(this.#lines, standing, {
      finished: finishedAt !== null,
      needsAttention: status === "needs_attention",
    });
  }

  eventsAfter(runId: string, seq: number, limit: number): Promise<RunEvent[]> {
    return Promise.resolve(this.#runs.get(runId)?.events.slice(seq, seq + limit) ?? []);
  }

  itemEvents(runId: string, path: string): Promise<RunEvent[]> {
    const events = this.#runs.get(runId)?.events ?? [];
    return Promise.resolve(events.filter((event) => "key" in event && pathOf(event.key).startsWith(path)));
  }

  setLimit(workflowId: string, limit: number): Promise<void> {
    for (const line of linesOf(workflowId)) {
      this.#lines.setLimit(line, limit);
      fill(this.#lines, line, limit);
    }
    return Promise.resolve();
  }

  due(now: number, limit: number): Promise<string[]> {
    const due = [...this.#runs.values()].filter((stored) => this.#isDue(stored, now));
    due.sort((a, b) => a.run.at - b.run.at);
    return Promise.resolve(due.slice(0, limit).map(({ run }) => run.id));
  }

  #isDue({ worker, leaseUntil, dueAt, finishedAt }: StoredRun, now: number): boolean {
    if (finishedAt !== null) return false;
    return worker === null ? dueAt !== null && dueAt <= now : leaseUntil <= now;
  }
}

const waits = ({ place }: StoredRun) => place === "next" || place === "behind";
