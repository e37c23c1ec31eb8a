import { isObject, isTemplate, parseTemplate, referencesOf, type Json, type WorkflowDocument } from "@leeway/engine";
import type { Database } from "better-sqlite3";

interface Row {
  id: string;
  name: string;
  draft: string;
  published: string | null;
}

/** The workflows that use a variable in their draft or as they are published, by name. */
export function workflowsWith(db: Database, workspaceId: string, variable: string): { id: string; name: string }[] {
  const rows = db
    .prepare(
      `SELECT w.id, w.name, w.document AS draft, d.document AS published
       FROM workflows w LEFT JOIN workflow_documents d ON d.id = w.published_document_id
       WHERE w.workspace_id = ? AND (instr(w.document, ?) > 0 OR instr(d.document, ?) > 0) ORDER BY w.name LIMIT 1000`,
    )
    .all(workspaceId, variable, variable) as Row[];
  return rows
    .filter(({ draft, published }) => [draft, published].some((one) => one !== null && names(one, variable)))
    .map(({ id, name }) => ({ id, name }));
}

const names = (document: string, variable: string): boolean =>
  (JSON.parse(document) as WorkflowDocument).nodes.some(({ params }) =>
    textsIn(params).some((text) => has(text, variable)),
  );

function has(text: string, variable: string): boolean {
  const parsed = isTemplate(text) && parseTemplate(text);
  if (!parsed || !parsed.ok) return false;
  return referencesOf(parsed.template).some(({ root, path }) => root === "vars" && path[0] === variable);
}

function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
