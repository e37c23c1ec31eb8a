import type { Credential } from "@leeway/api";
import {
  effectOf,
  isTemplate,
  outsides,
  type Catalogue,
  type JsonObject,
  type NodeDefinition,
  type Outside,
  type WorkflowDocument,
  type WorkflowNode,
} from "@leeway/engine";

/** What a run of the draft would change outside, where it is no sandbox; nothing where it would only read there. */
export interface RealPeople {
  credentials: Credential[];
  /** The steps by what they leave there. */
  steps: { outside: Outside; nodes: WorkflowNode[] }[];
}

/**
 * Which steps of a document write to Leeloo itself, and not to its sandbox, or to any other service: those have none. A workflow that is
 * called may do so with any access that there is.
 */
export function realPeopleOf(
  document: WorkflowDocument,
  catalogue: Catalogue,
  credentials: readonly Credential[],
): RealPeople | undefined {
  const known = new Map(credentials.map((one) => [one.id, one]));
  const nodes = document.nodes.filter((node) => {
    const definition = catalogue.get(node.type);
    if (definition?.outside === undefined || node.disabled === true || !writes(node, catalogue)) return false;
    if (definition.outside === "workflow") return credentials.some((one) => !one.sandbox);
    return goesThere(definition, node, known.get(node.credential ?? ""));
  });
  if (nodes.length === 0) return undefined;
  const used = new Set(nodes.map(({ credential }) => credential));
  const steps = outsides.map((outside) => ({
    outside,
    nodes: nodes.filter(({ type }) => catalogue.get(type)?.outside === outside),
  }));
  return {
    steps: steps.filter((one) => one.nodes.length > 0),
    credentials: credentials.filter(({ id }) => used.has(id)),
  };
}

/** Without the credential that it needs a step sends nothing. */
function goesThere({ credential }: NodeDefinition, node: WorkflowNode, own: Credential | undefined): boolean {
  if (own) return own.type !== "leelooToken" || isRealLeeloo(own);
  return node.credential === undefined && (credential === undefined || credential.optional === true);
}

/** A token of Leeloo that is not the sandbox's. */
export const isRealLeeloo = ({ type, sandbox }: Credential): boolean => type === "leelooToken" && !sandbox;

/** Whether a step changes or sends something outside: where a param says which, and is a formula, it may. */
export function writes(node: WorkflowNode, catalogue: Catalogue): boolean {
  const definition = catalogue.get(node.type);
  if (!definition) return false;
  const params: JsonObject = {};
  for (const { name, default: value } of definition.params) if (value !== undefined) params[name] = value;
  const plain = Object.entries({ ...params, ...node.params }).filter(
    ([, value]) => typeof value !== "string" || !isTemplate(value),
  );
  return effectOf(definition, Object.fromEntries(plain)) !== "read";
}
