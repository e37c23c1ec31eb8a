import {
  isEqual,
  mergeDocuments,
  renameSteps,
  type Catalogue,
  type Choose,
  type Conflict,
  type Json,
  type WorkflowDocument,
} from "@leeway/engine";
import { withInAll, type History } from "./history.js";

/** What was drawn here, and what it began with: the draft as the server had it then. */
export interface Drawn {
  base: WorkflowDocument;
  document: WorkflowDocument;
  history: History;
}

/** The same with what others have saved meanwhile. */
export interface CaughtUp {
  document: WorkflowDocument;
  history: History;
  conflicts: readonly Conflict[];
  /** Steps of mine that have another id now. */
  renamed: ReadonlyMap<string, string>;
}

/**
 * Brings what others have saved into what is drawn here. What they changed is in every step back and forth as well, so that
 * taking back one's own work never takes back theirs.
 */
export function caughtUp(
  { base, document, history }: Drawn,
  theirs: WorkflowDocument,
  catalogue: Catalogue,
  choose?: Choose,
): CaughtUp {
  const now = mergeDocuments({ base, mine: document, theirs }, catalogue, choose);
  const { steps, notes } = now.renamed;
  const into = (past: WorkflowDocument, from: WorkflowDocument): WorkflowDocument => {
    const own = renameSteps(past, steps);
    const mine = { ...own, notes: own.notes.map((note) => ({ ...note, id: notes.get(note.id) ?? note.id })) };
    return mergeDocuments({ base: from, mine: notes.size > 0 ? mine : own, theirs }, catalogue, choose).document;
  };
  const plain = steps.size + notes.size === 0 && choose === undefined;
  return {
    document: now.document,
    conflicts: now.conflicts,
    renamed: steps,
    history: withInAll(history, { from: base, to: theirs, into, plain }),
  };
}

/**
 * What mine and theirs have in common: of saves whose answer was lost, the one that theirs has in it. Else my own work would
 * come back as somebody else's.
 */
export function commonBase(
  base: WorkflowDocument,
  unanswered: readonly WorkflowDocument[],
  theirs: WorkflowDocument,
  catalogue: Catalogue,
): WorkflowDocument {
  const arrived = unanswered.findLast((sent) => {
    const { document, conflicts } = mergeDocuments({ base, mine: sent, theirs }, catalogue);
    return conflicts.length === 0 && isSame(document, theirs);
  });
  return arrived ?? base;
}

export const isSame = (one: WorkflowDocument, other: WorkflowDocument): boolean => isEqual(one as Json, other as Json);

/** The same document made of what is known already, where that is equal: cards that did not change are not painted anew. */
export function sharing(known: WorkflowDocument, fresh: WorkflowDocument): WorkflowDocument {
  const share = <T extends { id: string }>(old: readonly T[], list: readonly T[]): T[] => {
    const there = new Map(old.map((one) => [one.id, one]));
    return list.map((one) => {
      const same = there.get(one.id);
      return same && isEqual(same as Json, one as Json) ? same : one;
    });
  };
  return {
    ...fresh,
    nodes: share(known.nodes, fresh.nodes),
    edges: share(known.edges, fresh.edges),
    notes: share(known.notes, fresh.notes),
  };
}
