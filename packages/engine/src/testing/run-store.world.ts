import { workflowDocumentSchema, type WorkflowDocument } from "../document/document.js";
import type { RunStore, RunSummary } from "../ports.js";
import type { RunEventBody } from "../run/events.js";

/** A document of which nothing matters. */
export const nothing = workflowDocumentSchema.parse({
  schemaVersion: 1,
  name: "Nothing",
  nodes: [{ id: "in", type: "trigger.manual" }],
});
export const summary = (more: Partial<RunSummary> = {}): RunSummary => ({
  status: "running",
  dueAt: 0,
  startedAt: 1,
  finishedAt: null,
  error: null,
  handledErrors: 0,
  ...more,
});
/** The end of a run, with its summary. */
export const finished: RunEventBody = { type: "run.finished", at: 9, status: "succeeded", handledErrors: 0 };
export const over = summary({ status: "succeeded", finishedAt: 9, dueAt: null });

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
