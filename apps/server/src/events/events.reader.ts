import { sayStepError, type LeelooEvent, type ListQuery, type StepErrorDto } from "@leeway/api";
import type { Json, JsonObject, Locale, StepError } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { wordsOf } from "../workflows/words.js";
import type { DeliveryStatus } from "./events.store.js";
import type { ForwardResult } from "./forward.service.js";

interface EventRow {
  id: string;
  type: string;
  orderId: string | null;
  fromSandbox: number;
  recovered: number;
  /** Null where it is longer than was asked for. */
  body: string | null;
  receivedAt: number;
  dueAt: number | null;
  forwardState: NonNullable<LeelooEvent["forward"]>["state"] | null;
  forwardDueAt: number | null;
  forwardTries: number;
  forwardResult: string | null;
}
interface DeliveryRow {
  eventId: string;
  workflowId: string;
  workflowName: string | null;
  nodeId: string;
  status: DeliveryStatus;
  runId: string | null;
  documentId: string | null;
  error: string | null;
}

const columns = `id, type, order_id AS orderId, coalesce(from_sandbox, 0) AS fromSandbox,
  coalesce(recovered, 0) AS recovered,
  (SELECT CASE WHEN octet_length(b.body) <= @longest THEN b.body END FROM leeloo_events b WHERE b.rowid = e.rowid) AS body,
  received_at AS receivedAt, due_at AS dueAt,
  forward_state AS forwardState, forward_due_at AS forwardDueAt, forward_tries AS forwardTries,
  forward_result AS forwardResult FROM leeloo_events e`;

/** Newest first, by an index that has all but the bodies. */
export const eventsSql = `SELECT ${columns} WHERE workspace_id = @workspaceId AND id < @before ORDER BY id DESC LIMIT @most`;

/**
 * Longer data, in bytes, are left out of lists, and do not leave the database for that: a page of events of a megabyte each
 * would else be a hundred megabytes in memory, for nothing.
 */
const LONGEST_IN_LIST = 16 * 1024;
/** No event is longer than any body. */
const WHOLE = Number.MAX_SAFE_INTEGER;

/** Events as people see them. */
@Injectable()
export class EventsReader {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
  ) {}

  /** Newest first. */
  list(
    workspaceId: string,
    { limit, cursor }: ListQuery,
    locale: Locale,
  ): { items: LeelooEvent[]; nextCursor?: string } {
    const rows = this.database.handle
      .prepare<[object], EventRow>(eventsSql)
      .all({ workspaceId, before: cursor ?? "\uffff", most: limit + 1, longest: LONGEST_IN_LIST });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: this.#told(rows.slice(0, limit), locale),
      ...(last && { nextCursor: last.id }),
    };
  }

  get(workspaceId: string, id: string, locale: Locale): LeelooEvent {
    const row = this.database.handle
      .prepare<[object], EventRow>(`SELECT ${columns} WHERE workspace_id = @workspaceId AND id = @id`)
      .get({ workspaceId, id, longest: WHOLE });
    const [event] = row ? this.#told([row], locale) : [];
    if (!event) throw new Problem("notFound");
    return event;
  }

  #told(rows: readonly EventRow[], locale: Locale): LeelooEvent[] {
    const deliveries = this.#deliveries(rows.map(({ id }) => id));
    return rows.map((row) => ({
      id: row.id,
      type: row.type,
      fromSandbox: row.fromSandbox === 1,
      recovered: row.recovered === 1,
      ...dataOf(row),
      receivedAt: iso(row.receivedAt),
      orderId: row.orderId,
      state: row.dueAt === null ? "done" : "waiting",
      deliveries: deliveries.filter(({ eventId }) => eventId === row.id).map((one) => this.#delivery(one, locale)),
      forward: forwardOf(row, locale),
    }));
  }

  #deliveries(ids: readonly string[]): DeliveryRow[] {
    const rows = this.database.handle
      .prepare<[string], DeliveryRow>(
        `SELECT d.event_id AS eventId, d.workflow_id AS workflowId, w.name AS workflowName, d.node_id AS nodeId, d.status,
           d.run_id AS runId, d.document_id AS documentId, d.error
         FROM leeloo_deliveries d LEFT JOIN workflows w ON w.id = d.workflow_id
         WHERE d.event_id IN (SELECT value FROM json_each(?)) ORDER BY d.event_id, d.workflow_id, d.node_id`,
      )
      .all(JSON.stringify(ids));
    return rows;
  }

  #delivery(row: DeliveryRow, locale: Locale): LeelooEvent["deliveries"][number] {
    const { workflowId, workflowName, nodeId, status } = row;
    return {
      workflowId,
      workflowName,
      nodeId,
      status,
      // One that is only chosen leads nowhere yet.
      runId: status === "pending" ? null : row.runId,
      error: row.error === null ? null : this.#error(JSON.parse(row.error) as StepError, row.documentId, locale),
    };
  }

  #error(error: StepError, documentId: string | null, locale: Locale): StepErrorDto {
    const document = documentId === null ? undefined : this.store.document(documentId);
    const words = wordsOf(document ?? { nodes: [] }, locale);
    return toDto(error, sayStepError(words.titled(error), locale, words.nodeName));
  }
}

const iso = (at: number) => new Date(at).toISOString();

/** Of what is no event everything is shown. */
function dataOf({ type, body }: EventRow): { data: Json; truncated?: boolean } {
  if (body === null) return { data: null, truncated: true };
  const whole = JSON.parse(body) as JsonObject;
  return { data: type === "" ? whole : (whole["data"] ?? {}) };
}

function forwardOf(row: EventRow, locale: Locale): LeelooEvent["forward"] {
  if (row.forwardState === null) return null;
  const { status = null, error } = JSON.parse(row.forwardResult ?? "{}") as ForwardResult;
  return {
    state: row.forwardState,
    tries: row.forwardTries,
    status,
    // Its hint speaks of a step that is run again; here the next try comes by itself.
    error: error ? toDto(error, { message: sayStepError(error, locale).message }) : null,
    nextAt: row.forwardDueAt === null || row.forwardTries === 0 ? null : iso(row.forwardDueAt),
  };
}

function toDto({ code, param, values }: StepError, said: { message: string; hint?: string }): StepErrorDto {
  return { code, ...said, ...(param !== undefined && { param }), values };
}
