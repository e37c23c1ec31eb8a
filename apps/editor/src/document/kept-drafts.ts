import type { Workflow } from "@leeway/api";
import { workflowDocumentSchema, type WorkflowDocument } from "@leeway/engine";
import { tabId } from "../api/tab-id.js";
import { useEditor } from "./store.js";

/** A draft that could not be saved: as it was drawn, and what it began with, so that it can be merged later. */
export interface Kept {
  revision: number;
  base: WorkflowDocument;
  document: WorkflowDocument;
  at: number;
  /** Its tab has been left: nobody goes on with it there. */
  left: boolean;
}

/** A tab that fails to save writes it anew each time; one that is silent for so long is gone without a farewell. */
const SILENT_MS = 120_000;
const prefix = (userId: string, workflowId = ""): string => `leeway.draft.${userId}.${workflowId}`;
const ownKey = (userId: string, workflowId: string): string => `${prefix(userId, workflowId)}.${tabId}`;

let closed = false;

/** Keeps the draft in this browser for its person; `left`: its tab is being left. False where the browser has no room. */
export function keepHere(userId: string, left = false): boolean {
  const { workflow, document } = useEditor.getState();
  if (!workflow || closed) return true;
  const { id: workflowId, revision, document: base } = workflow;
  const kept: Kept = { revision, base, document, at: Date.now(), left };
  try {
    localStorage.setItem(ownKey(userId, workflowId), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** The server has it. */
export function forgetKept(userId: string): void {
  const { workflow } = useEditor.getState();
  if (!workflow) return;
  try {
    localStorage.removeItem(ownKey(userId, workflow.id));
  } catch {
    // Then nothing was kept either.
  }
}

/** Takes out what was kept of a workflow, the newest; what a tab still works at stays there. */
export function takeKept(userId: string, workflowId: string, now = Date.now()): Kept | undefined {
  closed = false;
  const found = keysOf(prefix(userId, `${workflowId}.`))
    .map((key) => ({ key, kept: read(key) }))
    .filter(({ kept }) => kept && (kept.left || now - kept.at > SILENT_MS))
    .toSorted((a, b) => (b.kept?.at ?? 0) - (a.kept?.at ?? 0));
  const [newest] = found;
  if (newest) localStorage.removeItem(newest.key);
  return newest?.kept;
}

/** Whether the person has given up what is not saved. */
export const isGivenUp = (): boolean => closed;

/** Whether changes of this person wait here, beside those that are on the screen. */
export const isOwnKept = (userId: string): boolean => keysOf(prefix(userId)).length > 0;

/** Whether changes of anybody wait here for being saved. */
export const isAnythingKept = (): boolean => keysOf("leeway.draft.").length > 0;

/** Who signs out leaves nothing behind, and nothing is kept any more until a workflow is opened again. */
export function forgetAllKept(userId: string): void {
  closed = true;
  for (const key of keysOf(prefix(userId))) localStorage.removeItem(key);
}

function keysOf(start: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

/** Undefined where it cannot be read: another program, or an older one, may have written it. */
function read(key: string): Kept | undefined {
  try {
    const { revision, at, left, ...documents } = JSON.parse(localStorage.getItem(key) ?? "") as Record<
      keyof Kept,
      unknown
    >;
    const base = workflowDocumentSchema.parse(documents.base);
    const document = workflowDocumentSchema.parse(documents.document);
    return { revision: Number(revision), at: Number(at), left: left === true, base, document };
  } catch {
    return undefined;
  }
}

/** What a workflow is opened with: the server's draft, and what was kept here of one's own. */
export function openWithKept(workflow: Workflow, kept: Kept): void {
  const { open, run, takeIn } = useEditor.getState();
  open({ ...workflow, revision: kept.revision, document: kept.base });
  run((): WorkflowDocument => kept.document);
  takeIn(workflow, { sure: true });
}
