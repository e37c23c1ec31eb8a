import type { WorkflowDocument } from "../document/document.js";
import type { RunStore } from "../ports.js";

/** A store under test with what the suite needs around it. */
export interface RunStoreWorld {
  store: RunStore;
  /** Makes a document known; the ids with which runs refer to it. */
  seedDocument(document: WorkflowDocument): Promise<{ documentId: string; workflowId: string; workspaceId: string }>;
  /** Lets the store's clock run. */
  advance(ms: number): Promise<void>;
  now(): number;
  close(): Promise<void>;
}
