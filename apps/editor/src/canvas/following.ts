import { useCallback, useEffect, useRef, type RefObject } from "react";
import { useReactFlow } from "@xyflow/react";
import type { RunState } from "@leeway/engine";
import { useEditor } from "../document/store.js";
import { useLiveRun } from "../runs/live.js";
import { useAdding } from "./adding.js";
import type { Card } from "./elements.js";
import { headSize, lookAt } from "./first-look.js";
import { glide } from "./glide.js";
import { isWriting } from "./typing.js";

/** The step at which a run is now: of several the one that began last; none once the run is over. */
export function stepUnderWay(state: RunState): string | undefined {
  if (state.finishedAt !== undefined) return undefined;
  let newest: { nodeId: string; startedAt: number } | undefined;
  for (const { nodeId, status, startedAt = 0 } of state.steps.values())
    if ((status === "running" || status === "waiting") && startedAt >= (newest?.startedAt ?? 0))
      newest = { nodeId, startedAt };
  return newest?.nodeId;
}

/** Somebody chose something, writes, or picks a step: the view stays where it is. */
function isBusyElsewhere(): boolean {
  const { selectedNodes, selectedEdges, selectedNotes } = useEditor.getState();
  return (
    selectedNodes.size + selectedEdges.size + selectedNotes.size > 0 ||
    useAdding.getState().spot !== undefined ||
    isWriting(document.activeElement)
  );
}

/**
 * The view goes along with the shown run where its step is out of sight, until the run is over or somebody moves the
 * view: whoever looks elsewhere is left alone. Answers what has to hear of every movement.
 */
export function useFollowing(box: RefObject<HTMLDivElement | null>) {
  const workflowId = useEditor(({ workflow }) => workflow?.id);
  const runId = useLiveRun((live) => live.runId);
  const here = useLiveRun(({ state }) => (state?.workflowId === workflowId ? state && stepUnderWay(state) : undefined));
  const { getInternalNode, getViewport, setViewport } = useReactFlow<Card>();
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
  }, [runId]);
  useEffect(() => {
    if (here === undefined || left.current || isBusyElsewhere()) return;
    const card = getInternalNode(here);
    const pane = box.current?.getBoundingClientRect();
    if (!card || !pane) return;
    const look = getViewport();
    const seen = lookAt(card.internals.positionAbsolute, look, pane, headSize(card));
    if (seen !== look) void setViewport(seen, glide(250));
  }, [here, box, getInternalNode, getViewport, setViewport]);
  // Only what a hand does carries an event.
  return useCallback((event: MouseEvent | TouchEvent | null) => {
    if (event) left.current = true;
  }, []);
}
