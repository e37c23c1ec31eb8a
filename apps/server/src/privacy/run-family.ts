import { setImmediate as nextTurn } from "node:timers/promises";
import type { RunEventBody } from "@leeway/engine";
import type { Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { HiddenFields } from "./hidden-fields.js";

/** What an id takes, beside the values. */
const MEMBER = 120;
/** Characters of logs, and runs, after which others have their turn. */
const ENOUGH_READ = 200_000;
const RUNS_AT_ONCE = 500;
/** To ask for a run takes as long as to read so much. */
const RUN = ENOUGH_READ / RUNS_AT_ONCE;

interface MemberRow {
  id: string;
  lastSeq: number;
  over: number;
  replayOf: string | null;
}
interface LogRow {
  seq: number;
  lastSeq: number;
  body: string;
}

/** How far a run was read that may grow still: its log, up to a row and the last event in that; its children, up to a row. */
interface Growing {
  row: number;
  seq: number;
  child: number;
}

/** Counts what is read, of all families together: many short logs take as long as one that is long. */
class Turns {
  #read = 0;

  /** Lets others have their turn once enough was read. */
  async after(read: number): Promise<void> {
    this.#read += read;
    if (this.#read < ENOUGH_READ) return;
    this.#read = 0;
    await nextTurn();
  }
}

/** What is asked of runs and their logs, of one workspace each time. */
export class FamilyStatements {
  readonly above: Statement<[object], string>;
  readonly members: Statement<[object], MemberRow>;
  readonly children: Statement<[object], { id: string; place: number }>;
  readonly log: Statement<[object], LogRow>;
  readonly item: Statement<[object], string>;
  readonly turns = new Turns();

  constructor({ handle }: OpenDatabase) {
    this.above = handle
      .prepare<[object], string>(
        `WITH RECURSIVE above (id, up) AS (
           SELECT id, parent_run_id FROM runs WHERE id = @id AND workspace_id = @workspaceId
           UNION ALL SELECT up.id, up.parent_run_id FROM above JOIN runs up ON up.id = above.up AND up.workspace_id = @workspaceId)
         SELECT id FROM above`,
      )
      .pluck();
    this.members = handle.prepare(
      `SELECT id, last_seq AS lastSeq, finished_at IS NOT NULL AS over, replay_of AS replayOf FROM runs
       WHERE id IN (SELECT value FROM json_each(@ids)) AND workspace_id || '' = @workspaceId`,
    );
    this.children = handle.prepare(
      `SELECT id, rowid AS place FROM runs INDEXED BY runs_parent
       WHERE parent_run_id = @id AND rowid > @after AND workspace_id || '' = @workspaceId ORDER BY rowid LIMIT ${RUNS_AT_ONCE}`,
    );
    this.log = handle.prepare(
      `SELECT seq, last_seq AS lastSeq, body FROM run_events WHERE run_id = @id AND seq > @row
         AND EXISTS (SELECT 1 FROM runs WHERE id = @id AND workspace_id = @workspaceId) ORDER BY seq`,
    );
    this.item = handle
      .prepare<[object], string>(
        `SELECT body FROM run_events INDEXED BY run_events_item WHERE run_id = @id AND item IS NOT NULL AND item = @item
           AND EXISTS (SELECT 1 FROM runs WHERE id = @id AND workspace_id = @workspaceId) ORDER BY seq`,
      )
      .pluck();
  }
}

/**
 * The values of chosen fields in a run, in those that it has started or that have started it, and in those of which they are
 * replays: what is named in one of them may stand in another without its name. Each log is read once, and read on as it grows.
 */
export class RunFamily {
  #fields: HiddenFields;
  /** Nothing in it counts any more: somebody was erased from a run. */
  isForgotten = false;
  readonly #members = new Set<string>();
  readonly #growing = new Map<string, Growing>();
  #reading: Promise<void> = Promise.resolve();
  #isTooLarge = false;
  #wasRead = false;
  #underWay = 0;

  constructor(
    private readonly sql: FamilyStatements,
    private readonly workspaceId: string,
    readonly names: readonly string[],
    private readonly most: number,
  ) {
    this.#fields = new HiddenFields(names);
  }

  /** What it has by now. */
  get fields(): HiddenFields {
    return this.#fields;
  }

  /** About what it takes of the memory. */
  get weight(): number {
    return this.fields.values.weight + this.#members.size * MEMBER + MEMBER;
  }

  /** Whether all that a run had up to this event is known, as far as any more is kept. */
  hasRead(runId: string, seq: number): boolean {
    if (this.isForgotten) return false;
    return (
      this.isFull || this.isTooLarge || (this.#members.has(runId) && (this.#growing.get(runId)?.seq ?? Infinity) >= seq)
    );
  }

  /** Whether it has so many values that no further ones are kept. */
  get isFull(): boolean {
    return this.fields.values.isFull;
  }

  /** Whether it has so many runs that nobody reads them all: nothing is known of it, and nothing more is read. */
  get isTooLarge(): boolean {
    return this.#isTooLarge;
  }

  /** Whether nothing is added to it any more. */
  get isOver(): boolean {
    return this.isFull || this.#growing.size === 0;
  }

  /** Whether it was read to its end as it was then, and nobody is at it. */
  get wasRead(): boolean {
    return (this.#wasRead || this.isFull || this.isTooLarge) && this.#underWay === 0;
  }

  /** Reads on, of all its runs; a run's own log first, for so many values are kept. */
  readOn(runId: string): Promise<void> {
    const before = this.#reading.catch(() => {});
    this.#underWay += 1;
    this.#reading = before.then(() => this.#readOn(runId)).finally(() => (this.#underWay -= 1));
    return this.#reading;
  }

  async #readOn(runId: string): Promise<void> {
    if (this.isTooLarge) return;
    for (const id of [runId, ...this.#above(runId)]) this.#add(id, []);
    for (let ids = [...this.#growing.keys()]; ids.length > 0;) {
      const added: string[] = [];
      for (let from = 0; from < ids.length; from += RUNS_AT_ONCE) {
        await this.#seeMembers(ids.slice(from, from + RUNS_AT_ONCE), added);
        if (this.isFull || this.isTooLarge) return;
      }
      ids = added;
    }
    this.#wasRead = true;
  }

  async #seeMembers(ids: readonly string[], added: string[]): Promise<void> {
    const rows = this.sql.members.all({ workspaceId: this.workspaceId, ids: JSON.stringify(ids) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) {
      const [row, growing] = [byId.get(id), this.#growing.get(id)];
      // One that was cleared away meanwhile grows no more.
      if (!row || !growing) this.#growing.delete(id);
      else if (!this.isFull && !this.isTooLarge) await this.#see(row, growing, added);
    }
    await this.sql.turns.after(ids.length * RUN);
  }

  async #see({ id, lastSeq, over, replayOf }: MemberRow, growing: Growing, added: string[]): Promise<void> {
    if (growing.seq === 0 && replayOf !== null)
      for (const before of [replayOf, ...this.#above(replayOf)]) this.#add(before, added);
    if (lastSeq > growing.seq && !this.isTooLarge) {
      await this.#seeLog(id, growing);
      await this.#addChildren(id, growing, added);
    }
    if (over === 1 && growing.seq >= lastSeq) this.#growing.delete(id);
  }

  async #seeLog(id: string, growing: Growing): Promise<void> {
    for (;;) {
      let size = 0;
      for (const { seq, lastSeq, body } of this.sql.log.iterate({
        workspaceId: this.workspaceId,
        id,
        row: growing.row,
      })) {
        if (this.fields.mayBeIn(body)) this.fields.see(JSON.parse(body) as RunEventBody[]);
        Object.assign(growing, { row: seq, seq: Math.max(growing.seq, lastSeq) });
        size += body.length;
        if (size >= ENOUGH_READ) break;
      }
      await this.sql.turns.after(size);
      if (size < ENOUGH_READ || this.isFull) return;
    }
  }

  async #addChildren(id: string, growing: Growing, added: string[]): Promise<void> {
    for (;;) {
      const page = this.sql.children.all({ workspaceId: this.workspaceId, id, after: growing.child });
      for (const child of page) this.#add(child.id, added);
      growing.child = page.at(-1)?.place ?? growing.child;
      if (page.length < RUNS_AT_ONCE || this.isTooLarge) return;
      await nextTurn();
    }
  }

  /** Those that have started it, directly or not; the first of them last. */
  #above(id: string): string[] {
    return this.sql.above.all({ workspaceId: this.workspaceId, id }).slice(1);
  }

  #add(id: string, added: string[]): void {
    if (this.#members.has(id) || this.isTooLarge) return;
    if (this.#members.size >= this.most) return this.#giveUp();
    this.#members.add(id);
    this.#growing.set(id, { row: 0, seq: 0, child: 0 });
    added.push(id);
  }

  #giveUp(): void {
    this.#isTooLarge = true;
    this.#fields = new HiddenFields(this.names);
    this.#members.clear();
    this.#growing.clear();
  }
}
