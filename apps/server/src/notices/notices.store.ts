import type { NoticeChannel, NoticeRule } from "@leeway/api";
import type { Locale, StepError } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import {
  mostFrequent,
  withError,
  type FailureFacts,
  type Notice,
  type NoticeFacts,
  type NoticeKind,
} from "./notice-facts.js";

interface StateRow {
  workflowId: string;
  workspaceId: string;
  channel: string;
  since: number;
  runId: string;
  waiting: number;
  facts: string;
  errors: string;
  dueAt: number;
  calm: number;
}
/** It worked again, and that was told; it failed once more after that. */
const [WELL, AGAIN] = [1, 2];
interface NoticeRow extends Omit<Notice, "channel" | "facts"> {
  channel: string;
  facts: string;
}
/** One failure that somebody wants to hear of. */
export interface Failure {
  facts: FailureFacts;
  rule: NoticeRule;
}

const MINUTE_MS = 60_000;
const stateColumns = `workflow_id AS workflowId, workspace_id AS workspaceId, channel, since, run_id AS runId, waiting,
  facts, errors, due_at AS dueAt, calm FROM notice_states`;

/** Failures as they are told: each change of a state and the notice that follows from it are one write. */
@Injectable()
export class NoticesStore {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** Workspaces with something that nobody has looked at yet, and how far they have got. */
  behind(): { workspaceId: string; cursor: number }[] {
    return this.database.handle
      .prepare<[], { workspaceId: string; cursor: number }>(
        `SELECT c.workspace_id AS workspaceId, c.cursor FROM notice_cursors c
         WHERE EXISTS (SELECT 1 FROM run_troubles t WHERE t.workspace_id = c.workspace_id AND t.id > c.cursor)`,
      )
      .all();
  }

  /** Notes failures and moves on, both or neither: whatever a crash cuts off, each is told of once. */
  async note(workspaceId: string, from: number, to: number, failures: readonly Failure[], now: number): Promise<void> {
    await this.database.queue.write((db) => {
      const moved = db
        .prepare("UPDATE notice_cursors SET cursor = ? WHERE workspace_id = ? AND cursor = ?")
        .run(to, workspaceId, from);
      if (moved.changes === 0) return;
      for (const { facts, rule } of failures)
        for (const channel of rule.channels) this.#fail(db, workspaceId, facts, rule, channel, now);
    });
  }

