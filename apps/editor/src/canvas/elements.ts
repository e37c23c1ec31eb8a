import { useCallback, useMemo, useState } from "react";
import { applyNodeChanges, MarkerType, type Edge, type EdgeChange, type Node, type NodeChange } from "@xyflow/react";
import type { WorkflowDocument, WorkflowEdge } from "@leeway/engine";
import { readingOf } from "../document/reading.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import type { LinkData } from "./link.js";

export type Card = Node<Record<string, never>, "step" | "note">;
type Line = Edge<LinkData, "link">;

interface Kept {
  cards: Card[];
  document?: WorkflowDocument;
  nodes?: ReadonlySet<string>;
  notes?: ReadonlySet<string>;
  words?: Words;
}
interface Words {
  step: string;
  note: string;
}

/**
 * Document and selection as React Flow wants them. Positions under the mouse and measured sizes live here only; a card
 * that did not change stays the same object, so that only what changed is painted.
 */
export function useElements() {
  const t = useT();
  const document = useEditor((state) => state.document);
  const selectedNodes = useEditor((state) => state.selectedNodes);
  const selectedNotes = useEditor((state) => state.selectedNotes);
  const selectedEdges = useEditor((state) => state.selectedEdges);
  const words = useMemo(() => ({ step: t("canvas.step"), note: t("canvas.note") }), [t]);
  const [kept, setKept] = useState<Kept>({ cards: [] });
  // Set while rendering, as React wants derived state: the cards are never painted behind the document.
  let { cards } = kept;
  if (
    kept.document !== document ||
    kept.nodes !== selectedNodes ||
    kept.notes !== selectedNotes ||
    kept.words !== words
  ) {
    cards = cardsOf(kept.cards, document, selectedNodes, selectedNotes, words);
    setKept({ cards, document, nodes: selectedNodes, notes: selectedNotes, words });
  }
  const lines = useMemo(
    () => document.edges.map((edge) => lineOf(edge, selectedEdges.has(edge.id))),
    [document.edges, selectedEdges],
  );
  const onNodesChange = useCallback((changes: NodeChange<Card>[]) => {
    const local = changes.filter(({ type }) => type === "position" || type === "dimensions");
    if (local.length > 0) setKept((old) => ({ ...old, cards: applyNodeChanges(local, old.cards) }));
    chooseNodes(changes);
  }, []);
  return { cards, lines, onNodesChange, onEdgesChange: chooseEdges };
}

function cardsOf(
  old: Card[],
  document: WorkflowDocument,
  selectedNodes: ReadonlySet<string>,
  selectedNotes: ReadonlySet<string>,
  words: Words,
): Card[] {
  const known = new Map(old.map((card) => [card.id, card]));
  // One card is in the order of Tab, arrows go from there: a thousand stops would be none.
  const stop = [...selectedNodes][0] ?? readingOf(document).order[0];
  const card = (type: "step" | "note", id: string, position: Card["position"], selected: boolean): Card => {
    const before = known.get(id);
    const place = before?.dragging ? before.position : position;
    const tabIndex = id === stop || type === "note" ? 0 : -1;
    const same =
      before?.type === type &&
      before.selected === selected &&
      before.position.x === place.x &&
      before.position.y === place.y &&
      before.domAttributes?.tabIndex === tabIndex &&
      before.domAttributes["aria-roledescription"] === words[type];
    if (same) return before;
    return {
      ...before,
      id,
      type,
      position: place,
      selected,
      data: {},
      domAttributes: {
        tabIndex,
        "aria-roledescription": words[type],
        ...(type === "step"
          ? { "aria-labelledby": `name-${id}`, "aria-describedby": `line-${id} state-${id}` }
          : { "aria-labelledby": `line-${id}` }),
      },
    };
  };
  const next = [
    ...document.notes.map((note) => card("note", note.id, note.position, selectedNotes.has(note.id))),
    ...document.nodes.map((node) => card("step", node.id, node.position, selectedNodes.has(node.id))),
  ];
  return next.length === old.length && next.every((one, index) => one === old[index]) ? old : next;
}

const plain = new WeakMap<WorkflowEdge, Line>();

function lineOf(edge: WorkflowEdge, selected: boolean): Line {
  const known = plain.get(edge);
  if (known && !selected) return known;
  const line: Line = {
    id: edge.id,
    type: "link",
    source: edge.source,
    target: edge.target,
    sourceHandle: edge.sourceHandle,
    selected,
    focusable: false,
    // React Flow calls it by ids, in English; its plus names both steps.
    domAttributes: { "aria-hidden": true },
    data: { edge },
    markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: "var(--leeway-line)" },
  };
  if (!selected) plain.set(edge, line);
  return line;
}

function chooseNodes(changes: NodeChange<Card>[]): void {
  const { selectedNodes, selectedNotes, selectedEdges, document, select } = useEditor.getState();
  const nodes = new Set(selectedNodes);
  const notes = new Set(selectedNotes);
  const isNote = new Set(document.notes.map(({ id }) => id));
  let any = false;
  for (const change of changes) {
    if (change.type !== "select") continue;
    any = true;
    put(isNote.has(change.id) ? notes : nodes, change.id, change.selected);
  }
  if (any) select(nodes, selectedEdges, notes);
}

function chooseEdges(changes: EdgeChange<Line>[]): void {
  const { selectedNodes, selectedNotes, selectedEdges, select } = useEditor.getState();
  const edges = new Set(selectedEdges);
  let any = false;
  for (const change of changes) {
    if (change.type !== "select") continue;
    any = true;
    put(edges, change.id, change.selected);
  }
  if (any) select(selectedNodes, edges, selectedNotes);
}

function put(set: Set<string>, id: string, there: boolean): void {
  if (there) set.add(id);
  else set.delete(id);
}
