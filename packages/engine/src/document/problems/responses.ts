import type { Plan, PlanNode } from "../../plan/plan.js";
import type { Survey } from "./report.js";

/** A trigger that waits for a step's answer and gets none, and a step whose answer nobody waits for. */
export function checkResponses(survey: Survey): void {
  const { plan } = survey;
  const all = [...plan.nodes.values()];
  const waiting = all.filter(waitsForAnswer);
  const heard = descendants(plan, waiting);
  for (const found of waiting)
    if (![...descendants(plan, [found])].some((id) => answers(plan.nodes.get(id))))
      survey.warning("respond.unused", { nodeId: found.node.id, param: "respond" }, { missing: "answer" });
  for (const found of all)
    if (answers(found) && !heard.has(found.node.id))
      survey.warning("respond.unused", { nodeId: found.node.id }, { missing: "trigger" });
}

const answers = (found: PlanNode | undefined) => found?.definition?.responds === true && !found.node.disabled;

function waitsForAnswer({ node, definition, trigger }: PlanNode): boolean {
  if (!trigger || node.disabled) return false;
  const param = definition?.params.find(({ name }) => name === "respond");
  return param !== undefined && (node.params.respond ?? param.default) === "node";
}

function descendants(plan: Plan, from: readonly PlanNode[]): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let next = open.pop(); next; next = open.pop())
    for (const { target } of next.outgoing) {
      const node = plan.nodes.get(target);
      if (!node || found.has(target)) continue;
      found.add(target);
      open.push(node);
    }
  return found;
}
