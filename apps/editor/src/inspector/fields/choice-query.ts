import { isTemplate, type NodeDefinition, type ParamDefinition, type WorkflowNode } from "@leeway/engine";
import { shownText } from "../typed.js";

/** What the service's list is asked with; not ready while a credential or a value that it hangs on is missing. */
export function choiceQuery(
  definition: NodeDefinition,
  node: WorkflowNode,
  param: ParamDefinition,
): { ready: boolean; values: Record<string, string> } {
  const values: Record<string, string> = {};
  let ready = true;
  if (node.credential) values["credential"] = node.credential;
  else if (definition.credential && !definition.credential.optional) ready = false;
  for (const [name, source] of Object.entries(param.optionsFrom?.from ?? {})) {
    const value = shownText(node.params[source]);
    if (value === "" || isTemplate(value)) ready = false;
    else values[name] = value;
  }
  return { ready, values };
}
