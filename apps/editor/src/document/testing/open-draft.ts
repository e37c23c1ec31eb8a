import type { WorkflowDocument } from "@leeway/engine";
import { useEditor } from "../store.js";

/** Opens a document in the editor as a draft that was never published. */
export function openDraft(document: WorkflowDocument): void {
  const at = "2026-01-15T09:30:00.000Z";
  useEditor.getState().open({
    id: "w",
    name: "N",
    revision: 1,
    document,
    published: null,
    triggers: [],
    createdAt: at,
    updatedAt: at,
    updatedBy: null,
  });
}
