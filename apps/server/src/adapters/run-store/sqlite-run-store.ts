import {
  createdEvent,
  eventsThatMatter,
  lineOf,
  moveOn,
  placeFor,
  replacedBy,
  replacedError,
  replacedEvent,
  requestNow,
  skippedEvent,
  skippedSummary,
} from "@leeway/engine";
import type {
  Admission,
  AppendRequest,
  AppendResult,
  Claim,
  Clock,
  Birth,
  Created,
  LateRequest,
  NewRun,
  PlaceTaken,
  RunEvent,
  RunEventBody,
  RunRecord,
  RunStatus,
  RunStore,
  RunSummary,
  WorkflowDocument,
} from "@leeway/engine";
import type { Database } from "better-sqlite3";
import type { WriterQueue } from "../database/writer-queue.js";
import type { CalledLooked } from "./called-again.js";
import { columnsOf, holding, staysInLine, type HolderRow } from "./appended-row.js";
import { storedRows, type StoredRow } from "./event-rows.js";
import { insertEvents, insertRun } from "./inserts.js";
import { Leases } from "./leases.js";
import { LineLimits } from "./line-limits.js";
import { logPages } from "./log-pages.js";
import { LogReading } from "./log-reading.js";
import { rowOf, type Standing } from "./new-run-row.js";
import { RunKeys } from "./run-keys.js";
import { SqliteLines } from "./sqlite-lines.js";
import { AttentionTable } from "./attention-table.js";
import { DoubtTable } from "./doubt-table.js";
import { PinnedDocuments } from "./pinned-documents.js";
import { TroubleTable } from "./trouble-table.js";
import { prepareRunStatements, type RunStatements } from "./statements.js";

/** In pieces, so that others get their turn in between. */
const UNPARKED_AT_ONCE = 2_000;

/**
 * Runs on SQLite. A held run carries its lease's end as `due_at`, so that one index finds what is queued, due or
 * abandoned. Events lie as one row per append, or, where it is about items of loops, one per item that it is about: what
 * belongs to an item is found without reading what is around it.
 */
export class SqliteRunStore implements RunStore {
  readonly #sql: RunStatements;
  readonly #log: LogReading;
  readonly #keys: RunKeys;
  readonly #lines: SqliteLines;
  readonly #limits: LineLimits;
  readonly #leases: Leases;
  readonly #attention: AttentionTable;
  readonly #doubts: DoubtTable;
  readonly #troubles: TroubleTable;
  readonly #documents: PinnedDocuments;

  constructor(
    db: Database,
    private readonly queue: WriterQueue,
    private readonly clock: Clock,
  ) {
    this.#sql = prepareRunStatements(db);
    this.#log = new LogReading(this.#sql);
    this.#keys = new RunKeys(db);
    this.#lines = new SqliteLines(db);
    this.#limits = new LineLimits(this.#lines, queue);
    this.#leases = new Leases(this.#sql, this.#lines, queue, clock);
    this.#attention = new AttentionTable(db);
    this.#doubts = new DoubtTable(db);
    this.#troubles = new TroubleTable(db);
    this.#documents = new PinnedDocuments((id) => this.#sql.findDocument.get(id) as string | undefined);
  }

  /** See `Leases.void`. */
  voidLeases(): Promise<number> {
    return this.#leases.void();
  }

