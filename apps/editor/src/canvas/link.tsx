import { memo } from "react";
import { BaseEdge, EdgeLabelRenderer, getBezierPath, type Edge, type EdgeProps } from "@xyflow/react";
import { IconPlus } from "@tabler/icons-react";
import type { Catalogue, WorkflowEdge, WorkflowNode } from "@leeway/engine";
import { useName } from "../document/names.js";
import { goesPast } from "../document/ports.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { useAdding } from "./adding.js";
import { usePassage } from "./step-state.js";
import css from "./link.module.css";

export type LinkData = { edge: WorkflowEdge };

/** What a link is while the step that it leaves is off: the flow goes over it all the same, or nothing does. */
function offOf(edge: WorkflowEdge | undefined, source: WorkflowNode | undefined, catalogue: Catalogue) {
  if (!edge || source?.disabled !== true) return undefined;
  const starts = catalogue.get(source.type)?.kind === "trigger";
  return !starts && goesPast(edge.sourceHandle) ? "passed" : "dead";
}

/** A link with a plus in its middle; it shows whether the run went over it. */
export const Link = memo(function Link(props: EdgeProps<Edge<LinkData>>) {
  const { id, source, target, data, selected } = props;
  const t = useT();
  const passage = usePassage(data?.edge);
  const off = useEditor(({ nodes, catalogue }) => offOf(data?.edge, nodes.get(source), catalogue));
  const from = useName(source);
  const to = useName(target);
  const open = useAdding((state) => state.open);
  const [path, x, y] = getBezierPath(props);
  const title = t("canvas.plus.link", { from, to });
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={24}
        className={css.link ?? ""}
        data-passage={passage}
        data-off={off}
        data-selected={selected || undefined}
      />
      <EdgeLabelRenderer>
        <button
          type="button"
          tabIndex={-1}
          className={`${css.plus} nodrag nopan`}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          data-testid={`plus-${id}`}
          data-plus-edge={id}
          data-selected={selected || undefined}
          aria-label={title}
          title={title}
          onClick={(event) => {
            // Else the link would be chosen too, and the panel at the right would close.
            event.stopPropagation();
            const { currentTarget, clientX, clientY } = event;
            const box = currentTarget.getBoundingClientRect();
            open({ spot: { edge: id }, x: clientX || box.right, y: clientY || box.bottom, from: currentTarget });
          }}
        >
          <IconPlus size={12} stroke={2} aria-hidden />
        </button>
      </EdgeLabelRenderer>
    </>
  );
});
