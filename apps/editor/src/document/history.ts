import type { WorkflowDocument } from "@leeway/engine";

/** What can be undone and redone. Immutable documents share what they have in common, so a hundred cost little. */
export interface History {
  readonly past: readonly WorkflowDocument[];
  readonly future: readonly WorkflowDocument[];
  /** What the last change was about, so that typing a word is one step back and not ten. */
  readonly about: string | undefined;
  readonly at: number;
}

export const emptyHistory: History = { past: [], future: [], about: undefined, at: 0 };
const LONGEST = 200;
const TOGETHER_MS = 1_000;

/** History after a change away from `before`. Changes about the same thing within a second count as one. */
export function changed(history: History, before: WorkflowDocument, about: string | undefined, now: number): History {
  if (about !== undefined && about === history.about && now - history.at < TOGETHER_MS)
    return { ...history, at: now, future: [] };
  return { past: [...history.past, before].slice(-LONGEST), future: [], about, at: now };
}

export function undone(history: History, current: WorkflowDocument): { history: History; document: WorkflowDocument } {
  const document = history.past.at(-1);
  if (!document) return { history, document: current };
  return {
    document,
    history: { past: history.past.slice(0, -1), future: [current, ...history.future], about: undefined, at: 0 },
  };
}

export function redone(history: History, current: WorkflowDocument): { history: History; document: WorkflowDocument } {
  const [document, ...future] = history.future;
  if (!document) return { history, document: current };
  return { document, history: { past: [...history.past, current], future, about: undefined, at: 0 } };
}
