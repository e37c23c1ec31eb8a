import type { JsonObject, PollMark, SeenEntry, StepError, WorkflowNode } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { fingerprint } from "../adapters/database/fingerprint.js";
import { DATABASE } from "../config/settings.js";
import { triggersOf, type LiveVersion, type TriggerKeeper } from "../workflows/trigger-keeper.js";

export const POLL_TRIGGER = "trigger.leelooPoll";

/** A trigger that looks in Leeloo, and how far it has got. */
export interface Poll {
  workflowId: string;
  nodeId: string;
  workspaceId: string;
  params: JsonObject;
  credentialId: string;
  identity: string;
  /** Of the version that is published. */
  live: boolean;
  dueAt: number | null;
  pausedAt: number | null;
  /** Undefined before the first look. */
  mark: PollMark | undefined;
  afreshAt: number | null;
  lastAt: number | null;
  lastError: StepError | null;
  failures: number;
  found: number;
  requests: number;
  cut: boolean;
  /** The version that is live; null where none is. */
  documentId: string | null;
  version: number | null;
}

/** What came of a look. */
export interface Looked {
  at: number;
  dueAt: number;
  mark: PollMark;
  keep: readonly SeenEntry[];
  /** What is older is forgotten. */
  forgetBefore: number;
  found: number;
  requests: number;
  cut: boolean;
}

type Row = Omit<Poll, "params" | "live" | "mark" | "lastError" | "cut"> & {
  params: string;
  live: number;
  since: number | null;
  high: number | null;
  lastError: string | null;
  cut: number;
};
export type PollId = Pick<Poll, "workflowId" | "nodeId">;

const columns = `p.workflow_id AS workflowId, p.node_id AS nodeId, p.workspace_id AS workspaceId, p.params,
  p.credential_id AS credentialId, p.identity, p.live, p.due_at AS dueAt, p.paused_at AS pausedAt, p.since, p.high,
  p.afresh_at AS afreshAt, p.last_at AS lastAt, p.last_error AS lastError, p.failures, p.found, p.requests, p.cut,
  w.published_document_id AS documentId, w.published_version AS version
  FROM polls p JOIN workflows w ON w.id = p.workflow_id`;

/** The triggers of published workflows that look in Leeloo, and what they have seen, on disk. */
@Injectable()
export class PollsStore implements TriggerKeeper {
  readonly #changed = new Set<() => void>();

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** Something is due sooner, perhaps. */
  onChange(listener: () => void): void {
    this.#changed.add(listener);
  }

  /**
   * A trigger that reads what it read goes on from where it was, however long it rested, unless somebody wants that left
   * alone; another one begins anew.
   */
  publish(db: Database, { workspaceId, workflowId, document, at, leave }: LiveVersion): void {
    const triggers = triggersOf(document, POLL_TRIGGER);
    const find = db.prepare("SELECT identity FROM polls WHERE workflow_id = ? AND node_id = ?").pluck();
    const put = db.prepare(
      `INSERT INTO polls (workflow_id, node_id, workspace_id, params, credential_id, identity, live, due_at, failures, found,
         requests, cut)
       VALUES (@workflowId, @nodeId, @workspaceId, @params, @credentialId, @identity, 1, @at, 0, 0, 0, 0)
       ON CONFLICT (workflow_id, node_id) DO UPDATE SET params = excluded.params, credential_id = excluded.credential_id,
         identity = excluded.identity, live = 1, failures = 0, due_at = CASE WHEN paused_at IS NULL THEN excluded.due_at END`,
    );
    for (const node of triggers) {
      const { id: nodeId, params, credential: credentialId = "" } = node;
      const identity = identityOf(node);
      const known = find.get(workflowId, nodeId) as string | undefined;
      const isLeft = leave.has(nodeId);
      if (known !== undefined && (isLeft || known !== identity)) beginAnew(db, { workflowId, nodeId }, at);
      if (known !== identity) forgetEntries(db, { workflowId, nodeId });
      // Then its first look takes nothing of the past either.
      const { firstPoll: _, ...others } = params;
      const own = JSON.stringify(isLeft ? others : params);
      put.run({ workflowId, nodeId, workspaceId, params: own, credentialId, identity, at });
    }
    db.prepare(
      `UPDATE polls SET live = 0, due_at = NULL
       WHERE workflow_id = ? AND node_id NOT IN (SELECT value FROM json_each(?))`,
    ).run(workflowId, JSON.stringify(triggers.map(({ id }) => id)));
    this.#tell();
  }

