import { isTemplate } from "../../expressions/template.js";
import { isEmptyValue } from "../../params/evaluation.js";
import { textOf } from "../../params/kinds.js";
import { crossesLoop, type PlanNode } from "../../plan/plan.js";
import type { Survey } from "./report.js";

/** Does every loop hold something that one link leads into, and does no other link cross its border? */
export function checkLoops(survey: Survey): void {
  const { document, plan } = survey;
  for (const found of plan.nodes.values()) checkParent(survey, found);
  for (const edge of document.edges) {
    const [source, target] = [plan.nodes.get(edge.source), plan.nodes.get(edge.target)];
    if (source && target && crossesLoop(source, edge, target))
      survey.error("edge.crossesLoop", { edgeId: edge.id, nodeId: edge.target }, { source: edge.source });
  }
  for (const { node, definition, outgoing } of plan.nodes.values()) {
    if (!definition?.loop) continue;
    const say = node.disabled ? survey.warning : survey.error;
    const inside = plan.frames.get(node.id)?.nodes.length ?? 0;
    const entries = outgoing.filter(({ sourceHandle }) => sourceHandle === "item").length;
    if (inside === 0) say("loop.noBody", { nodeId: node.id });
    else if (entries !== 1) say("loop.entries", { nodeId: node.id }, { entries });
    const { items } = node.params;
    // What a formula comes to is known when it runs; what is written there is known now.
    if (!isEmptyValue(items) && !Array.isArray(items) && !(typeof items === "string" && isTemplate(items)))
      say(
        "param.type",
        { nodeId: node.id, param: "items" },
        { value: textOf(items ?? null).slice(0, 200), expected: "list" },
      );
  }
}

function checkParent(survey: Survey, { node, trigger, loops }: PlanNode): void {
  const { parent } = node;
  if (parent === undefined) return;
  const at = { nodeId: node.id };
  if (!survey.plan.nodes.get(parent)?.definition?.loop) survey.error("node.parentUnknown", at, { parent });
  else if (loops.length === 0) survey.error("node.parentCycle", at, { parent });
  else if (trigger) survey.error("node.triggerInLoop", at);
}
