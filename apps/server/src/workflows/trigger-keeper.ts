import type { WorkflowDocument, WorkflowNode } from "@leeway/engine";
import type { Database } from "better-sqlite3";

/** A version that goes live. */
export interface LiveVersion {
  workspaceId: string;
  workflowId: string;
  document: WorkflowDocument;
  at: number;
  /** Triggers that leave alone what came while they rested. */
  leave: ReadonlySet<string>;
}

/** Keeps something for each trigger of its type in published workflows; told in the transaction that changes them. */
export interface TriggerKeeper {
  /** What stays as it was goes on from where it is, so that nothing falls between two versions. */
  publish(db: Database, live: LiveVersion): void;
  /** No version is live any more. */
  rest(db: Database, workflowId: string): void;
  /** The workflow is deleted. */
  forget(db: Database, workflowId: string): void;
}

/** Those of a type that are switched on. */
export const triggersOf = ({ nodes }: WorkflowDocument, type: string): WorkflowNode[] =>
  nodes.filter((node) => node.type === type && node.disabled !== true);
