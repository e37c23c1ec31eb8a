import type { NodeDefinition } from "../../definition.js";
import { isObject, type Json } from "../../json.js";
import { isEmptyValue } from "../../params/evaluation.js";
import type { WorkflowNode } from "../document.js";
import type { Survey } from "./report.js";

/** A step that writes, and in whose body nothing would stand. Fields that must be filled in are told of one by one. */
export function checkBody(survey: Survey, node: WorkflowNode, { params, request, effect }: NodeDefinition): void {
  const body = request?.body;
  if (!body || effect === "read") return;
  const given = params.filter(({ name }) => body.includes(name));
  const saysNothing = given.every(({ name, required, default: usual }) => {
    const own = Object.hasOwn(node.params, name) ? node.params[name] : undefined;
    return !required && isNothing(own ?? usual);
  });
  if (saysNothing) survey.warning("params.empty", { nodeId: node.id });
}

/** Also a list of nothing, such as of custom fields without values. */
function isNothing(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.every((one) => isNothing(isObject(one) && "name" in one ? one.value : one));
  return isEmptyValue(value) || (isObject(value) && Object.keys(value).length === 0);
}