  rest(db: Database, workflowId: string): void {
    db.prepare("UPDATE polls SET live = 0, due_at = NULL WHERE workflow_id = ?").run(workflowId);
  }

  forget(db: Database, workflowId: string): void {
    for (const table of ["polls", "poll_entries", "poll_backfills"])
      db.prepare(`DELETE FROM ${table} WHERE workflow_id = ?`).run(workflowId);
  }

  /** Those that are to look now, the longest waiting first, and with one credential so many at most. */
  due(at: number, most: number, mostOfOne: number): Poll[] {
    const rows = this.database.handle
      .prepare<[number, number, number], Row>(
        `SELECT ${columns} JOIN (SELECT workflow_id, node_id,
             row_number() OVER (PARTITION BY credential_id ORDER BY due_at, workflow_id, node_id) AS place
           FROM polls WHERE due_at <= ?) AS line USING (workflow_id, node_id)
         WHERE line.place <= ? ORDER BY p.due_at LIMIT ?`,
      )
      .all(at, mostOfOne, most);
    return rows.map(pollOf);
  }

  /** Those of the version that is live. */
  of(workflowId: string): Poll[] {
    return this.known(workflowId).filter(({ live }) => live);
  }

  /** Also those that rest because no version with them is live. */
  known(workflowId: string): Poll[] {
    const rows = this.database.handle
      .prepare<[string], Row>(`SELECT ${columns} WHERE p.workflow_id = ? ORDER BY p.node_id`)
      .all(workflowId);
    return rows.map(pollOf);
  }

  /** As it is now, where it still looks for the same. */
  still({ workflowId, nodeId, identity }: Poll): Poll | undefined {
    return this.of(workflowId).find((one) => one.nodeId === nodeId && one.identity === identity);
  }

  /** What of these entries was seen before. */
  seen({ workflowId, nodeId }: PollId, keys: readonly string[]): Map<string, SeenEntry> {
    const keyOf = new Map(keys.map((key) => [fingerprint(key), key]));
    const rows = this.database.handle
      .prepare<[string, string, string], Omit<SeenEntry, "started"> & { started: number }>(
        `SELECT entry_key AS key, at, status, changes, coalesce(started, 0) AS started FROM poll_entries
         WHERE workflow_id = ? AND node_id = ? AND entry_key IN (SELECT value FROM json_each(?))`,
      )
      .all(workflowId, nodeId, JSON.stringify([...keyOf.keys()]));
    const entries = rows.map((row) => ({ ...row, key: keyOf.get(row.key) ?? "", started: row.started === 1 }));
    return new Map(entries.map((entry) => [entry.key, entry]));
  }

  /**
   * A look has come to its end, and `also` happens in the same write; nothing where meanwhile it was published to look for
   * something else, or to begin anew.
   */
  async looked(poll: Poll, looked: Looked, also: (db: Database) => void = () => {}): Promise<void> {
    const { workflowId, nodeId, identity, dueAt } = poll;
    const { at, mark, keep, forgetBefore, found, requests, cut } = looked;
    await this.database.queue.write((db) => {
      const moved = db
        .prepare(
          `UPDATE polls SET since = @since, high = @high, last_at = @at, last_error = NULL, failures = 0, found = @found,
             requests = @requests, cut = @cut, due_at = CASE WHEN due_at = @was THEN @dueAt ELSE due_at END
           WHERE workflow_id = @workflowId AND node_id = @nodeId AND identity = @identity AND since IS @from`,
        )
        .run({
          workflowId,
          nodeId,
          identity,
          ...mark,
          at,
          found,
          requests,
          cut: cut ? 1 : 0,
          was: dueAt,
          dueAt: looked.dueAt,
          from: poll.mark?.since ?? null,
        });
      if (moved.changes === 0) return;
      remember(db, { workflowId, nodeId }, keep);
      const forget = "DELETE FROM poll_entries WHERE workflow_id = ? AND node_id = ? AND at < ?";
      db.prepare(forget).run(workflowId, nodeId, forgetBefore);
      also(db);
    });
  }

  /** Runs were made of these, of a past that nobody had looked at. */
  async started({ workflowId, nodeId }: PollId, entries: readonly SeenEntry[]): Promise<void> {
    await this.database.queue.write((db) => remember(db, { workflowId, nodeId }, entries));
  }

