import type { WorkflowDocument } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { prepared } from "../adapters/database/prepared.js";
import { nextVersion, storeDocument } from "./store-document.js";

/** A draft that something else is about to take the place of, and who does that. */
export interface ReplacedDraft {
  workflowId: string;
  revision: number;
  document: WorkflowDocument;
  by: string | null;
}

/**
 * Keeps a draft as a version that was never live, so that it can be brought back. Part of the transaction that takes its
 * place. Answers the version that has it: an older one where it is in one already.
 */
export function keepDraft(db: Database, { workflowId, revision, document, by }: ReplacedDraft): number {
  const known = prepared(
    db,
    "SELECT max(version) FROM workflow_documents WHERE workflow_id = ? AND version IS NOT NULL AND document = ?",
  )
    .pluck()
    .get(workflowId, JSON.stringify(document)) as number | null;
  if (known !== null) return known;
  const version = nextVersion(db, workflowId);
  const id = storeDocument(db, { workflowId, revision, version, document, publishedBy: by }, Date.now());
  prepared(db, "UPDATE workflow_documents SET kept_draft = 1 WHERE id = ? AND workflow_id = ?").run(id, workflowId);
  return version;
}
