import type { Credential } from "@leeway/api";
import { effectOf, isTemplate, type Catalogue, type WorkflowDocument, type WorkflowNode } from "@leeway/engine";

/** Whom a run of the draft would reach by real accounts; nothing where it would only read there. */
export interface RealPeople {
  credentials: Credential[];
  /** The steps that write there. */
  nodes: WorkflowNode[];
}

/** Which steps of a document write to Leeloo itself, and not to its sandbox, or send messages by another service. */
export function realPeopleOf(
  document: WorkflowDocument,
  catalogue: Catalogue,
  credentials: readonly Credential[],
): RealPeople | undefined {
  const known = new Map(credentials.map((one) => [one.id, one]));
  const nodes = document.nodes.filter((node) => {
    const credential = known.get(node.credential ?? "");
    if (!credential || node.disabled === true) return false;
    return (isRealLeeloo(credential) || isOtherMessage(node)) && writes(node, catalogue);
  });
  if (nodes.length === 0) return undefined;
  const used = new Set(nodes.map(({ credential }) => credential));
  return { nodes, credentials: credentials.filter(({ id }) => used.has(id)) };
}

/** For e-mail, Telegram and whatever comes there is no sandbox: what is sent is sent. */
const isOtherMessage = ({ type }: WorkflowNode) => !type.startsWith("leeloo.") && type.endsWith(".message.send");

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
