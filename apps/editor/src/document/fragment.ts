import { workflowEdgeSchema, workflowNodeSchema } from "@leeway/engine";
import type { Fragment } from "./commands.js";

/** Steps in a text from the clipboard: a copied part, or a whole exported workflow. */
export function fragmentIn(text: string): Fragment | undefined {
  try {
    const value = JSON.parse(text) as { nodes?: unknown; edges?: unknown };
    const nodes = workflowNodeSchema.array().min(1).safeParse(value.nodes);
    const edges = workflowEdgeSchema.array().safeParse(value.edges);
    return nodes.success ? { leeway: "fragment", nodes: nodes.data, edges: edges.data ?? [] } : undefined;
  } catch {
    return undefined;
  }
}
