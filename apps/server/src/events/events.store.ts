import type { LeelooEvent } from "@leeway/api";
import type { StepError } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";

export type DeliveryStatus = LeelooEvent["deliveries"][number]["status"];

/** An event with what handing it on needs. */
export interface StoredEvent {
  id: string;
  workspaceId: string;
  type: string;
  orderId: string | null;
  /** 1: the built-in sandbox sent it. */
  fromSandbox: number;
  /** 1: Leeloo did not send it; it was made of an order that Leeloo lists. */
  recovered: number;
  body: string;
  receivedAt: number;
  planned: number;
  dueAt: number | null;
  tries: number;
}
type NewEvent = Omit<StoredEvent, "planned" | "dueAt" | "tries">;
/** What is to become of an event at one trigger. */
export interface Delivery {
  workflowId: string;
  nodeId: string;
  documentId: string;
  version: number;
  status: DeliveryStatus;
  runId: string | null;
  dedupeKey: string | null;
  error: StepError | null;
}
/** One whose run is still to be made. */
export interface PendingDelivery extends Delivery {
  runId: string;
  dedupeKey: string;
}
/** A trigger's place in a published workflow. */
export interface LiveWorkflow {
  workflowId: string;
  documentId: string;
  version: number;
}

const eventColumns = `id, workspace_id AS workspaceId, type, order_id AS orderId,
  coalesce(from_sandbox, 0) AS fromSandbox, coalesce(recovered, 0) AS recovered, body, received_at AS receivedAt,
  planned, due_at AS dueAt, tries FROM leeloo_events`;

/** The events of Leeloo and their deliveries, on disk. */
@Injectable()
export class EventsStore {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** Resolves once the event is committed. */
  async keep(event: Omit<NewEvent, "recovered">, mayForward: boolean): Promise<void> {
    await this.database.queue.write((db) => this.insert(db, { ...event, recovered: 0 }, mayForward));
  }

  /** Part of a write. Whether it is sent on is settled with it; one without a type starts nothing. */
  insert(db: Database, event: NewEvent, mayForward: boolean): void {
    const forward =
      mayForward &&
      db.prepare("SELECT forward_to FROM leeloo_hubs WHERE workspace_id = ?").pluck().get(event.workspaceId) !== null;
    const handing = event.type === "" ? { planned: 1, dueAt: null } : { planned: 0, dueAt: 0 };
    db.prepare(
      `INSERT INTO leeloo_events (id, workspace_id, type, order_id, from_sandbox, recovered, body, received_at, planned, due_at,
         tries, forward_state, forward_due_at, forward_tries, forward_result)
       VALUES (@id, @workspaceId, @type, @orderId, @fromSandbox, @recovered, @body, @receivedAt,
         @planned, @dueAt, 0, @state, @forwardDueAt, 0, NULL)`,
    ).run({ ...event, ...handing, state: forward ? "waiting" : null, forwardDueAt: forward ? 0 : null });
  }

  get(workspaceId: string, id: string): StoredEvent | undefined {
    return this.database.handle
      .prepare<[string, string], StoredEvent>(`SELECT ${eventColumns} WHERE id = ? AND workspace_id = ?`)
      .get(id, workspaceId);
  }

  /** Events that are to be handed on now, oldest first. */
  due(now: number, limit: number): StoredEvent[] {
    return this.database.handle
      .prepare<[number, number], StoredEvent>(
        `SELECT ${eventColumns} WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
      )
      .all(now, limit);
  }

  live(workspaceId: string): LiveWorkflow[] {
    return this.database.handle
      .prepare<[string], LiveWorkflow>(
        `SELECT id AS workflowId, published_document_id AS documentId, published_version AS version FROM workflows
         WHERE workspace_id = ? AND published_document_id IS NOT NULL ORDER BY id`,
      )
      .all(workspaceId);
  }

  /** Settles who gets the event; a trigger that has it already, or is about to, keeps what it has. */
  async plan(id: string, deliveries: readonly Delivery[]): Promise<void> {
    await this.database.queue.write((db) => {
      const put = db.prepare(
        `INSERT INTO leeloo_deliveries (event_id, workflow_id, node_id, status, document_id, version, run_id, dedupe_key, error)
         VALUES (@id, @workflowId, @nodeId, @status, @documentId, @version, @runId, @dedupeKey, @error)
         ON CONFLICT (event_id, workflow_id, node_id) DO UPDATE SET status = excluded.status,
           document_id = excluded.document_id, version = excluded.version, run_id = excluded.run_id,
           dedupe_key = excluded.dedupe_key, error = excluded.error
         WHERE leeloo_deliveries.status IN ('unmet', 'failed')`,
      );
      for (const one of deliveries) put.run({ ...one, id, error: one.error && JSON.stringify(one.error) });
      db.prepare("UPDATE leeloo_events SET planned = 1, due_at = 0, tries = 0 WHERE id = ?").run(id);
    });
  }

  pending(id: string): PendingDelivery[] {
    return this.database.handle
      .prepare<[string], PendingDelivery>(
        `SELECT workflow_id AS workflowId, node_id AS nodeId, document_id AS documentId, version, status,
           run_id AS runId, dedupe_key AS dedupeKey, error
         FROM leeloo_deliveries WHERE event_id = ? AND status = 'pending'`,
      )
      .all(id);
  }

  /** Whether a run was made already, before a crash. */
  hasRun(runId: string): boolean {
    return this.database.handle.prepare("SELECT 1 FROM runs WHERE id = ?").get(runId) !== undefined;
  }

  async settle(
    id: string,
    { workflowId, nodeId }: Pick<Delivery, "workflowId" | "nodeId">,
    became: { status: DeliveryStatus; runId: string | null; error: StepError | null },
  ): Promise<void> {
    const { status, runId, error } = became;
    await this.database.queue.write((db) =>
      db
        .prepare(
          "UPDATE leeloo_deliveries SET status = ?, run_id = ?, error = ? WHERE event_id = ? AND workflow_id = ? AND node_id = ?",
        )
        .run(status, runId, error && JSON.stringify(error), id, workflowId, nodeId),
    );
  }

  /** Nothing is left to be done for the event. */
  async done(id: string): Promise<void> {
    await this.database.queue.write((db) =>
      db
        .prepare(
          `UPDATE leeloo_events SET due_at = NULL WHERE id = ? AND planned = 1 AND NOT EXISTS
             (SELECT 1 FROM leeloo_deliveries WHERE event_id = ? AND status = 'pending')`,
        )
        .run(id, id),
    );
  }

  /** A fault of ours came between: the event is handed on later. */
  async later(id: string, at: number): Promise<void> {
    await this.database.queue.write((db) =>
      db.prepare("UPDATE leeloo_events SET due_at = ?, tries = tries + 1 WHERE id = ?").run(at, id),
    );
  }
}
