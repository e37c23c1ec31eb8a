import type { Workflow } from "@leeway/api";
import type { Json } from "@leeway/engine";
import { startRun } from "../api/workflows.js";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { useLiveRun } from "../runs/live.js";

/** The draft as it is saved, or the version that is the very same. */
function versionOf({ revision, published }: Workflow): "draft" | "published" {
  return published?.revision === revision ? "published" : "draft";
}

/** With which data, and whether it goes to the sandbox alone. */
export interface RunWish {
  payload?: Json;
  rehearsal?: boolean;
}

/** Saves the draft, starts it and shows the run on the canvas. Without a payload the server takes the trigger's sample. */
export async function runDraft(node: string, { payload, rehearsal }: RunWish = {}): Promise<void> {
  await saveDraft();
  const { workflow } = useEditor.getState();
  if (!workflow) return;
  const version = versionOf(workflow);
  const { runId } = await startRun(workflow.id, {
    node,
    version,
    ...(payload !== undefined && { payload }),
    ...(rehearsal && { rehearsal }),
  });
  useLiveRun.getState().follow(runId);
}
