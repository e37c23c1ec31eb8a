import type { MissedOrder, MissedOrders } from "@leeway/api";
import type { JsonObject, StepError } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { triggersOf, type LiveVersion, type TriggerKeeper } from "../workflows/trigger-keeper.js";
import type { Expected, OrderEventType } from "./compare.js";

const TRIGGER = "trigger.leelooEvent";
const DAY_MS = 24 * 3_600_000;
/** Longer than any period that is compared. */
const KEPT_MS = 60 * DAY_MS;

/** A workspace's latest comparison. */
export interface Check {
  workspaceId: string;
  credentialId: string;
  from: number;
  until: number;
  state: "reading" | "done" | "failed";
  daily: number;
  /** The one that has asked for it, of a daily one. */
  workflowId: string | null;
  expected: number;
  received: number;
  cut: number;
  error: StepError | null;
  createdAt: number;
}
/** An order of which no event came. */
export interface Missed extends Expected {
  workspaceId: string;
  credentialId: string;
  person: JsonObject | null;
  state: MissedOrder["state"] | "dismissed";
  eventId: string | null;
}
export interface DailyCheck {
  workflowId: string;
  nodeId: string;
  workspaceId: string;
  credentialId: string;
}
export type CheckResult = Pick<Check, "expected" | "received"> & { cut: boolean };
/** What a comparison has found out. */
export interface Compared {
  /** All that was looked for, by the orders' numbers, and whether a sandbox has told of them. */
  orderIds: readonly string[];
  fromSandbox: boolean;
  missing: readonly (Expected & { person: JsonObject | null })[];
}

type MissedRow = Omit<Missed, "order" | "person"> & { order: string; person: string | null };
const missedColumns = `workspace_id AS workspaceId, type, order_id AS orderId, credential_id AS credentialId, at,
  order_data AS "order", person_data AS person, state, event_id AS eventId FROM missed_orders`;
/** Nobody looks through more. */
const MOST_SHOWN = 1_000;

/** Comparisons of orders with events, and what was missing in them, on disk. */
@Injectable()
export class OrderChecksStore implements TriggerKeeper {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** The first of a trigger's daily comparisons comes at once. */
  publish(db: Database, { workspaceId, workflowId, document, at }: LiveVersion): void {
    const asking = triggersOf(document, TRIGGER).filter(
      ({ params, credential }) => params["check"] === true && credential !== undefined,
    );
    const put = db.prepare(
      `INSERT INTO order_check_days (workflow_id, node_id, workspace_id, credential_id, due_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (workflow_id, node_id) DO UPDATE SET credential_id = excluded.credential_id`,
    );
    for (const { id, credential } of asking) put.run(workflowId, id, workspaceId, credential, at);
    db.prepare(
      "DELETE FROM order_check_days WHERE workflow_id = ? AND node_id NOT IN (SELECT value FROM json_each(?))",
    ).run(workflowId, JSON.stringify(asking.map(({ id }) => id)));
  }

  rest(db: Database, workflowId: string): void {
    db.prepare("DELETE FROM order_check_days WHERE workflow_id = ?").run(workflowId);
  }

  forget(db: Database, workflowId: string): void {
    this.rest(db, workflowId);
  }

  /** Triggers whose day is over. */
  due(now: number): DailyCheck[] {
    return this.database.handle
      .prepare<[number], DailyCheck>(
        `SELECT workflow_id AS workflowId, node_id AS nodeId, workspace_id AS workspaceId, credential_id AS credentialId
         FROM order_check_days WHERE due_at <= ? ORDER BY due_at LIMIT 20`,
      )
      .all(now);
  }

  of(workspaceId: string): Check | undefined {
    return this.#checks("workspace_id = ?", workspaceId)[0];
  }

