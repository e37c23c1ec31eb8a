import type { Json } from "../json.js";
import type { WorkflowDocument, WorkflowNode } from "./document.js";

/** `steps.old` → `steps.new` inside `{{ … }}` of every text. */
export function renameInTexts(value: Json, ids: ReadonlyMap<string, string>): Json {
  if (typeof value === "string") {
    return value.replace(/\{\{[\s\S]*?\}\}/g, (template) =>
      template.replace(/\bsteps\.([A-Za-z0-9_$]+)/g, (whole, id: string) =>
        ids.has(id) ? `steps.${ids.get(id)}` : whole,
      ),
    );
  }
  if (Array.isArray(value)) return value.map((one) => renameInTexts(one, ids));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renameInTexts(one, ids)]));
}

/** A step under its new id, in the loop and with the texts that follow the steps to theirs. */
function renameInStep({ id, parent, params, ...rest }: WorkflowNode, ids: ReadonlyMap<string, string>) {
  return {
    ...rest,
    id: ids.get(id) ?? id,
    params: renameInTexts(params, ids) as Record<string, Json>,
    ...(parent !== undefined && { parent: ids.get(parent) ?? parent }),
  } as WorkflowNode;
}

/** The document with some steps under other ids. `isOwn`: the steps whose texts mean them. */
export function renameSteps(
  document: WorkflowDocument,
  ids: ReadonlyMap<string, string>,
  isOwn: (node: WorkflowNode) => boolean = () => true,
): WorkflowDocument {
  if (ids.size === 0) return document;
  return {
    ...document,
    nodes: document.nodes.map((node) => (isOwn(node) ? renameInStep(node, ids) : node)),
    edges: document.edges.map((edge) => ({
      ...edge,
      source: ids.get(edge.source) ?? edge.source,
      target: ids.get(edge.target) ?? edge.target,
    })),
  };
}
