import { useCallback, useMemo, useState } from "react";
import { applyNodeChanges, MarkerType, type Edge, type EdgeChange, type Node, type NodeChange } from "@xyflow/react";
import type { Catalogue, WorkflowDocument, WorkflowEdge } from "@leeway/engine";
import { boxesOf } from "../document/boxes.js";
import { useCatalogue } from "../document/catalogue.js";
import { hiddenIn, nestingOf } from "../document/nesting.js";
import { readingOf } from "../document/reading.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import type { LinkData } from "./link.js";

export type Card = Node<Record<string, never>, "step" | "note" | "loop">;
type Line = Edge<LinkData, "link">;

interface Kept {
  cards: Card[];
  document?: WorkflowDocument;
  nodes?: ReadonlySet<string>;
  notes?: ReadonlySet<string>;
  words?: Words;
  shut?: ReadonlySet<string>;
  catalogue?: Catalogue;
}
interface Words {
  step: string;
  note: string;
  loop: string;
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
  const shut = useEditor((state) => state.shut);
  const catalogue = useCatalogue();
  const words = useMemo(() => ({ step: t("canvas.step"), note: t("canvas.note"), loop: t("loop.card") }), [t]);
  const [kept, setKept] = useState<Kept>({ cards: [] });
  // Set while rendering, as React wants derived state: the cards are never painted behind the document.
  let { cards } = kept;
  if (
    kept.document !== document ||
    kept.nodes !== selectedNodes ||
    kept.notes !== selectedNotes ||
    kept.words !== words ||
    kept.shut !== shut ||
    kept.catalogue !== catalogue
  ) {
    const shown = { document, nodes: selectedNodes, notes: selectedNotes, words, shut, catalogue };
    cards = cardsOf(kept.cards, shown);
    setKept({ cards, ...shown });
  }
  // The same one as long as nothing is shut: a word written in a step draws no link anew.
  const hidden = hiddenIn(document, catalogue, shut);
  const lines = useMemo(() => {
    const drawn = document.edges.filter(({ source, target }) => !hidden.has(source) && !hidden.has(target));
    return drawn.map((edge) => lineOf(edge, selectedEdges.has(edge.id)));
  }, [document.edges, selectedEdges, hidden]);
  const onNodesChange = useCallback((changes: NodeChange<Card>[]) => {
    const local = changes.filter(({ type }) => type === "position" || type === "dimensions");
    if (local.length > 0) setKept((old) => ({ ...old, cards: applyNodeChanges(local, old.cards) }));
    chooseNodes(changes);
  }, []);
  return { cards, lines, onNodesChange, onEdgesChange: chooseEdges };
}

/** A card before React Flow has measured it. */
interface Drawn {
  type: "step" | "note" | "loop";
  id: string;
  position: Card["position"];
  selected: boolean;
  parentId?: string;
  width?: number;
  height?: number;
}

function cardsOf(old: Card[], shown: Required<Omit<Kept, "cards">>): Card[] {
  const { document, nodes: selectedNodes, notes: selectedNotes, words } = shown;
  const known = new Map(old.map((card) => [card.id, card]));
  // One card is in the order of Tab, arrows go from there: a thousand stops would be none.
  const stop = [...selectedNodes][0] ?? readingOf(document).order[0];
  const card = (drawn: Drawn): Card => {
    const { type, id, position, selected, parentId, width, height } = drawn;
    const before = known.get(id);
    const held = before?.dragging || before?.resizing;
    const place = held && before?.parentId === parentId ? before.position : position;
    const tabIndex = id === stop || type === "note" ? 0 : -1;
    const same =
      before?.type === type &&
      before.selected === selected &&
      before.position.x === place.x &&
      before.position.y === place.y &&
      before.parentId === parentId &&
      before.width === width &&
      before.height === height &&
      before.domAttributes?.tabIndex === tabIndex &&
      before.domAttributes["aria-roledescription"] === words[type];
    if (same) return before;
    const { parentId: _parent, width: _width, height: _height, ...rest } = before ?? {};
    return {
      ...rest,
      id,
      type,
      position: place,
      selected,
      ...(parentId !== undefined && { parentId }),
      // Only its head and its ways can be taken hold of: between its steps is canvas as everywhere.
      ...(type === "loop" && { style: { pointerEvents: "none" as const } }),
      ...(width !== undefined && { width }),
      ...(height !== undefined && { height }),
      data: {},
      domAttributes: {
        tabIndex,
        "aria-roledescription": words[type],
        ...(type === "note"
          ? { "aria-labelledby": `line-${id}` }
          : { "aria-labelledby": `name-${id}`, "aria-describedby": `line-${id} state-${id} people-${id}` }),
      },
    };
  };
  const next = [
    ...document.notes.map(({ id, position, width, height }) =>
      card({
        type: "note",
        id,
        position,
        selected: selectedNotes.has(id),
        ...(width !== undefined && { width }),
        ...(height !== undefined && { height }),
      }),
    ),
    ...stepsOf(shown).map(card),
  ];
  return next.length === old.length && next.every((one, index) => one === old[index]) ? old : next;
}

/** Steps as they are drawn: loops before what is inside them, places inside as seen from the loop. */
function stepsOf({ document, catalogue, shut, nodes }: Required<Omit<Kept, "cards">>): Drawn[] {
  const nesting = nestingOf(document, catalogue);
  const boxes = boxesOf(document, catalogue, shut);
  const hidden = hiddenIn(document, catalogue, shut);
  const steps = hidden.size === 0 ? document.nodes : document.nodes.filter(({ id }) => !hidden.has(id));
  const drawn = steps.map(({ id, position }): Drawn => {
    const selected = nodes.has(id);
    const parentId = nesting.parentOf(id);
    const corner = boxes.get(parentId ?? "") ?? { x: 0, y: 0 };
    const at = { x: position.x - corner.x, y: position.y - corner.y };
    const inside = parentId !== undefined && { parentId };
    if (!nesting.isLoop(id)) return { type: "step", id, position: at, selected, ...inside };
    const { width, height } = boxes.get(id) ?? { width: 0, height: 0 };
    return { type: "loop", id, position: at, selected, width, height, ...inside };
  });
  return nesting.loops.length === 0
    ? drawn
    : drawn.toSorted((a, b) => nesting.around(a.id).length - nesting.around(b.id).length);
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