  /** Runs that were parked by a brake are due, of a workflow and what it has started, or of a whole workspace; answers how many. */
  async unpark(halted: { workspaceId: string; workflowId?: string | null }): Promise<number> {
    const where = { workflowId: null, ...halted, limit: UNPARKED_AT_ONCE };
    for (let total = 0; ;) {
      const woken = await this.queue.write(() => this.#sql.unpark.run(where).changes);
      total += woken;
      if (woken < UNPARKED_AT_ONCE) return total;
    }
  }

  create(run: NewRun, birth?: Birth): Promise<Created> {
    const looking = this.#keys.lookBelow(run);
    return looking ? looking.then((below) => this.#create(run, birth, below)) : this.#create(run, birth);
  }

  #create(run: NewRun, birth: Birth | undefined, below?: CalledLooked): Promise<Created> {
    if (run.admission) return this.#createInLine(run, run.admission, birth, below);
    const { id } = run;
    const events = [createdEvent(run), ...(run.taken ?? []), ...(birth?.events ?? [])];
    const rows = storedRows(events, 1);
    const lastSeq = events.length;
    return this.queue.write(
      (): Created => {
        this.#keys.giveUp(run);
        const known = run.unlessReplayed && this.#keys.standing(run, below);
        if (known) return known;
        const made = insertRun(this.#sql, rowOf(run, birth, lastSeq, this.clock.now()));
        if (made.changes === 0) return { runId: this.#keys.first(run) ?? "", duplicate: true };
        try {
          insertEvents(this.#sql, id, rows);
        } catch (error) {
          this.#undo(id, rows);
          throw error;
        }
        if (birth) this.#note(id, birth);
        if (run.parent && birth?.summary && birth.summary.finishedAt !== null) this.#sql.wake.run(run.parent.runId);
        return birth
          ? { runId: id, duplicate: false, claim: { runId: id, fence: 1, claims: 1 } }
          : { runId: id, duplicate: false };
      },
      { undoesItself: true },
    );
  }

  /** Of a run that counts for its workflow's concurrency. Where it has to wait, nothing that was computed of it counts. */
  #createInLine(
    run: NewRun,
    admission: Admission,
    birth: Birth | undefined,
    below: CalledLooked | undefined,
  ): Promise<Created> {
    return this.queue.write((): Created => {
      const { id } = run;
      this.#keys.giveUp(run);
      const known = this.#keys.standing(run, below);
      if (known) return known;
      const line = lineOf(run);
      const place = placeFor(this.#lines, line, admission);
      if (place === "going") {
        const made = [createdEvent(run), ...(run.taken ?? []), ...(birth?.events ?? [])];
        const over = birth?.summary !== undefined && birth.summary.finishedAt !== null;
        this.#insert(run, birth, made, { line, place: over ? null : place });
        if (run.parent && over) this.#sql.wake.run(run.parent.runId);
        return { runId: id, duplicate: false, ...(birth && { claim: { runId: id, fence: 1, claims: 1 } }) };
      }
      const replaces = replacedBy(this.#lines, line, admission).flatMap((older) => this.#replace(older, run.at));
      const held = admission.policy === "skip" ? ("skipped" as const) : ("queued" as const);
      if (held === "skipped") this.#insertSkipped(run);
      else this.#insert(run, undefined, [createdEvent(run), ...(run.taken ?? [])], { line, place });
      return { runId: id, duplicate: false, held, ...(replaces.length > 0 && { replaces }) };
    });
  }

  /** Tells an older run to end, in the write that makes the newer one; nothing where it was told before. */
  #replace(runId: string, at: number): NonNullable<Created["replaces"]> {
    const told = this.#sql.replace.get({ runId, error: JSON.stringify(replacedError) }) as
      | { seq: number; status: RunStatus }
      | undefined;
    if (!told) return [];
    insertEvents(this.#sql, runId, storedRows([replacedEvent(at)], told.seq));
    return [{ runId, ...told }];
  }

  #insertSkipped(run: NewRun): void {
    const { at, parent } = run;
    const skipped: Birth = { worker: "", leaseMs: 0, events: [], summary: skippedSummary(at), release: true };
    this.#insert(run, skipped, [createdEvent(run), skippedEvent(at)], { line: null, place: null });
    if (parent) this.#sql.wake.run(parent.runId);
  }

  #insert(run: NewRun, birth: Birth | undefined, events: RunEventBody[], standing: Standing): void {
    insertRun(this.#sql, rowOf(run, birth, events.length, this.clock.now(), standing));
    insertEvents(this.#sql, run.id, storedRows(events, 1));
    if (birth) this.#note(run.id, birth);
  }

  /** What waits for people, and what went wrong, in the write of the events that say so. */
  #note(runId: string, { attention, summary, events }: Pick<Birth, "attention" | "summary" | "events">): void {
    if (attention) {
      this.#attention.keep(runId, attention);
      this.#doubts.keep(runId, attention);
    }
    if (summary) this.#troubles.note(runId, summary, events);
  }

  claim(runId: string, worker: string, leaseMs: number): Promise<Claim | null> {
    return this.#leases.claim(runId, worker, leaseMs);
  }

  takePlace(claim: Claim, after: number): Promise<PlaceTaken> {
    return this.#leases.takePlace(claim, after);
  }

  renew(claims: Claim[], leaseMs: number): Promise<string[]> {
    return this.#leases.renew(claims, leaseMs);
  }

  async load(runId: string): Promise<RunRecord | null> {
    const row = this.#sql.findRun.get(runId) as
      | { workspaceId: string; workflowId: string; documentId: string }
      | undefined;
    const document = row && this.document(row.documentId);
    if (!row || !document) return null;
    const { workspaceId, workflowId } = row;
    return {
      id: runId,
      workspaceId,
      workflowId,
      workflowName: document.name,
      document,
      events: await eventsThatMatter(logPages(this.#sql, runId)),
    };
  }

  append(runId: string, made: AppendRequest | LateRequest): Promise<AppendResult> {
    return this.queue.write((): AppendResult => {
      const request = requestNow(made);
      const row = this.#sql.findHolder.get(runId) as HolderRow | undefined;
      if (!request || !row) return { kind: "lost" };
      const { events, after } = request;
      if (request.fence !== undefined && (request.fence !== row.fence || row.worker === null)) return { kind: "lost" };
      if (row.lastSeq !== after) return { kind: "behind", missed: this.#log.after(runId, after) };
      const seq = after + events.length;
      insertEvents(this.#sql, runId, storedRows(events, after + 1));
      const columns = columnsOf(request.summary);
      if (staysInLine(row, request)) columns.dueAt = row.dueAt;
      this.#sql.update.run({ runId, seq, ...columns, ...holding(request) });
      this.#note(runId, request);
      if (request.summary.finishedAt !== null) this.#attention.forget(runId);
      const wakes = this.#wakes(row, request.summary);
      return wakes.length > 0 ? { kind: "appended", seq, wakes } : { kind: "appended", seq };
    });
  }

  /** The runs that are due with this write. */
  #wakes(row: HolderRow, { status, finishedAt }: RunSummary): string[] {
    const wakes: string[] = [];
    const { id, line, key, place, parentRunId } = row;
    if (line !== null && place !== null) {
      const how = { finished: finishedAt !== null, needsAttention: status === "needs_attention" };
      wakes.push(...moveOn(this.#lines, { id, line, key, place }, how));
    }
    if (parentRunId !== null && finishedAt !== null && row.finishedAt === null)
      if (this.#sql.wake.run(parentRunId).changes > 0) wakes.push(parentRunId);
    return wakes;
  }

  async eventsAfter(runId: string, seq: number, limit: number): Promise<RunEvent[]> {
    return this.#log.page(runId, seq, limit);
  }

  async itemEvents(runId: string, path: string): Promise<RunEvent[]> {
    return this.#log.ofItem(runId, path);
  }

  async setLimit(workflowId: string, limit: number): Promise<void> {
    await this.queue.write(() => this.beginLimit(workflowId, limit)).then((goOn) => goOn());
  }

  /**
   * Part of the write after which so many runs of a workflow go at a time, those that wait already too. What it answers is
   * called once that is committed, and gives the limit to the rest of a long line.
   */
  beginLimit(workflowId: string, limit: number): () => Promise<void> {
    const left = this.#limits.begin(workflowId, limit);
    return () => this.#limits.rest(left);
  }

  /** Goes on with the lines of which a process that ended had not given all their limit. */
  healLimits(stopped: () => boolean): Promise<void> {
    return this.#limits.heal(stopped);
  }

  async due(now: number, limit: number): Promise<string[]> {
    const { dueAtOnce, dueByNow } = this.#sql;
    const due = [dueAtOnce, dueByNow].flatMap((one) => one.all({ now, limit }) as { id: string; at: number }[]);
    due.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    return due.slice(0, limit).map(({ id }) => id);
  }

  /** What there is of a run that could not be made whole; a row with another run's number is not its. */
  #undo(id: string, rows: readonly StoredRow[]): void {
    this.#sql.deleteRun.run(id);
    for (const [seq, last, , , body] of rows) this.#sql.deleteEvents.run(id, seq, last, body);
  }

  /** See `PinnedDocuments`. */
  document(id: string): WorkflowDocument | undefined {
    return this.#documents.get(id);
  }
}
