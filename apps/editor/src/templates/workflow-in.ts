import { workflowDocumentSchema } from "@leeway/engine";

/** What a file held, or why it is no workflow that this Leeway can take. */
export type WorkflowFile = { ok: true; document: unknown } | { ok: false; why: "other" | "newer" };

/** Looks at the JSON of a file before it is sent; what is wrong inside a workflow is for the server to say. */
export function workflowIn(value: unknown): WorkflowFile {
  const document = typeof value === "object" && value !== null && "document" in value ? value.document : value;
  if (typeof document !== "object" || document === null || !("schemaVersion" in document) || !("nodes" in document))
    return { ok: false, why: "other" };
  const newest = workflowDocumentSchema.shape.schemaVersion.value;
  if (typeof document.schemaVersion === "number" && document.schemaVersion > newest) return { ok: false, why: "newer" };
  return { ok: true, document };
}
