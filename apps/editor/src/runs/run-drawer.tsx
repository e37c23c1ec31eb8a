import { useLiveRun } from "./live.js";

export interface RunDrawerProps {
  workflowId: string;
  runId: string | undefined;
  onSelect: (nodeId: string) => void;
}

/** The run's timeline for the bottom of the canvas. */
export function RunDrawer({ onSelect }: RunDrawerProps) {
  const steps = useLiveRun(({ state }) => state?.steps);
  return [...(steps?.values() ?? [])].map(({ key, nodeId }) => (
    <button key={key} type="button" onClick={() => onSelect(nodeId)}>
      {nodeId}
    </button>
  ));
}
