import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { useEditor } from "../document/store.js";
import { useLiveRun } from "../runs/live.js";

/** Links from a run name it and perhaps a step in the address: both are shown once the workflow is there. */
export function useArrival(ready: boolean): void {
  const [query] = useSearchParams();
  const run = query.get("run");
  const node = query.get("node");
  useEffect(() => {
    if (ready && run !== null) useLiveRun.getState().follow(run);
  }, [ready, run]);
  useEffect(() => {
    const { nodes, show } = useEditor.getState();
    if (ready && node !== null && nodes.has(node)) show(node);
  }, [ready, node]);
}
