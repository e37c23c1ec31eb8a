import { credentialNeed } from "../../definition.js";
import type { WorkflowNode } from "../document.js";
import { isGoodId } from "./names.js";
import { speakOf, type Survey } from "./report.js";

/** Is there something that starts, is every node called and linked so that it can run? */
export function checkNodes(survey: Survey): void {
  const { document, plan } = survey;
  if (document.nodes.length === 0) return survey.error("document.empty", {});
  checkTriggers(survey);
  const seen = new Set<string>();
  // A link that leads to a step and cannot be followed is told of itself.
  const linked = new Set(document.edges.map(({ target }) => target));
  for (const node of document.nodes) {
    const at = { nodeId: node.id };
    if (seen.has(node.id)) survey.error("node.duplicateId", at, { id: node.id });
    else if (!isGoodId(node.id)) survey.error("node.badId", at, { id: node.id });
    seen.add(node.id);
    const planned = plan.nodes.get(node.id);
    if (!survey.catalogue.has(node.type)) speakOf(survey, node)("node.unknownType", at, { type: node.type });
    if (planned && !planned.trigger && !linked.has(node.id)) speakOf(survey, node)("node.unreachable", at);
    checkCredential(survey, node);
  }
}

/** A trigger that is switched off starts nothing, but is there: no more than a warning. */
function checkTriggers(survey: Survey): void {
  const triggers = [...survey.plan.nodes.values()].filter(({ trigger }) => trigger);
  if (triggers.length === 0) survey.error("document.noTrigger", {});
  else if (triggers.every(({ node }) => node.disabled)) survey.warning("document.noTrigger", {});
}

function checkCredential(survey: Survey, node: WorkflowNode): void {
  const definition = survey.catalogue.get(node.type);
  const wanted = definition && credentialNeed(definition, node.params);
  const at = { nodeId: node.id };
  if (!wanted) {
    if (node.credential && definition) survey.warning("node.credentialUnused", at);
    return;
  }
  const types = wanted.types.join(", ");
  const say = speakOf(survey, node);
  if (node.credential === undefined || node.credential === "") {
    if (!wanted.optional) say("node.credentialMissing", at, { types });
    return;
  }
  if (!survey.known) return;
  const known = survey.known.credentials.get(node.credential);
  if (!known) return say("node.credentialUnknown", at, { credential: node.credential, types });
  const { type, name, needsSecret } = known;
  if (!wanted.types.includes(type))
    say("node.credentialType", at, { credential: node.credential, type, expected: types });
  else if (needsSecret) say("node.credentialNoSecret", at, { credential: name });
}
