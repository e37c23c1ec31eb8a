import { memo, useEffect, useMemo } from "react";
import {
  Background,
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  useReactFlow,
  type Edge,
  type Node,
  type NodeProps,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useComputedColorScheme } from "@mantine/core";
import type { Difference, EdgeChange, NodeChange, WorkflowDocument, WorkflowNode } from "@leeway/engine";
import { boxesOf, LOOP } from "../document/boxes.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { nestingOf } from "../document/nesting.js";
import { portsOf } from "../document/ports.js";
import { NodeIcon } from "../palette/node-icon.js";
import { useLanguage, useT } from "../ui/language.js";
import { ChangeMark } from "../versions/change-mark.js";
import { glide } from "./glide.js";
import { lineText } from "./line-text.js";
import canvas from "./canvas.module.css";
import card from "./card.module.css";
import css from "./sketch.module.css";

interface Sketched extends Record<string, unknown> {
  node: WorkflowNode;
  names: (id: string) => string;
  mark: NodeChange["kind"] | undefined;
  loop: boolean;
}
type SketchNode = Node<Sketched, "card">;

const nodeTypes = { card: memo(SketchCard) };

interface SketchProps {
  /** Both documents in one, see `together`. */
  document: WorkflowDocument;
  difference: Difference;
  /** The step that is looked at. */
  shown: string | undefined;
  onShow: (nodeId: string) => void;
}

/** Two documents as one drawing that cannot be changed: what came and what went is marked. */
export function Sketch({ document, difference, shown, onShow }: SketchProps) {
  const t = useT();
  const scheme = useComputedColorScheme("light");
  const nodes = useCards(document, difference, shown);
  const edges = useMemo(() => linesOf(document, difference), [document, difference]);
  // What changed is looked at first, and large enough to be read; without a change, all of it.
  const look = useMemo(() => {
    const changed = difference.nodes.map(({ id }) => ({ id }));
    return { padding: 0.1, maxZoom: 1, ...(changed.length > 0 && { nodes: changed, minZoom: 0.5 }) };
  }, [difference]);
  return (
    <div className={canvas.canvas} data-testid="sketch">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        aria-label={t("difference.sketch")}
        onNodeClick={(_event, { id }) => onShow(id)}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        panOnScroll
        minZoom={0.1}
        maxZoom={2}
        fitView
        fitViewOptions={look}
        onlyRenderVisibleElements={nodes.length > 150}
      >
        <Background gap={24} size={1.5} />
        <Centre on={shown} />
      </ReactFlow>
    </div>
  );
}

/** Brings a step into the middle. */
function Centre({ on }: { on: string | undefined }) {
  const { fitView } = useReactFlow();
  useEffect(() => {
    if (on !== undefined) void fitView({ nodes: [{ id: on }], padding: 0.6, maxZoom: 1, ...glide() });
  }, [on, fitView]);
  return null;
}

function useCards(document: WorkflowDocument, difference: Difference, shown: string | undefined): SketchNode[] {
  const catalogue = useCatalogue();
  const { locale } = useLanguage();
  return useMemo(() => {
    const nesting = nestingOf(document, catalogue);
    const boxes = boxesOf(document, catalogue);
    const marks = new Map(difference.nodes.map(({ id, kind }) => [id, kind]));
    const byId = new Map(document.nodes.map((node) => [node.id, node]));
    const names = (id: string) => nameOf(byId.get(id), catalogue, locale) || id;
    // Loops lie below what is inside them.
    const order = document.nodes.toSorted((a, b) => nesting.around(a.id).length - nesting.around(b.id).length);
    return order.map((node): SketchNode => {
      const { width = 256, height = 72 } = boxes.get(node.id) ?? {};
      const loop = nesting.isLoop(node.id);
      return {
        id: node.id,
        type: "card",
        position: node.position,
        width,
        height,
        data: { node, names, mark: marks.get(node.id), loop },
        selected: node.id === shown,
      };
    });
  }, [document, difference, shown, catalogue, locale]);
}

function SketchCard({ data: { node, names, mark, loop }, selected }: NodeProps<SketchNode>) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const definition = catalogue.get(node.type);
  return (
    <div
      className={`${card.card} ${css.card}`}
      data-testid={`sketch-${node.id}`}
      data-mark={mark}
      data-loop={loop || undefined}
      data-kind={definition?.kind}
      data-off={node.disabled || undefined}
      data-selected={selected || undefined}
    >
      <Handle type="target" position={Position.Left} className={css.port} style={{ top: 36 }} />
      <div className={card.head}>
        <span className={card.sign}>
          <NodeIcon name={definition?.icon} size={22} />
        </span>
        <span className={card.words}>
          <span className={card.name}>{names(node.id)}</span>
          <span className={card.line}>{definition && lineText(definition, node, { t, locale, name: names })}</span>
        </span>
      </div>
      {portsOf(node, definition).map(({ id }, index, all) => (
        <Handle
          key={id}
          id={id}
          type="source"
          position={Position.Right}
          className={css.port}
          style={placeOf(id, loop, all.length === 1 ? 36 : 82 + index * 24)}
        />
      ))}
      {mark && (
        <span className={card.marks}>
          <ChangeMark kind={mark} />
        </span>
      )}
    </div>
  );
}

/** Ways out stand at the right, below each other; what a loop does for each item begins at its left, inside. */
const placeOf = (port: string, loop: boolean, top: number) =>
  loop && port === "item" ? { top: LOOP.head + 32, right: "auto", left: 16 } : { top };

function linesOf({ edges }: WorkflowDocument, difference: Difference): Edge[] {
  const keyOf = (link: EdgeChange["link"]) => JSON.stringify([link.source, link.sourceHandle, link.target]);
  const marks = new Map(difference.edges.map(({ kind, link }) => [keyOf(link), kind]));
  return edges.map((edge) => {
    const { id, source, sourceHandle, target } = edge;
    const kind = marks.get(keyOf(edge));
    const color = kind ? `var(--mantine-color-${kind === "added" ? "teal" : "red"}-6)` : "var(--leeway-line)";
    return {
      id,
      source,
      sourceHandle,
      target,
      style: { stroke: color, ...(kind && { strokeWidth: 2 }), ...(kind === "removed" && { strokeDasharray: "6 4" }) },
      markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color },
      domAttributes: { "aria-hidden": true },
    };
  });
}
