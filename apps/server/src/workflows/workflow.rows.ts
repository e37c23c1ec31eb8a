import type { Author } from "@leeway/api";
import { storedDocumentSchema, type WorkflowDocument } from "@leeway/engine";

/** A workflow without its document, which may have a megabyte. */
export interface WorkflowHead {
  id: string;
  name: string;
  revision: number;
  publishedVersion: number | null;
  publishedRevision: number | null;
  publishedAt: number | null;
  createdAt: number;
  updatedAt: number;
  authorId: string | null;
  authorName: string | null;
}
export interface WorkflowRow extends WorkflowHead {
  document: string;
}

/** The columns of a WorkflowHead; the published document joined in. */
export const headColumns = `w.id, w.name, w.revision, w.published_version AS publishedVersion,
  d.revision AS publishedRevision, d.created_at AS publishedAt, w.created_at AS createdAt, w.updated_at AS updatedAt,
  w.updated_by AS authorId, coalesce(u.name, '') AS authorName
  FROM workflows w LEFT JOIN workflow_documents d ON d.id = w.published_document_id LEFT JOIN users u ON u.id = w.updated_by`;

/** The columns of a WorkflowRow. */
export const workflowColumns = `w.document, ${headColumns}`;

export const iso = (at: number) => new Date(at).toISOString();

export function publishedOf(row: WorkflowHead) {
  return row.publishedVersion === null
    ? null
    : { version: row.publishedVersion, revision: row.publishedRevision ?? 0, publishedAt: iso(row.publishedAt ?? 0) };
}

export const authorOf = ({ authorId, authorName }: WorkflowHead): Author =>
  authorId === null ? null : { id: authorId, name: authorName ?? "" };

/** A draft or version as it lies in its row. */
export const documentOf = (text: string): WorkflowDocument => storedDocumentSchema.parse(JSON.parse(text));
