import type { PlanNode } from "../../plan/plan.js";
import { portsOf } from "../../plan/ports.js";
import type { Survey } from "./report.js";

/** Does every link lead from a port that exists to a step that may follow, and is onError of any use? */
export function checkEdges(survey: Survey): void {
  const { document, plan } = survey;
  const ids = new Set<string>();
  const links = new Set<string>();
  for (const edge of document.edges) {
    const { id: edgeId, source, sourceHandle, target } = edge;
    const [from, to] = [plan.nodes.get(source), plan.nodes.get(target)];
    if (!from) survey.error("edge.unknownNode", { edgeId }, { node: source });
    if (!to) survey.error("edge.unknownNode", { edgeId }, { node: target });
    if (to?.trigger) survey.error("edge.intoTrigger", { edgeId, nodeId: target }, { source });
    if (from) checkPort(survey, from, edgeId, sourceHandle);
    const link = JSON.stringify([source, sourceHandle, target]);
    if (ids.has(edgeId) || links.has(link)) survey.warning("edge.duplicate", { edgeId }, { source, target });
    ids.add(edgeId);
    links.add(link);
  }
  for (const found of plan.nodes.values()) checkOnError(survey, found);
}

function checkPort(survey: Survey, { node, definition, trigger }: PlanNode, edgeId: string, port: string): void {
  const at = { nodeId: node.id, edgeId };
  if (port === "error" && !trigger) {
    if (node.onError !== "branch") survey.warning("edge.errorUnused", at);
    return;
  }
  if (!definition) return;
  const ports = portsOf(definition, node.params);
  if (!ports.includes(port)) survey.error("edge.unknownPort", at, { port, ports: ports.join(", ") });
}

function checkOnError(survey: Survey, { node, definition, trigger, outgoing }: PlanNode): void {
  const { onError } = node;
  if (trigger || (onError !== "branch" && onError !== "continue")) return;
  const usable =
    onError === "branch"
      ? outgoing.some(({ sourceHandle }) => sourceHandle === "error")
      : !definition || portsOf(definition, node.params).includes("main");
  if (!usable) survey.error("node.onErrorUnusable", { nodeId: node.id }, { onError });
}
