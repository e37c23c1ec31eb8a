import type { Credential, Variable } from "@leeway/api";
import { isObject, type Catalogue, type Json, type WorkflowDocument, type WorkflowNode } from "@leeway/engine";

/** A place in a workflow where an id of the sandbox stands. */
export interface SandboxId {
  nodeId: string;
  param: string;
  id: string;
  /** The workspace variable that holds it, where the param only names one. */
  variable?: string;
}

const VARIABLE = /^\{\{\s*vars\.(\w+)\s*\}\}$/;
/** The variable that a param consists of. */
export const variableOf = (value: Json | undefined): string | undefined =>
  typeof value === "string" ? VARIABLE.exec(value)?.[1] : undefined;

/** Where ids of the sandbox still stand, in params or in the variables that those name. */
export function sandboxIdsIn(
  document: WorkflowDocument,
  ids: ReadonlySet<string>,
  variables: readonly Variable[],
): SandboxId[] {
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  return document.nodes.flatMap((node) =>
    Object.entries(node.params).flatMap(([param, value]) =>
      textsIn(value).flatMap((text): SandboxId[] => {
        const variable = variableOf(text);
        const id = variable === undefined ? text.trim() : values.get(variable);
        if (typeof id !== "string" || !ids.has(id)) return [];
        return [{ nodeId: node.id, param, id, ...(variable !== undefined && { variable }) }];
      }),
    ),
  );
}

function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Steps of Leeloo that use no real account yet. */
export function stepsInSandbox(
  document: WorkflowDocument,
  catalogue: Catalogue,
  credentials: readonly Credential[],
): WorkflowNode[] {
  const real = new Set(credentials.filter(({ sandbox }) => !sandbox).map(({ id }) => id));
  return document.nodes.filter(
    ({ type, credential }) =>
      catalogue.get(type)?.credential?.types.includes("leelooToken") === true && !real.has(credential ?? ""),
  );
}