  /** Begins one, in the place of the workspace's last. With a trigger, its next one is due a day later. */
  async begin(check: Pick<Check, "workspaceId" | "credentialId" | "from" | "until">, at: number, daily?: DailyCheck) {
    await this.database.queue.write((db) => {
      db.prepare(
        `INSERT INTO order_checks (workspace_id, credential_id, from_at, until, state, daily, workflow_id, expected,
           received, cut, error, created_at)
         VALUES (@workspaceId, @credentialId, @from, @until, 'reading', @daily, @workflowId, 0, 0, 0, NULL, @at)
         ON CONFLICT (workspace_id) DO UPDATE SET credential_id = excluded.credential_id, from_at = excluded.from_at,
           until = excluded.until, state = 'reading', daily = excluded.daily, workflow_id = excluded.workflow_id, error = NULL, created_at = excluded.created_at`,
      ).run({ ...check, at, daily: daily ? 1 : 0, workflowId: daily?.workflowId ?? null });
      if (daily)
        db.prepare("UPDATE order_check_days SET due_at = ? WHERE workflow_id = ? AND node_id = ?").run(
          at + DAY_MS,
          daily.workflowId,
          daily.nodeId,
        );
    });
  }

  /** Of these orders, those of which an event came. */
  received(
    workspaceId: string,
    orders: readonly Pick<Expected, "type" | "orderId">[],
    fromSandbox: boolean,
  ): Set<string> {
    const rows = this.database.handle
      .prepare<[string, number, string], { type: string; orderId: string }>(
        `SELECT type, order_id AS orderId FROM leeloo_events
         WHERE workspace_id = ? AND coalesce(from_sandbox, 0) = ? AND order_id IN (SELECT value FROM json_each(?))`,
      )
      .all(workspaceId, Number(fromSandbox), JSON.stringify(orders.map(({ orderId }) => orderId)));
    return new Set(rows.map(({ type, orderId }) => `${type.trim().toUpperCase()} ${orderId}`));
  }

  /** What came of a comparison. What was missing before, and has come, is missing no more; `tell` hears how much is new. */
  async done(
    check: Check,
    result: CheckResult,
    { orderIds, fromSandbox, missing }: Compared,
    tell: (db: Database, fresh: number) => void,
  ): Promise<void> {
    const { workspaceId, credentialId, createdAt } = check;
    await this.database.queue.write((db) => {
      const moved = db
        .prepare(
          `UPDATE order_checks SET state = 'done', expected = ?, received = ?, cut = ?
           WHERE workspace_id = ? AND created_at = ? AND state = 'reading'`,
        )
        .run(result.expected, result.received, Number(result.cut), workspaceId, createdAt);
      if (moved.changes === 0) return;
      db.prepare(
        `DELETE FROM missed_orders WHERE workspace_id = @workspaceId AND state = 'missing'
           AND (credential_id = @credentialId OR order_id IN (SELECT value FROM json_each(@orderIds)))
           AND EXISTS (SELECT 1 FROM leeloo_events e
             WHERE e.workspace_id = missed_orders.workspace_id AND e.order_id = missed_orders.order_id
               AND upper(e.type) = missed_orders.type AND coalesce(e.from_sandbox, 0) = @fromSandbox)`,
      ).run({ workspaceId, credentialId, orderIds: JSON.stringify(orderIds), fromSandbox: Number(fromSandbox) });
      db.prepare("DELETE FROM missed_orders WHERE workspace_id = ? AND at < ?").run(workspaceId, createdAt - KEPT_MS);
      const put = db.prepare(
        `INSERT INTO missed_orders (workspace_id, type, order_id, credential_id, at, order_data, person_data, state, event_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'missing', NULL) ON CONFLICT DO NOTHING`,
      );
      let fresh = 0;
      for (const { type, orderId, at, order, person } of missing) {
        const card = person && JSON.stringify(person);
        fresh += put.run(workspaceId, type, orderId, credentialId, at, JSON.stringify(order), card).changes;
      }
      if (fresh > 0) tell(db, fresh);
    });
  }

  /** Nothing where it has gone on meanwhile, or another one was begun. */
  async failed({ workspaceId, createdAt, state }: Check, error: StepError): Promise<void> {
    const fail =
      "UPDATE order_checks SET state = 'failed', error = ? WHERE workspace_id = ? AND created_at = ? AND state = ?";
    await this.database.queue.write((db) => db.prepare(fail).run(JSON.stringify(error), workspaceId, createdAt, state));
  }