  /** A look has failed; it is tried again later. */
  async failed({ workflowId, nodeId, identity, dueAt }: Poll, at: number, error: StepError, next: number) {
    await this.database.queue.write((db) =>
      db
        .prepare(
          `UPDATE polls SET last_at = ?, last_error = ?, failures = failures + 1,
             due_at = CASE WHEN due_at = ? THEN ? ELSE due_at END
           WHERE workflow_id = ? AND node_id = ? AND identity = ?`,
        )
        .run(at, JSON.stringify(error), dueAt, next, workflowId, nodeId, identity),
    );
  }

  /** It does not look until it is resumed; what comes meanwhile is taken then. False where there is no such trigger. */
  async pause({ workflowId, nodeId }: PollId, at: number): Promise<boolean> {
    return this.#change("UPDATE polls SET paused_at = coalesce(paused_at, @at), due_at = NULL WHERE live = 1", {
      workflowId,
      nodeId,
      at,
    });
  }

  /** See `pause`. */
  async resume({ workflowId, nodeId }: PollId, at: number): Promise<boolean> {
    return this.#change("UPDATE polls SET paused_at = NULL, due_at = @at WHERE live = 1", { workflowId, nodeId, at });
  }

  /** It looks as soon as possible. */
  async lookNow({ workflowId, nodeId }: PollId, at: number): Promise<boolean> {
    const change = "UPDATE polls SET due_at = CASE WHEN paused_at IS NULL THEN @at END WHERE live = 1";
    return this.#change(change, { workflowId, nodeId, at });
  }

  async #change(update: string, values: PollId & { at: number }): Promise<boolean> {
    const { changes } = await this.database.queue.write((db) =>
      db.prepare(`${update} AND workflow_id = @workflowId AND node_id = @nodeId`).run(values),
    );
    this.#tell();
    return changes > 0;
  }

  #tell(): void {
    for (const listener of this.#changed) listener();
  }
}

const pollOf = ({ params, live, since, high, lastError, cut, ...row }: Row): Poll => ({
  ...row,
  live: live === 1,
  params: JSON.parse(params) as JsonObject,
  mark: since === null || high === null ? undefined : { since, high },
  lastError: lastError === null ? null : (JSON.parse(lastError) as StepError),
  cut: cut === 1,
});

/** What a trigger reads, and of whose account. How often it looks, and which of it starts a run, is no part of that. */
export function identityOf({ params, credential = "" }: WorkflowNode): string {
  const { what = "orders", account_id = null } = params;
  return JSON.stringify([credential, what, what === "messages" ? account_id : null]);
}

function remember(db: Database, { workflowId, nodeId }: PollId, entries: readonly SeenEntry[]): void {
  const put = db.prepare(
    `INSERT INTO poll_entries (workflow_id, node_id, entry_key, at, status, changes, started) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (workflow_id, node_id, entry_key) DO UPDATE SET at = excluded.at, status = excluded.status,
       changes = excluded.changes, started = excluded.started`,
  );
  for (const { key, at, status, changes, started } of entries)
    put.run(workflowId, nodeId, fingerprint(key), at, status, changes, Number(started));
}

/**
 * Part of a write, after a restore: what was new since the backup may have had its run. Each trigger begins anew, with what
 * is there then; of the time in between a back-fill makes the runs, on a word. Answers their workspaces.
 */
export function beginAllAnew(db: Database, at: number): string[] {
  return db
    .prepare<object, string>(
      `UPDATE polls SET since = NULL, high = NULL, afresh_at = @at, last_error = NULL, failures = 0
       WHERE since IS NOT NULL RETURNING workspace_id`,
    )
    .pluck()
    .all({ at });
}

function beginAnew(db: Database, { workflowId, nodeId }: PollId, at: number): void {
  db.prepare(
    `UPDATE polls SET since = NULL, high = NULL, afresh_at = ?, last_at = NULL, last_error = NULL, found = 0
     WHERE workflow_id = ? AND node_id = ?`,
  ).run(at, workflowId, nodeId);
}

/** Entries of another account, or of something else, say nothing. */
function forgetEntries(db: Database, { workflowId, nodeId }: PollId): void {
  db.prepare("DELETE FROM poll_entries WHERE workflow_id = ? AND node_id = ?").run(workflowId, nodeId);
}
