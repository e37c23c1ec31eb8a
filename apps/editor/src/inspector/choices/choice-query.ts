import { isTemplate, type NodeDefinition, type ParamDefinition, type WorkflowNode } from "@leeway/engine";
import { shownText } from "../typed.js";

/** What the service's list is asked with, or what is needed before it can be. */
export type ChoiceQuery =
  | { ready: true; values: Record<string, string> }
  | { ready: false; needs: "credential" }
  /** A param that the list hangs on; `formula`: it is filled in, but what it will be is not known before a run. */
  | { ready: false; needs: ParamDefinition; formula: boolean };

export function choiceQuery(definition: NodeDefinition, node: WorkflowNode, param: ParamDefinition): ChoiceQuery {
  const values: Record<string, string> = {};
  if (node.credential) values["credential"] = node.credential;
  else if (definition.credential && !definition.credential.optional) return { ready: false, needs: "credential" };
  for (const [name, source] of Object.entries(param.optionsFrom?.from ?? {})) {
    const needs = definition.params.find((one) => one.name === source);
    const value = shownText(node.params[source] ?? needs?.default);
    if (value !== "" && !isTemplate(value)) values[name] = value;
    else if (needs) return { ready: false, needs, formula: value !== "" };
  }
  return { ready: true, values };
}
