import { paramTitle } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";

/** What people call the parts of a document. */
export interface Words {
  nodeName: (nodeId: string) => string;
  /** The same with the param's title in place of its name: for sentences, not for programs. */
  titled: <T extends { nodeId?: string | undefined; param?: string | undefined }>(said: T) => T;
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
    titled: (said) =>
      said.param === undefined
        ? said
        : { ...said, param: paramTitle(definitionOf(said.nodeId ?? ""), said.param, locale) },
  };
}
