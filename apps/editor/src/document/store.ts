import { create } from "zustand";
import type { ProblemDto, Workflow } from "@leeway/api";
import {
  isEqual,
  type Catalogue,
  type Choose,
  type Json,
  type WorkflowDocument,
  type WorkflowNode,
} from "@leeway/engine";
import { caughtUp, commonBase, isSame, sharing } from "./catching-up.js";
import type { Command } from "./commands.js";
import { changed, emptyHistory, redone, undone, type History } from "./history.js";
import { hiddenIn, nestingOf, noCatalogue } from "./nesting.js";

export type SaveState = "saved" | "unsaved" | "saving" | "failed" | "conflict";
/** Why the draft cannot be saved before somebody does something about it, however often one tries. */
export type Hold = "deleted" | "diskFull" | "role" | "signedOut";
interface TakeIn {
  /** What somebody has chosen. */
  choose?: Choose | undefined;
  /** Documents that were sent to be saved, of which nobody knows whether they arrived. */
  unanswered?: readonly WorkflowDocument[];
  /** It is the newest by the server's own word, even where its number is smaller: then an older database came back. */
  sure?: boolean;
}
/** What others had saved and is in the draft now; `both`: beside changes of one's own that were not saved yet. */
interface Taken {
  before: WorkflowDocument;
  from: number;
  workflow: Workflow;
  both: boolean;
}

interface EditorState {
  workflow: Workflow | undefined;
  /** Nobody looks at it any more: whoever comes back waits for what the server has by then. */
  left: boolean;
  /** Whoever looks may not change it: nothing that would do so has an effect. */
  readOnly: boolean;
  document: WorkflowDocument;
  nodes: ReadonlyMap<string, WorkflowNode>;
  /** What the steps are: known before a workflow is shown. */
  catalogue: Catalogue;
  /** Loops drawn as a card, without what is inside them. */
  shut: ReadonlySet<string>;
  history: History;
  selectedNodes: ReadonlySet<string>;
  selectedEdges: ReadonlySet<string>;
  selectedNotes: ReadonlySet<string>;
  /** A param that someone wants to see, e.g. from the list of problems; `at` tells two clicks apart. */
  wantedParam: { nodeId: string; param: string; at: number } | undefined;
  problems: readonly ProblemDto[];
  saveState: SaveState;
  hold: Hold | undefined;
  /** What others have saved, where somebody has to say what counts. */
  clash: Workflow | undefined;
  taken: Taken | undefined;
  open: (workflow: Workflow) => void;
  leave: () => void;
  /** Whether who looks may change what is drawn. */
  allow: (change: boolean) => void;
  know: (catalogue: Catalogue) => void;
  /** Shows what is inside a loop, or hides it. */
  toggle: (loop: string) => void;
  /** The one way to change the document. `about` joins quick changes of one thing into one step back. */
  run: (command: Command, about?: string) => void;
  /** Adds what was found out by itself: no step back, and what was undone can still be redone. */
  learn: (command: Command) => void;
  undo: () => void;
  redo: () => void;
  select: (nodes: Iterable<string>, edges?: Iterable<string>, notes?: Iterable<string>) => void;
  /** Selects a node and asks the inspector to show one of its params. */
  show: (nodeId: string, param?: string) => void;
  setProblems: (problems: readonly ProblemDto[]) => void;
  setSaveState: (state: SaveState) => void;
  setHold: (hold: Hold | undefined) => void;
  /** Brings in what others have saved. Where somebody has to choose and nobody has yet, nothing changes but `clash`. */
  takeIn: (newest: Workflow, how?: TakeIn) => void;
  /** The server has the document under a new revision. */
  saved: (workflow: Workflow, document: WorkflowDocument) => void;
  /** What the server says of the workflow besides its document: published or not, its triggers' addresses. */
  refreshed: (workflow: Workflow) => void;
}

const nothing: WorkflowDocument = { schemaVersion: 1, name: "…", nodes: [], edges: [], notes: [], settings: {} };
const byId = (document: WorkflowDocument) => new Map(document.nodes.map((node) => [node.id, node]));
const none: ReadonlySet<string> = new Set();
/** What the screen holds of a workflow that was just opened. */
const untouched = {
  history: emptyHistory,
  shut: none,
  selectedNodes: none,
  selectedEdges: none,
  selectedNotes: none,
  wantedParam: undefined,
  problems: [],
  saveState: "saved",
  hold: undefined,
  clash: undefined,
  taken: undefined,
} satisfies Partial<EditorState>;

