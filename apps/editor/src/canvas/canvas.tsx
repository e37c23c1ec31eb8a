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
import { boxesOf } from "../document/boxes.js";
import { useCatalogue } from "../document/catalogue.js";
import type { Place, Spot } from "../document/commands.js";
import { loopAt } from "../document/moving.js";
import { useEditor } from "../document/store.js";
import { DRAGGED } from "../palette/palette-list.js";
import { useT } from "../ui/language.js";
import { AddMenu } from "./add-menu.js";
import { addStep, connectSteps, refusal } from "./actions.js";
import { useAdding } from "./adding.js";
import { Controls } from "./controls.js";
import { aimAt } from "./drop-target.js";
import { useElements, type Card } from "./elements.js";
import { useFollowing } from "./following.js";
import { firstLook, headSize, lookAt } from "./first-look.js";
import { focusCard } from "./focus.js";
import { glide } from "./glide.js";
import { useHolding, useRefusal } from "./holding.js";
import { Link } from "./link.js";
import { LoopCard } from "./loop-card.js";
import { NoteCard } from "./note-card.js";
import { openMenu, SelectionMenu } from "./selection-menu.js";
import { StepCard } from "./step-card.js";
import { useTellGone } from "./tell-gone.js";
import css from "./canvas.module.css";

const nodeTypes = { step: StepCard, note: NoteCard, loop: LoopCard };
const edgeTypes = { link: Link };
const HALF_CARD = { x: 128, y: 36 };

/** The drawing: cards, links, notes. The one place that knows React Flow's canvas. */
export function Canvas() {
  const t = useT();
  const { cards, lines, onNodesChange, onEdgesChange } = useElements();
  const count = useEditor(({ document }) => document.nodes.length);
  const readOnly = useEditor((state) => state.readOnly);
  const scheme = useComputedColorScheme("light");
  const box = useRef<HTMLDivElement>(null);
  const { drop, over } = useDrop();
  const look = useFirstLook(box);
  const onConnectEnd = useAddAtEnd();
  const holding = useHolding();
  const tellGone = useTellGone();
  useReveal(box);
  const onMoveStart = useFollowing(box);
  return (
    <div
      ref={box}
      className={css.canvas}
      data-testid="canvas"
      data-canvas
      data-read-only={readOnly || undefined}
      onDragOver={over}
      onDrop={drop}
      onDragLeave={leave}
    >
      <ReactFlow
        nodes={cards}
        edges={lines}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        {...holding}
        onConnect={({ source, sourceHandle, target }: Connection) =>
          connectSteps(source, sourceHandle ?? "main", target)
        }
        isValidConnection={({ source, sourceHandle, target }) =>
          refusal(source, sourceHandle ?? "main", target) === undefined
        }
        onConnectEnd={onConnectEnd}
        onNodeContextMenu={(event, { id }) => openMenu(event, id)}
        onSelectionContextMenu={(event, [first]) => first && openMenu(event, first.id)}
        colorMode={scheme}
        aria-label={t("canvas.label", { count })}
        onInit={look}
        onMoveStart={onMoveStart}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
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
      <SelectionMenu onGone={tellGone} />
    </div>
  );
}

function useFirstLook(box: RefObject<HTMLDivElement | null>) {
  const { setViewport } = useReactFlow();
  return useCallback(() => {
    const pane = box.current?.getBoundingClientRect();
    const { document } = useEditor.getState();
    if (pane) void setViewport(firstLook([...wholeCards(), ...document.notes], pane));
  }, [box, setViewport]);
}

const leave = () => aimAt(undefined);

/** Steps and open loops with the room that they take. */
function wholeCards(): { position: Place; width: number; height: number }[] {
  const { document, catalogue, shut } = useEditor.getState();
  const boxes = boxesOf(document, catalogue, shut);
  return document.nodes.map(({ id, position }) => ({ position, ...(boxes.get(id) ?? { width: 256, height: 96 }) }));
}

const loopUnder = (at: Place) => {
  const { document, catalogue, shut } = useEditor.getState();
  return loopAt(document, at, catalogue, { shut });
};

/** A step dragged from the palette lands where it is let go: on a link, on a way out's plus, in a loop, or free. */
function useDrop() {
  const catalogue = useCatalogue();
  const { screenToFlowPosition } = useReactFlow();
  const drop = useCallback(
    (event: DragEvent) => {
      aimAt(undefined);
      const definition = catalogue.get(event.dataTransfer.getData(DRAGGED));
      if (!definition) return;
      event.preventDefault();
      const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const free = { x: at.x - HALF_CARD.x, y: at.y - HALF_CARD.y };
      const spot: Spot =
        definition.kind === "trigger" ? { position: free, exact: true } : spotUnder(event.target, free, loopUnder(at));
      focusCard(addStep(definition, spot));
    },
    [catalogue, screenToFlowPosition],
  );
  const over = useCallback(
    (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      aimAt(loopUnder(screenToFlowPosition({ x: event.clientX, y: event.clientY })));
    },
    [screenToFlowPosition],
  );
  return { drop, over };
}

function spotUnder(target: EventTarget, position: Place, loop: string | undefined): Spot {
  if (!(target instanceof Element)) return { position, exact: true, loop };
  const edge =
    target.closest<HTMLElement>("[data-plus-edge]")?.dataset["plusEdge"] ??
    target.closest(".react-flow__edge")?.getAttribute("data-id");
  if (edge) return { edge };
  const plus = target.closest<HTMLElement>("[data-plus-port]")?.dataset;
  const source = plus?.["plusNode"];
  const sourceHandle = plus?.["plusPort"];
  return source && sourceHandle ? { after: { source, sourceHandle } } : { position, exact: true, loop };
}

/** A link let go over nothing asks what should stand there. */
function useAddAtEnd() {
  const { screenToFlowPosition } = useReactFlow();
  const open = useAdding((state) => state.open);
  const refused = useRefusal();
  return useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      refused(state);
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
    [screenToFlowPosition, open, refused],
  );
}

/** A step that somebody wants to see comes into view, by the shortest way; one that is there already stays. */
function useReveal(box: RefObject<HTMLDivElement | null>) {
  const chosen = useEditor(({ selectedNodes }) => (selectedNodes.size === 1 ? [...selectedNodes][0] : undefined));
  const { getInternalNode, getViewport, setViewport } = useReactFlow<Card>();
  useEffect(() => {
    if (chosen === undefined) return undefined;
    // The panel at the right opens first and takes its part of the width.
    const timer = setTimeout(() => {
      const card = getInternalNode(chosen);
      const pane = box.current?.getBoundingClientRect();
      if (!card || card.dragging || !pane) return;
      const look = getViewport();
      const seen = lookAt(card.internals.positionAbsolute, look, pane, headSize(card));
      if (seen !== look) void setViewport(seen, glide());
    }, 60);
    return () => clearTimeout(timer);
  }, [chosen, box, getInternalNode, getViewport, setViewport]);
}

function EmptyCanvas() {
  const t = useT();
  const readOnly = useEditor((state) => state.readOnly);
  return (
    <div className={css.empty}>
      <div className={css.emptyBox}>
        <Title order={2} mb={8}>
          {t(readOnly ? "canvas.empty.readOnly" : "canvas.empty.title")}
        </Title>
        {!readOnly && <FirstStep />}
      </div>
    </div>
  );
}

function FirstStep() {
  const t = useT();
  const open = useAdding((state) => state.open);
  return (
    <>
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
    </>
  );
}