  /** The first is told at once, what follows is counted. */
  #fail(db: Database, workspaceId: string, facts: FailureFacts, rule: NoticeRule, to: NoticeChannel, now: number) {
    const channel = JSON.stringify(to);
    const { workflow, run } = facts;
    const message = facts.error?.message ?? "";
    const state = this.#state(db, workflow.id, channel);
    const dueAt = now + rule.digestMinutes * MINUTE_MS;
    if (!state) {
      db.prepare(
        `INSERT INTO notice_states (workflow_id, channel, workspace_id, since, run_id, waiting, facts, errors, due_at, calm)
         VALUES (?, ?, ?, ?, ?, 0, ?, '{}', ?, 0)`,
      ).run(workflow.id, channel, workspaceId, Date.parse(facts.at), run.id, JSON.stringify(facts), dueAt);
      const first = {
        workflow,
        run,
        since: Date.parse(facts.at),
        failure: facts,
        count: 1,
        errors: [{ message, count: 1 }],
      };
      return this.#make(db, { workspaceId, channel }, "first", rule.language, first, now);
    }
    const errors = withError(JSON.parse(state.errors) as Record<string, number>, message);
    const runId = run.id > state.runId ? run.id : state.runId;
    db.prepare(
      `UPDATE notice_states SET waiting = waiting + 1, facts = ?, errors = ?, run_id = ?, calm = CASE calm WHEN 1 THEN 2 ELSE calm END
       WHERE workflow_id = ? AND channel = ?`,
    ).run(JSON.stringify(facts), JSON.stringify(errors), runId, workflow.id, channel);
  }

  /**
   * What was counted, once its time has come; and what works again, by a run that began after the last failure. One that
   * fails and works by turns is told of no more often than a digest: after it worked again once, the rest is counted.
   */
  async settle(now: number, ruleOf: (workspaceId: string, workflowId: string) => NoticeRule): Promise<void> {
    for (const state of this.#failing()) {
      const due = state.dueAt <= now;
      const well = state.calm === WELL || (state.calm === AGAIN && !due) ? undefined : this.#wellRun(state);
      if (well === undefined && !(due && (state.waiting > 0 || state.calm === WELL))) continue;
      const rule = ruleOf(state.workspaceId, state.workflowId);
      await this.database.queue.write((db) => this.#tell(db, state, well, rule, now));
    }
  }

  #failing(): StateRow[] {
    return this.database.handle
      .prepare<[], StateRow>(
        `SELECT ${stateColumns} WHERE EXISTS (SELECT 1 FROM workflows w WHERE w.id = workflow_id) LIMIT 10000`,
      )
      .all();
  }

  #tell(db: Database, seen: StateRow, well: string | undefined, rule: NoticeRule, now: number): void {
    const state = this.#state(db, seen.workflowId, seen.channel);
    // Something failed meanwhile: the next look decides.
    if (!state || state.runId !== seen.runId || state.waiting !== seen.waiting) return;
    // Nobody wants to hear of it there any more.
    const wanted = rule.channels.some((one) => JSON.stringify(one) === state.channel);
    const due = state.dueAt <= now;
    const over = !wanted || state.calm === WELL || (well !== undefined && due);
    const change = over
      ? "DELETE FROM notice_states"
      : "UPDATE notice_states SET waiting = 0, errors = '{}', calm = @calm, due_at = @dueAt";
    const [calm, dueAt] = well === undefined ? [0, now + rule.digestMinutes * MINUTE_MS] : [WELL, state.dueAt];
    const here = { workflowId: state.workflowId, channel: state.channel, ...(!over && { calm, dueAt }) };
    db.prepare(`${change} WHERE workflow_id = @workflowId AND channel = @channel`).run(here);
    if (!wanted || state.calm === WELL) return;
    const { workflow, run } = JSON.parse(state.facts) as FailureFacts;
    const errors = mostFrequent(JSON.parse(state.errors) as Record<string, number>);
    const about = well === undefined ? run : { id: well, url: run.url.replace(run.id, well) };
    const facts: NoticeFacts = { workflow, run: about, since: state.since, count: state.waiting, errors };
    this.#make(db, state, well === undefined ? "digest" : "recovered", rule.language, facts, now);
  }

  /** A real run of a published version that began after the newest failure, and succeeded. */
  #wellRun({ workflowId, runId }: StateRow): string | undefined {
    return this.database.handle
      .prepare<[string, string], string>(
        `SELECT id FROM runs WHERE workflow_id = ? AND id > ? AND status = 'succeeded' AND rehearsal = 0
           AND version IS NOT NULL ORDER BY id LIMIT 1`,
      )
      .pluck()
      .get(workflowId, runId);
  }

  #state(db: Database, workflowId: string, channel: string): StateRow | undefined {
    return db
      .prepare<[string, string], StateRow>(`SELECT ${stateColumns} WHERE workflow_id = ? AND channel = ?`)
      .get(workflowId, channel);
  }

  #make(
    db: Database,
    { workspaceId, channel }: Pick<StateRow, "workspaceId" | "channel">,
    kind: NoticeKind,
    language: Locale,
    facts: NoticeFacts,
    now: number,
  ): void {
    db.prepare(
      `INSERT INTO notices (id, workspace_id, workflow_id, channel, kind, language, facts, state, tries, due_at, made_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?)`,
    ).run(`ntc_${uuidv7()}`, workspaceId, facts.workflow.id, channel, kind, language, JSON.stringify(facts), now, now);
  }

  /** Part of a write: Leeloo has orders of which the workflow has not heard. */
  missedOrders(
    db: Database,
    {
      workspaceId,
      rule,
      ...facts
    }: Pick<NoticeFacts, "workflow" | "since" | "count"> & {
      workspaceId: string;
      rule: NoticeRule;
    },
    now: number,
  ): void {
    for (const to of rule.channels) {
      const told = { ...facts, run: { id: "", url: "" }, errors: [] };
      this.#make(db, { workspaceId, channel: JSON.stringify(to) }, "missedOrders", rule.language, told, now);
    }
  }

  /** The oldest that is due of each address of a workspace, the longest waiting first. */
  due(now: number, most: number): Notice[] {
    const rows = this.database.handle
      .prepare<[number, number], NoticeRow>(
        `SELECT id, workspace_id AS workspaceId, workflow_id AS workflowId, channel, kind, language, facts, tries FROM (
           SELECT *, row_number() OVER (PARTITION BY workspace_id, channel ORDER BY due_at, id) AS place
           FROM notices WHERE due_at IS NOT NULL AND due_at <= ?) WHERE place = 1 ORDER BY due_at, id LIMIT ?`,
      )
      .all(now, most);
    return rows.map((row) => ({
      ...row,
      channel: JSON.parse(row.channel) as NoticeChannel,
      facts: JSON.parse(row.facts) as NoticeFacts,
    }));
  }

  /** What became of a try; `dueAt`: of the next one. */
  async tried(id: string, now: number, error: StepError | undefined, dueAt: number | null): Promise<void> {
    const state = error === undefined ? "sent" : dueAt === null ? "failed" : "waiting";
    await this.database.queue.write((db) =>
      db
        .prepare("UPDATE notices SET state = ?, tries = tries + 1, due_at = ?, error = ?, sent_at = ? WHERE id = ?")
        .run(state, dueAt, error ? JSON.stringify(error) : null, error ? null : now, id),
    );
  }

  /** Notices from before a time, and what is kept of workflows that are gone. */
  async clean(before: number): Promise<void> {
    await this.database.queue.write((db) => {
      db.prepare("DELETE FROM notices WHERE made_at < ? AND due_at IS NULL").run(before);
      for (const table of ["notice_states", "notice_rules"])
        db.exec(`DELETE FROM ${table} WHERE workflow_id <> '' AND workflow_id NOT IN (SELECT id FROM workflows)`);
    });
  }
}
