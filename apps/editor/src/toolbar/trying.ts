import { makePlan, partsOfKey, partUpTo, pathOf, pathTo, type Catalogue, type WorkflowDocument } from "@leeway/engine";
import { startRun } from "../api/workflows.js";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { useLiveRun } from "../runs/live.js";
import { useLookedItems } from "../runs/loops/looked-items.js";

export type TryWhat = "only" | "upTo";

/** What of the draft would be done. */
export function triedPart(document: WorkflowDocument, catalogue: Catalogue, what: TryWhat, nodeId: string) {
  const plan = makePlan(document, catalogue);
  if (what === "upTo") return partUpTo(plan, nodeId);
  const inside = (id: string) => id === nodeId || (plan.nodes.get(id)?.loops.includes(nodeId) ?? false);
  return { ...document, nodes: document.nodes.filter(({ id }) => inside(id)) };
}

/** Opens the items that a step is done with, so that the canvas shows it. */
function lookAt(runId: string, key: string): void {
  const { nodeId, indexes } = partsOfKey(key);
  const { document, catalogue } = useEditor.getState();
  const loops = makePlan(document, catalogue).nodes.get(nodeId)?.loops ?? [];
  loops.forEach((loopId, depth) =>
    useLookedItems.getState().look({ runId, loopKey: loopId + pathTo(pathOf(key), depth), loopId }, indexes[depth]),
  );
}

/** Saves the draft, starts that part of it and shows the run on the canvas. */
export async function tryPart(what: TryWhat, nodeId: string, rehearsal: boolean): Promise<void> {
  await saveDraft();
  const { workflow } = useEditor.getState();
  if (!workflow) return;
  const { runId, key } = await startRun(workflow.id, { [what]: nodeId, ...(rehearsal && { rehearsal }) });
  if (key !== undefined) lookAt(runId, key);
  useLiveRun.getState().follow(runId);
}
