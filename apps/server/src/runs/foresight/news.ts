import type { NewRun, WorkflowDocument, WorkspaceScope } from "@leeway/engine";
import type { Wishes } from "./messages.js";

type Message = Omit<Wishes, "wishes">;
/** Documents, and workspaces, that the thread knows at a time. */
const MOST_KNOWN = 200;

const noNews = (anew: boolean): Message => ({ anew, documents: [], scopes: [] });

/** What the thread has to be told besides the runs, so that it is told once. */
export class News {
  readonly #documents = new Set<string>();
  readonly #scopes = new Map<string, WorkspaceScope["vars"]>();
  #next = noNews(true);

  /** What this run is computed with. */
  add({ documentId, workspaceId }: NewRun, document: WorkflowDocument, scope: WorkspaceScope): void {
    if (!this.#documents.has(documentId)) {
      this.#documents.add(documentId);
      this.#next.documents.push([documentId, document]);
    }
    // Another object as soon as anything of the workspace is another.
    if (this.#scopes.get(workspaceId) === scope.vars) return;
    this.#scopes.set(workspaceId, scope.vars);
    this.#next.scopes.push([workspaceId, scope]);
  }

  /** For the next message. */
  take(): Message {
    const taken = this.#next;
    this.#next = noNews(false);
    if (this.#documents.size > MOST_KNOWN || this.#scopes.size > MOST_KNOWN) this.forget();
    return taken;
  }

  /** Everything is to be told anew. */
  forget(): void {
    this.#documents.clear();
    this.#scopes.clear();
    this.#next = noNews(true);
  }
}
