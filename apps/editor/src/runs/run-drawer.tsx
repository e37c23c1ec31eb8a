/** The run's timeline for the bottom of the canvas. */
export function RunDrawer(_: { workflowId: string; runId: string | undefined; onSelect: (nodeId: string) => void }) {
  return null;
}
