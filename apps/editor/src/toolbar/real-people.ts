import type { Credential } from "@leeway/api";
import { effectOf, isTemplate, type Catalogue, type WorkflowDocument, type WorkflowNode } from "@leeway/engine";

/** What a run of the draft would do to real accounts of Leeloo; nothing where it would only read there. */
export interface RealPeople {
  credentials: Credential[];
  /** The steps that write there. */
  nodes: WorkflowNode[];
}

/** Which steps of a document write to Leeloo itself, and not to its sandbox. */
export function realPeopleOf(
  document: WorkflowDocument,
  catalogue: Catalogue,
  credentials: readonly Credential[],
): RealPeople | undefined {
  const real = new Map(credentials.filter(isRealLeeloo).map((one) => [one.id, one]));
  const nodes = document.nodes.filter(
    (node) => node.disabled !== true && real.has(node.credential ?? "") && writes(node, catalogue),
  );
  if (nodes.length === 0) return undefined;
  const used = new Set(nodes.map(({ credential }) => credential));
  return { nodes, credentials: [...real.values()].filter(({ id }) => used.has(id)) };
}

/** A token of Leeloo that is not the sandbox's. */
export const isRealLeeloo = ({ type, sandbox }: Credential): boolean => type === "leelooToken" && !sandbox;

/** Whether a step changes or sends something outside. */
export function writes(node: WorkflowNode, catalogue: Catalogue): boolean {
  const definition = catalogue.get(node.type);
  if (!definition) return false;
  const plain = Object.fromEntries(
    Object.entries(node.params).filter(([, value]) => typeof value !== "string" || !isTemplate(value)),
  );
  return effectOf(definition, plain) !== "read";
}
