import type { Database } from "better-sqlite3";

/** The published workflows that use a credential, by name. */
export function workflowsUsing(
  db: Database,
  workspaceId: string,
  credentialId: string,
): { id: string; name: string }[] {
  const rows = db
    .prepare(
      `SELECT w.id, w.name, d.document FROM workflows w JOIN workflow_documents d ON d.id = w.published_document_id
       WHERE w.workspace_id = ? AND instr(d.document, ?) > 0 ORDER BY w.name LIMIT 1000`,
    )
    .all(workspaceId, credentialId) as { id: string; name: string; document: string }[];
  return rows.filter(({ document }) => nodesOf(document).some(({ credential }) => credential === credentialId));
}

const nodesOf = (document: string) => (JSON.parse(document) as { nodes: { credential?: string }[] }).nodes;