  /** What is shown: newest first, without what somebody has put aside. */
  missed(workspaceId: string): Missed[] {
    return this.#missed(
      `workspace_id = ? AND state <> 'dismissed' ORDER BY at DESC, order_id DESC LIMIT ${MOST_SHOWN}`,
      workspaceId,
    );
  }

  /** Workspaces that have something to do: a comparison, or events to be made. */
  busy(): string[] {
    return this.database.handle
      .prepare<[], string>(
        `SELECT workspace_id FROM order_checks WHERE state = 'reading'
         UNION SELECT workspace_id FROM missed_orders WHERE state = 'wanted'`,
      )
      .pluck()
      .all();
  }

  /** Those for which workflows are to be started, the oldest first, not all at once. */
  wanted(workspaceId: string): Missed[] {
    return this.#missed("workspace_id = ? AND state = 'wanted' ORDER BY at LIMIT 100", workspaceId);
  }

  /** Somebody wants these started, or put aside. */
  async mark(workspaceId: string, { orders }: MissedOrders, state: "wanted" | "dismissed"): Promise<void> {
    await this.database.queue.write((db) => {
      const mark = db.prepare(
        "UPDATE missed_orders SET state = ? WHERE workspace_id = ? AND type = ? AND order_id = ? AND state = 'missing'",
      );
      for (const { type, orderId } of orders) mark.run(state, workspaceId, type, orderId);
    });
  }

  /** In one write with the event that `keep` makes; nothing where it was started meanwhile. */
  async start({ workspaceId, type, orderId }: Missed, eventId: string, keep: (db: Database) => void): Promise<void> {
    await this.database.queue.write((db) => {
      const started = db
        .prepare(
          `UPDATE missed_orders SET state = 'started', event_id = ?
           WHERE workspace_id = ? AND type = ? AND order_id = ? AND state = 'wanted'`,
        )
        .run(eventId, workspaceId, type, orderId);
      if (started.changes > 0) keep(db);
    });
  }

  /** Its event came after all. */
  async came({ workspaceId, type, orderId }: Missed): Promise<void> {
    await this.database.queue.write((db) =>
      db
        .prepare("DELETE FROM missed_orders WHERE workspace_id = ? AND type = ? AND order_id = ?")
        .run(workspaceId, type, orderId),
    );
  }

  /** It could not be started: it is missing as before. */
  async giveBack({ workspaceId, type, orderId }: Missed): Promise<void> {
    await this.database.queue.write((db) =>
      db
        .prepare(
          `UPDATE missed_orders SET state = 'missing' WHERE workspace_id = ? AND type = ? AND order_id = ? AND state = 'wanted'`,
        )
        .run(workspaceId, type, orderId),
    );
  }

  #checks(where: string, value: string): Check[] {
    const rows = this.database.handle
      .prepare<[string], Omit<Check, "error"> & { error: string | null }>(
        `SELECT workspace_id AS workspaceId, credential_id AS credentialId, from_at AS "from", until, state, daily,
           workflow_id AS workflowId, expected, received, cut, error, created_at AS createdAt FROM order_checks WHERE ${where}`,
      )
      .all(value);
    return rows.map((row) => ({ ...row, error: row.error === null ? null : (JSON.parse(row.error) as StepError) }));
  }

  #missed(where: string, value: string): Missed[] {
    return this.database.handle
      .prepare<[string], MissedRow>(`SELECT ${missedColumns} WHERE ${where}`)
      .all(value)
      .map((row) => ({
        ...row,
        type: row.type as OrderEventType,
        order: JSON.parse(row.order) as JsonObject,
        person: row.person === null ? null : (JSON.parse(row.person) as JsonObject),
      }));
  }
}

/** Part of a write, after a restore: orders that somebody had asked for are asked for anew. Answers their workspaces. */
export function giveAllBack(db: Database): string[] {
  const giveBack = "UPDATE missed_orders SET state = 'missing' WHERE state = 'wanted' RETURNING workspace_id";
  return db.prepare(giveBack).pluck().all() as string[];
}
