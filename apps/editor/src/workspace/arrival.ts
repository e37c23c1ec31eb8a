import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { useEditor } from "../document/store.js";
import { useLiveRun } from "../runs/live.js";
import { useSettingsOpen } from "../workflow-settings/settings-open.js";

/** Links from a run name it and perhaps a step, or a setting, in the address: they are shown once the workflow is there. */
export function useArrival(workflowId: string, ready: boolean): void {
  const [query] = useSearchParams();
  const run = query.get("run");
  const node = query.get("node");
  const setting = query.get("setting");
  useEffect(() => {
    if (ready && run !== null) useLiveRun.getState().follow(run);
  }, [ready, run]);
  useEffect(() => {
    const { nodes, show } = useEditor.getState();
    if (ready && node !== null && nodes.has(node)) show(node);
  }, [ready, node]);
  useEffect(() => {
    if (ready && setting !== null) useSettingsOpen.getState().open(workflowId, setting);
  }, [ready, workflowId, setting]);
}
