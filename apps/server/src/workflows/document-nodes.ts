import { needsOutputOf, type Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import { LRUCache } from "lru-cache";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { wordsOf, type NamedNode, type Words } from "./words.js";

/** What of a node those need who tell of its runs. */
export interface DocumentNode extends NamedNode {
  /** The loop that it is in. */
  parent?: string | undefined;
}

/** The nodes of the documents that runs are pinned to: the database takes them out, a document may have a megabyte. */
@Injectable()
export class DocumentNodes {
  readonly #read: Statement<[string], Record<keyof DocumentNode, string | null>>;
  /** None of these documents ever changes. */
  readonly #known = new LRUCache<string, DocumentNode[]>({ maxSize: 50_000 });
  /** Params that speak of a step at all. */
  readonly #paramsWith: Statement<[{ documentId: string; nodeId: string }], { id: string; params: string }>;
  readonly #needing = new LRUCache<string, readonly string[]>({ maxSize: 50_000 });

  constructor(@Inject(DATABASE) { handle }: OpenDatabase) {
    this.#read = handle.prepare(
      `SELECT n.value ->> '$.id' AS id, n.value ->> '$.type' AS type, n.value ->> '$.name' AS name,
         n.value ->> '$.parent' AS parent
       FROM workflow_documents d, json_each(d.document, '$.nodes') n WHERE d.id = ?`,
    );
    this.#paramsWith = handle.prepare(
      `SELECT n.value ->> '$.id' AS id, n.value -> '$.params' AS params
       FROM workflow_documents d, json_each(d.document, '$.nodes') n
       WHERE d.id = @documentId AND instr(n.value -> '$.params', 'steps.' || @nodeId) > 0`,
    );
  }

  /** In the document's order; none of a document that is gone. */
  of(documentId: string): DocumentNode[] {
    const known = this.#known.get(documentId);
    if (known) return known;
    const nodes = this.#read.all(documentId).map(({ id, type, name, parent }): DocumentNode => ({
      id: id ?? "",
      type: type ?? "",
      ...(name && { name }),
      ...(parent !== null && { parent }),
    }));
    // An empty list takes room, too.
    this.#known.set(documentId, nodes, { size: nodes.length + 1 });
    return nodes;
  }

  /** Ids of the steps that cannot do without what this one answers, in the document's order. */
  needing(documentId: string, nodeId: string): readonly string[] {
    const name = `${documentId} ${nodeId}`;
    const known = this.#needing.get(name);
    if (known) return known;
    const found = this.#paramsWith.all({ documentId, nodeId });
    const ids = found.filter(({ params }) => needsOutputOf(params, nodeId)).map(({ id }) => id);
    this.#needing.set(name, ids, { size: ids.length + 1 });
    return ids;
  }

  /** The words of documents for one list: many of its entries are of the same. */
  words(locale: Locale): (documentId: string) => Words {
    const made = new Map<string, Words>();
    return (documentId) => {
      const words = made.get(documentId) ?? wordsOf({ nodes: this.of(documentId) }, locale);
      made.set(documentId, words);
      return words;
    };
  }
}
