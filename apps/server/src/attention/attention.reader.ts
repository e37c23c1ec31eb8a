import type { AttentionEntry, AttentionList, AttentionQuery } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import type { StoredAttention } from "../adapters/run-store/attention-table.js";
import { DATABASE } from "../config/settings.js";
import { toError } from "../runs/run-telling.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import type { NamedNode, Words } from "../workflows/words.js";

interface Row {
  runId: string;
  key: string;
  kind: AttentionEntry["kind"];
  place: string;
  entry: string;
  workflowId: string;
  workflowName: string;
  documentId: string;
  rehearsal: number;
}

/** Nobody reads a number beyond it. */
const MOST_COUNTED = 1_000;

type Filter = Pick<AttentionQuery, "workflowId" | "kind">;

/** Of all that waits in a workspace, or in one of its workflows: the part that an index holds. */
function whereOf({ workflowId, kind }: Filter): string {
  // Not a plain comparison beside the workflow's: the workspace's index would look as good.
  const own = workflowId === undefined ? "a.workspace_id = @workspaceId" : "a.workspace_id || '' = @workspaceId";
  return [
    own,
    ...(workflowId === undefined ? [] : ["a.workflow_id = @workflowId"]),
    ...(kind === undefined ? [] : ["a.kind = @kind"]),
  ].join(" AND ");
}

/** Newest first, by an index that holds just these. */
export const attentionSql = (filter: Filter): string =>
  `SELECT a.run_id AS runId, a.step_key AS key, a.kind, a.place, a.entry, a.workflow_id AS workflowId,
     coalesce(w.name, d.document ->> '$.name', '') AS workflowName, r.document_id AS documentId, r.rehearsal
   FROM attention a JOIN runs r ON r.id = a.run_id LEFT JOIN workflows w ON w.id = a.workflow_id
     LEFT JOIN workflow_documents d ON d.id = r.document_id
   WHERE ${whereOf(filter)} AND a.place < @cursor ORDER BY a.place DESC LIMIT @limit`;

/** What waits for people. */
@Injectable()
export class AttentionReader {
  readonly #db: Database;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly nodes: DocumentNodes,
  ) {
    this.#db = handle;
  }

  list(workspaceId: string, { limit, cursor, ...filter }: AttentionQuery, locale: Locale): AttentionList {
    const rows = this.#db
      .prepare(attentionSql(filter))
      .all({ workspaceId, ...filter, cursor: cursor ?? "\uffff", limit: limit + 1 }) as Row[];
    const total = this.#db
      .prepare(`SELECT count(*) FROM (SELECT 1 FROM attention a WHERE ${whereOf(filter)} LIMIT ${MOST_COUNTED})`)
      .pluck()
      .get({ workspaceId, ...filter }) as number;
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const words = this.nodes.words(locale);
    const items = rows.slice(0, limit).map((row) => this.#entry(row, words(row.documentId), locale));
    return { items, total, ...(last && { nextCursor: last.place }) };
  }

  #entry(row: Row, words: Words, locale: Locale): AttentionEntry {
    const { documentId, kind } = row;
    const entry = toEntry(row, this.nodes.of(documentId), words, locale);
    if (kind === "unknown") entry.readers = this.nodes.needing(documentId, entry.nodeId).map(words.nodeName);
    return entry;
  }
}

function toEntry(row: Row, nodes: readonly NamedNode[], words: Words, locale: Locale): AttentionEntry {
  const { runId, key, kind, workflowId, workflowName } = row;
  const { nodeId, since, until, input, names, error, check, truncated } = JSON.parse(row.entry) as StoredAttention;
  return {
    runId,
    workflowId,
    workflowName,
    rehearsal: row.rehearsal === 1,
    key,
    nodeId,
    nodeType: nodes.find(({ id }) => id === nodeId)?.type ?? "",
    nodeName: words.nodeName(nodeId),
    kind,
    since: new Date(since).toISOString(),
    until: typeof until === "number" ? new Date(until).toISOString() : null,
    input: input ?? null,
    names: names ?? {},
    truncated: truncated === true,
    readers: [],
    error: error ? toError(error, locale, words) : null,
    check: check
      ? {
          times: check.times,
          at: new Date(check.at).toISOString(),
          found: [...check.found],
          ...(check.error && { error: toError(check.error, locale, words) }),
        }
      : null,
  };
}
