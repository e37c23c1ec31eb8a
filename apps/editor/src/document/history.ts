import type { WorkflowDocument } from "@leeway/engine";

/** What others have changed: from what one began with to what they saved. */
export interface Brought {
  from: WorkflowDocument;
  to: WorkflowDocument;
  /** Brings it into a document that began with `from`. */
  into: (document: WorkflowDocument, from: WorkflowDocument) => WorkflowDocument;
  /** Nothing was chosen and nothing renamed: what comes right after it is one with it. */
  plain: boolean;
}

/** A document as it was, and what others have changed since: brought in when somebody goes back to it. */
interface Past {
  readonly document: WorkflowDocument;
  readonly since: readonly Brought[];
}

/** What can be undone and redone. Immutable documents share what they have in common, so a hundred cost little. */
export interface History {
  readonly past: readonly Past[];
  readonly future: readonly Past[];
  /** What the last change was about, so that typing a word is one step back and not ten. */
  readonly about: string | undefined;
  readonly at: number;
}

export const emptyHistory: History = { past: [], future: [], about: undefined, at: 0 };
const LONGEST = 200;
const TOGETHER_MS = 1_000;

/** Beyond so many turns, mine and theirs, nobody goes back. */
const MOST_TURNS = 50;

const was = (document: WorkflowDocument): Past => ({ document, since: [] });
const asNow = ({ document, since }: Past): WorkflowDocument =>
  since.reduce((past, { from, into }) => into(past, from), document);

/** History after a change away from `before`. Changes about the same thing within a second count as one. */
export function changed(history: History, before: WorkflowDocument, about: string | undefined, now: number): History {
  if (about !== undefined && about === history.about && now - history.at < TOGETHER_MS)
    return { ...history, at: now, future: [] };
  return { past: [...history.past, was(before)].slice(-LONGEST), future: [], about, at: now };
}

export function undone(history: History, current: WorkflowDocument): { history: History; document: WorkflowDocument } {
  const last = history.past.at(-1);
  if (!last) return { history, document: current };
  return {
    document: asNow(last),
    history: { past: history.past.slice(0, -1), future: [was(current), ...history.future], about: undefined, at: 0 },
  };
}

export function redone(history: History, current: WorkflowDocument): { history: History; document: WorkflowDocument } {
  const [next, ...future] = history.future;
  if (!next) return { history, document: current };
  return { document: asNow(next), history: { past: [...history.past, was(current)], future, about: undefined, at: 0 } };
}

/** What others have changed is from now on in every document that one goes back or forth to. */
export function withInAll(history: History, brought: Brought): History {
  const add = ({ document, since }: Past): Past => {
    const last = since.at(-1);
    const joined = last?.plain && brought.plain && last.to === brought.from;
    return { document, since: joined ? [...since.slice(0, -1), { ...brought, from: last.from }] : [...since, brought] };
  };
  const near = ({ since }: Past) => since.length <= MOST_TURNS;
  return { ...history, past: history.past.map(add).filter(near), future: history.future.map(add).filter(near) };
}