/** The workflow on the screen. There is one at a time. */
export const useEditor = create<EditorState>()((set, get) => {
  const put = (document: WorkflowDocument, history: History) => {
    const { readOnly, selectedNodes, saveState } = get();
    if (readOnly) return;
    const nodes = byId(document);
    const gone = [...selectedNodes].some((id) => !nodes.has(id));
    set({
      document,
      nodes,
      history,
      ...(gone && { selectedNodes: new Set([...selectedNodes].filter((id) => nodes.has(id))) }),
      ...(saveState !== "conflict" && { saveState: "unsaved" as const }),
    });
  };
  return {
    workflow: undefined,
    left: false,
    readOnly: false,
    document: nothing,
    nodes: new Map(),
    catalogue: noCatalogue,
    ...untouched,
    open: (workflow) =>
      set({
        workflow,
        left: false,
        document: workflow.document,
        nodes: byId(workflow.document),
        ...untouched,
      }),
    leave: () => set({ left: true }),
    allow: (change) => set({ readOnly: !change }),
    know: (catalogue) => set({ catalogue }),
    toggle: (loop) => {
      const { shut, selectedNodes, selectedEdges, document, catalogue } = get();
      const next = new Set(shut);
      if (next.delete(loop)) return set({ shut: next });
      next.add(loop);
      const hidden = hiddenIn(document, catalogue, next);
      const seen = document.edges.filter(({ source, target }) => !hidden.has(source) && !hidden.has(target));
      set({
        shut: next,
        ...([...selectedNodes].some((id) => hidden.has(id)) && { selectedNodes: new Set([loop]) }),
        selectedEdges: new Set(seen.map(({ id }) => id).filter((id) => selectedEdges.has(id))),
      });
    },
    run: (command, about) => {
      const { document, history } = get();
      const next = command(document);
      if (next !== document) put(next, changed(history, document, about, Date.now()));
    },
    learn: (command) => {
      const { document, history } = get();
      const next = command(document);
      if (next !== document) put(next, history);
    },
    undo: () => {
      const { document, history } = get();
      const back = undone(history, document);
      if (back.document !== document) put(back.document, back.history);
    },
    redo: () => {
      const { document, history } = get();
      const forth = redone(history, document);
      if (forth.document !== document) put(forth.document, forth.history);
    },
    select: (nodes, edges = [], notes = []) => {
      const selectedNodes = new Set(nodes);
      set({
        ...opened(get(), selectedNodes),
        selectedNodes,
        selectedEdges: new Set(edges),
        selectedNotes: new Set(notes),
      });
    },
    show: (nodeId, param) =>
      set({
        ...opened(get(), [nodeId]),
        selectedNodes: new Set([nodeId]),
        selectedEdges: none,
        selectedNotes: none,
        wantedParam: param === undefined ? undefined : { nodeId, param, at: Date.now() },
      }),
    // Found anew after every change, and mostly the same ones: nobody who shows them need be drawn anew.
    setProblems: (problems) =>
      set((state) => (isEqual([...state.problems] as Json, [...problems] as Json) ? state : { problems })),
    setSaveState: (saveState) => set({ saveState }),
    setHold: (hold) => set({ hold }),
    takeIn: (newest, how = {}) => {
      const next = takenIn(get(), newest, how);
      // What somebody has saved has found room.
      if (next) set({ ...next, ...(get().hold === "diskFull" && { hold: undefined }) });
    },
    saved: (workflow, document) =>
      set((state) => ({
        workflow: { ...workflow, document },
        saveState: state.document === document ? "saved" : "unsaved",
      })),
    refreshed: (workflow) =>
      set(
        ({ workflow: known }) =>
          (known && { workflow: { ...workflow, revision: known.revision, document: known.document } }) ?? {},
      ),
  };
});

/** The draft with what others have saved; undefined where it is not newer than what is known. */
function takenIn(
  { workflow, document, history, catalogue, clash, selectedNodes }: EditorState,
  newest: Workflow,
  { choose, unanswered = [], sure = false }: TakeIn,
): Partial<EditorState> | undefined {
  const known = clash ?? workflow;
  if (!known || workflow?.id !== newest.id) return undefined;
  if (newest.revision === known.revision ? !clash || !choose : newest.revision < known.revision && !sure)
    return undefined;
  const theirs = sharing(workflow.document, newest.document);
  const base = commonBase(workflow.document, unanswered, theirs, catalogue);
  const now = caughtUp({ base, document, history }, theirs, catalogue, choose);
  if (now.conflicts.length > 0 && !choose) {
    return { workflow: { ...workflow, document: base }, clash: { ...newest, document: theirs }, saveState: "conflict" };
  }
  const both = !isSame(document, base);
  return {
    workflow: { ...newest, document: theirs },
    document: now.document,
    nodes: byId(now.document),
    history: now.history,
    selectedNodes: stillThere(selectedNodes, now),
    clash: undefined,
    taken: isSame(base, theirs) ? undefined : { before: base, from: workflow.revision, workflow: newest, both },
    saveState: isSame(now.document, theirs) ? "saved" : "unsaved",
  };
}

function stillThere(chosen: ReadonlySet<string>, { document, renamed }: ReturnType<typeof caughtUp>) {
  if (chosen.size === 0) return chosen;
  const there = new Set(document.nodes.map(({ id }) => id));
  const now = [...chosen].map((id) => renamed.get(id) ?? id).filter((id) => there.has(id));
  return now.length === chosen.size && now.every((id) => chosen.has(id)) ? chosen : new Set(now);
}

/** What is chosen can be seen: the loops around it are open. */
function opened({ shut, document, catalogue }: EditorState, ids: Iterable<string>): Pick<EditorState, "shut"> {
  if (shut.size === 0) return { shut };
  const nesting = nestingOf(document, catalogue);
  const around = new Set([...ids].flatMap((id) => nesting.around(id)));
  return { shut: [...shut].some((id) => around.has(id)) ? new Set([...shut].filter((id) => !around.has(id))) : shut };
}
