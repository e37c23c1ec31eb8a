import type { WorkflowDocument } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { prepared } from "../adapters/database/prepared.js";

/** A document that runs may be pinned to: a published version, a draft as it was run, or a part of one (revision 0). */
export interface NewDocument {
  workflowId: string;
  revision: number;
  /** Null unless it is published. */
  version: number | null;
  document: WorkflowDocument;
  publishedBy: string | null;
}

/** The number of the next version. */
export function nextVersion(db: Database, workflowId: string): number {
  const last = prepared(db, "SELECT max(version) FROM workflow_documents WHERE workflow_id = ?")
    .pluck()
    .get(workflowId);
  return ((last as number | null) ?? 0) + 1;
}

/** Keeps a document for good, with its triggers by their types: runs are found by what started them. Answers its id. */
export function storeDocument(db: Database, { document, ...of }: NewDocument, at: number): string {
  const id = `doc_${uuidv7()}`;
  prepared(
    db,
    `INSERT INTO workflow_documents (id, workflow_id, revision, version, document, created_at, published_by)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, of.workflowId, of.revision, of.version, JSON.stringify(document), at, of.publishedBy);
  const keep = prepared(db, "INSERT INTO document_triggers (document_id, node_id, type) VALUES (?, ?, ?)");
  for (const { id: nodeId, type } of document.nodes) if (type.startsWith("trigger.")) keep.run(id, nodeId, type);
  return id;
}
