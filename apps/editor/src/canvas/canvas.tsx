import { useCallback, useEffect, useRef, type DragEvent, type RefObject } from "react";
import {
  Background,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type Connection,
  type FinalConnectionState,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { Button, Text, Title, useComputedColorScheme } from "@mantine/core";
import { useCatalogue } from "../document/catalogue.js";
import type { Place, Spot } from "../document/commands.js";
import { useEditor } from "../document/store.js";
import { DRAGGED } from "../palette/palette-list.js";
import { useT } from "../ui/language.js";
import { AddMenu } from "./add-menu.js";
import { addStep, connectSteps, mayConnect, place } from "./actions.js";
import { useAdding } from "./adding.js";
import { Controls } from "./controls.js";
import { useElements, type Card } from "./elements.js";
import { useFollowing } from "./following.js";
import { firstLook, lookAt } from "./first-look.js";
import { focusCard } from "./focus.js";
import { Link } from "./link.js";
import { NoteCard } from "./note-card.js";
import { StepCard } from "./step-card.js";
import css from "./canvas.module.css";

const nodeTypes = { step: StepCard, note: NoteCard };
const edgeTypes = { link: Link };
const HALF_CARD = { x: 128, y: 36 };

/** The drawing: cards, links, notes. The one place that knows React Flow's canvas. */
export function Canvas() {
  const t = useT();
  const { cards, lines, onNodesChange, onEdgesChange } = useElements();
  const count = useEditor(({ document }) => document.nodes.length);
  const scheme = useComputedColorScheme("light");
  const box = useRef<HTMLDivElement>(null);
  const drop = useDrop();
  const look = useFirstLook(box);
  const onConnectEnd = useAddAtEnd();
  useReveal(box);
  const onMoveStart = useFollowing(box);
  return (
    <div ref={box} className={css.canvas} data-testid="canvas" data-canvas onDragOver={allowDrop} onDrop={drop}>
      <ReactFlow
        nodes={cards}
        edges={lines}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={(_event, _card, moved) =>
          place(moved.map(({ id, type, position }) => ({ id, type: type ?? "step", position })))
        }
        onSelectionDragStop={(_event, moved) =>
          place(moved.map(({ id, type, position }) => ({ id, type: type ?? "step", position })))
        }
        onConnect={({ source, sourceHandle, target }: Connection) =>
          connectSteps(source, sourceHandle ?? "main", target)
        }
        isValidConnection={({ source, sourceHandle, target }) => mayConnect(source, sourceHandle ?? "main", target)}
        onConnectEnd={onConnectEnd}
        colorMode={scheme}
        aria-label={t("canvas.label", { count })}
        onInit={look}
        onMoveStart={onMoveStart}
        minZoom={0.1}
        maxZoom={2}
        panOnScroll
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={["Control", "Meta"]}
        deleteKeyCode={null}
        disableKeyboardA11y
        nodeDragThreshold={3}
        connectionRadius={32}
        snapToGrid
        snapGrid={[8, 8]}
        onlyRenderVisibleElements={count > 150}
      >
        <Background gap={24} size={1.5} />
        <Controls withMap={count > 0} />
      </ReactFlow>
      {count === 0 && <EmptyCanvas />}
      <AddMenu />
    </div>
  );
}

function useFirstLook(box: RefObject<HTMLDivElement | null>) {
  const { setViewport } = useReactFlow();
  return useCallback(() => {
    const pane = box.current?.getBoundingClientRect();
    const { document } = useEditor.getState();
    if (pane) void setViewport(firstLook([...document.nodes, ...document.notes], pane));
  }, [box, setViewport]);
}

function allowDrop(event: DragEvent) {
  if (!event.dataTransfer.types.includes(DRAGGED)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
}

/** A step dragged from the palette lands where it is let go: on a link, on a way out's plus, or free. */
function useDrop() {
  const catalogue = useCatalogue();
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(
    (event: DragEvent) => {
      const definition = catalogue.get(event.dataTransfer.getData(DRAGGED));
      if (!definition) return;
      event.preventDefault();
      const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const free = { x: at.x - HALF_CARD.x, y: at.y - HALF_CARD.y };
      focusCard(
        addStep(
          definition,
          definition.kind === "trigger" ? { position: free, exact: true } : spotUnder(event.target, free),
        ),
      );
    },
    [catalogue, screenToFlowPosition],
  );
}

function spotUnder(target: EventTarget, position: Place): Spot {
  if (!(target instanceof Element)) return { position, exact: true };
  const edge =
    target.closest<HTMLElement>("[data-plus-edge]")?.dataset["plusEdge"] ??
    target.closest(".react-flow__edge")?.getAttribute("data-id");
  if (edge) return { edge };
  const plus = target.closest<HTMLElement>("[data-plus-port]")?.dataset;
  const source = plus?.["plusNode"];
  const sourceHandle = plus?.["plusPort"];
  return source && sourceHandle ? { after: { source, sourceHandle } } : { position, exact: true };
}

/** A link let go over nothing asks what should stand there. */
function useAddAtEnd() {
  const { screenToFlowPosition } = useReactFlow();
  const open = useAdding((state) => state.open);
  return useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const source = state.fromNode?.id;
      if (state.toNode || source === undefined || state.fromHandle?.type !== "source") return;
      const point = "changedTouches" in event ? event.changedTouches[0] : event;
      if (!point || !(event.target instanceof Element) || !event.target.closest(".react-flow__pane")) return;
      const { x, y } = screenToFlowPosition({ x: point.clientX, y: point.clientY });
      const position = { x: Math.round(x), y: Math.round(y - HALF_CARD.y) };
      open({
        spot: { after: { source, sourceHandle: state.fromHandle.id ?? "main", position } },
        x: point.clientX,
        y: point.clientY,
      });
    },
    [screenToFlowPosition, open],
  );
}

/** A step that somebody wants to see comes into view, by the shortest way; one that is there already stays. */
function useReveal(box: RefObject<HTMLDivElement | null>) {
  const chosen = useEditor(({ selectedNodes }) => (selectedNodes.size === 1 ? [...selectedNodes][0] : undefined));
  const { getNode, getViewport, setViewport } = useReactFlow<Card>();
  useEffect(() => {
    if (chosen === undefined) return undefined;
    // The panel at the right opens first and takes its part of the width.
    const timer = setTimeout(() => {
      const card = getNode(chosen);
      const pane = box.current?.getBoundingClientRect();
      if (!card || card.dragging || !pane) return;
      const look = getViewport();
      const { width, height } = card.measured ?? {};
      const seen = lookAt(card.position, look, pane, width && height ? { width, height } : undefined);
      if (seen !== look) void setViewport(seen, { duration: 150 });
    }, 60);
    return () => clearTimeout(timer);
  }, [chosen, box, getNode, getViewport, setViewport]);
}

function EmptyCanvas() {
  const t = useT();
  const open = useAdding((state) => state.open);
  return (
    <div className={css.empty}>
      <div className={css.emptyBox}>
        <Title order={2} mb={8}>
          {t("canvas.empty.title")}
        </Title>
        <Text c="dimmed" mb="md">
          {t("canvas.empty.text")}
        </Text>
        <Button
          data-testid="choose-trigger"
          onClick={({ currentTarget }) => {
            const { left, bottom } = currentTarget.getBoundingClientRect();
            open({ spot: { position: { x: 0, y: 0 } }, x: left, y: bottom, triggersOnly: true, from: currentTarget });
          }}
        >
          {t("canvas.empty.button")}
        </Button>
      </div>
    </div>
  );
}
