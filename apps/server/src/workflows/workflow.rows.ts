import { workflowDocumentSchema, type WorkflowDocument } from "@leeway/engine";

export interface WorkflowRow {
  id: string;
  name: string;
  revision: number;
  document: string;
  publishedVersion: number | null;
  publishedRevision: number | null;
  publishedAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** The columns of a WorkflowRow; the published document joined in. */
export const workflowColumns = `w.id, w.name, w.revision, w.document, w.published_version AS publishedVersion,
  d.revision AS publishedRevision, d.created_at AS publishedAt, w.created_at AS createdAt, w.updated_at AS updatedAt
  FROM workflows w LEFT JOIN workflow_documents d ON d.id = w.published_document_id`;

export const iso = (at: number) => new Date(at).toISOString();

export function publishedOf(row: WorkflowRow) {
  return row.publishedVersion === null
    ? null
    : { version: row.publishedVersion, revision: row.publishedRevision ?? 0, publishedAt: iso(row.publishedAt ?? 0) };
}

export const documentOf = (text: string): WorkflowDocument => workflowDocumentSchema.parse(JSON.parse(text));
