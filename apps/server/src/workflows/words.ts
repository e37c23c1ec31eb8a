import { inParamWords } from "@leeway/api";
import type { Json, Locale } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";

/** What people call the parts of a document. */
export interface Words {
  nodeName: (nodeId: string) => string;
  /** The same in the words of the form in place of params' names and codes: for sentences, not for programs. */
  titled: <T extends Placed>(said: T) => T;
}

/** What is said of a place in a document. */
interface Placed {
  nodeId?: string | undefined;
  param?: string | undefined;
  values?: Readonly<Record<string, Json>> | undefined;
}

/** What of a node its words need. */
export interface NamedNode {
  id: string;
  type: string;
  name?: string | undefined;
}

/** The words for a document in the reader's language. */
export function wordsOf(document: { nodes: readonly NamedNode[] }, locale: Locale): Words {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const definitionOf = (nodeId: string) => catalogue.get(nodes.get(nodeId)?.type ?? "");
  return {
    nodeName: (nodeId) => nodes.get(nodeId)?.name ?? definitionOf(nodeId)?.title[locale] ?? nodeId,
    titled: (said) => inParamWords(definitionOf(said.nodeId ?? ""), said, locale),
  };
}
