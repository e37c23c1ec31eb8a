import { storedDocumentSchema, type WorkflowDocument } from "@leeway/engine";
import { LRUCache } from "lru-cache";

/** Documents that runs are pinned to: none ever changes, so each is read once and is the same object while it is in use. */
export class PinnedDocuments {
  readonly #kept = new LRUCache<string, WorkflowDocument>({ max: 500 });

  /** `read` gives the stored text. */
  constructor(private readonly read: (id: string) => string | undefined) {}

  get(id: string): WorkflowDocument | undefined {
    const known = this.#kept.get(id);
    if (known) return known;
    const text = this.read(id);
    if (text === undefined) return undefined;
    const document = storedDocumentSchema.parse(JSON.parse(text));
    this.#kept.set(id, document);
    return document;
  }
}
