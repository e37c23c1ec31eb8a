import type { Catalogue, NodeDefinition } from "../definition.js";
import { referencesOf } from "../expressions/references.js";
import { isTemplate, parseTemplate } from "../expressions/template.js";
import { isObject, type Json } from "../json.js";
import type { WorkflowDocument, WorkflowNode } from "./document.js";

/** Something of a workspace that steps may use: by its id, variables and custom fields by their name. */
export interface Used {
  kind: "credential" | "variable" | "field" | "workflow";
  id: string;
}

/** A step that uses it; without `nodeId` the workflow's settings do. */
export interface Use {
  nodeId?: string;
  /** The step fails without it. One that is switched off, or that only hears of a workflow's failures, does not. */
  needs: boolean;
}

/** Where a document uses something, in its order of steps. A half-written expression uses nothing. */
export function usesIn(document: WorkflowDocument, used: Used, catalogue: Catalogue): Use[] {
  const uses = document.nodes.flatMap((node): Use[] => {
    const how = useOf(node, catalogue.get(node.type), used);
    return how === "none" ? [] : [{ nodeId: node.id, needs: how === "needs" && node.disabled !== true }];
  });
  const key = document.settings.concurrency?.key;
  const named = used.kind === "variable" && key !== undefined && refersTo(key, used);
  return named ? [...uses, { needs: true }] : uses;
}

function useOf(node: WorkflowNode, definition: NodeDefinition | undefined, used: Used): "none" | "hears" | "needs" {
  switch (used.kind) {
    case "credential":
      return node.credential === used.id ? "needs" : "none";
    case "workflow":
      return workflowUse(node, definition, used.id);
    case "variable":
    case "field":
      return templatesOf(node, definition).some(
        ({ value, names }) => anyText(value, used) || (used.kind === "field" && names.includes(used.id)),
      )
        ? "needs"
        : "none";
  }
}

function workflowUse({ params }: WorkflowNode, definition: NodeDefinition | undefined, id: string) {
  const ofKind = definition?.params.filter(({ kind, idKind }) => kind === "workflow" || idKind === "workflow") ?? [];
  if (ofKind.some(({ kind, name }) => kind === "workflow" && params[name] === id)) return "needs";
  return ofKind.some(({ name }) => [params[name]].flat().includes(id)) ? "hears" : "none";
}

/** The params that are no literals, with the custom fields that they name. */
function templatesOf({ params }: WorkflowNode, definition: NodeDefinition | undefined) {
  return Object.entries(params).flatMap(([name, value]) => {
    const param = definition?.params.find((one) => one.name === name);
    if (param?.literal || param?.kind === "code") return [];
    const rows = param?.kind === "customFields" && Array.isArray(value) ? value : [];
    return [{ value, names: rows.map((row) => (isObject(row) ? row["name"] : undefined)) }];
  });
}

function anyText(value: Json, used: Used): boolean {
  if (typeof value === "string") return refersTo(value, used);
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some((one) => anyText(one, used));
}

function refersTo(text: string, { kind, id }: Used): boolean {
  const root = kind === "variable" ? "vars" : "fields";
  if (!text.includes(id) || !isTemplate(text)) return false;
  const parsed = parseTemplate(text);
  return parsed.ok && referencesOf(parsed.template).some((one) => one.root === root && one.path[0] === id);
}
