import { listedPorts, type NodeDefinition, type Text, type WorkflowNode } from "@leeway/engine";

export interface Port {
  id: string;
  /** A definition's own text; a case of a switch is called by its id. */
  title: Text | undefined;
  error: boolean;
}

/** The ways out of a node: cases first, then the definition's own, then `error` where failures have a branch. */
export function portsOf(node: WorkflowNode, definition: NodeDefinition | undefined): Port[] {
  const ports: Port[] = [];
  const cases = definition?.portsFrom === undefined ? undefined : node.params[definition.portsFrom];
  for (const entry of Array.isArray(cases) ? cases : []) {
    const id = entry !== null && typeof entry === "object" && !Array.isArray(entry) ? entry["id"] : undefined;
    if (typeof id === "string" && id !== "") ports.push({ id, title: undefined, error: false });
  }
  const own = definition ? listedPorts(definition, node.params) : [{ id: "main", title: undefined }];
  for (const { id, title } of own) ports.push({ id, title, error: false });
  if (node.onError === "branch") ports.push({ id: "error", title: undefined, error: true });
  return ports;
}

/** The ways out by which the flow goes past a step that is switched off, as in a run. */
export const goesPast = (port: string): boolean => port === "main" || port === "done";
