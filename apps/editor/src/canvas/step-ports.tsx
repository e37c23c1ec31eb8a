import { useEffect, useRef } from "react";
import { Handle, Position, useUpdateNodeInternals } from "@xyflow/react";
import { IconPlus } from "@tabler/icons-react";
import type { NodeDefinition, WorkflowNode } from "@leeway/engine";
import { portsOf, type Port } from "../document/ports.js";
import { portKey, readingOf } from "../document/reading.js";
import { useEditor } from "../document/store.js";
import { useT, useText } from "../ui/language.js";
import { useAdding } from "./adding.js";
import css from "./card.module.css";

/** The way in of a card; a trigger has none. */
export function WayIn({ node }: { node: WorkflowNode }) {
  return (
    <Handle
      type="target"
      position={Position.Left}
      className={css.port}
      data-testid={`port-${node.id}-in`}
      style={{ top: 36 }}
    />
  );
}

/** The ways out of a card: one in the middle, or a row with its name for each. */
export function WaysOut({
  node,
  definition,
  name,
}: {
  node: WorkflowNode;
  definition: NodeDefinition | undefined;
  name: string;
}) {
  const ports = portsOf(node, definition);
  const refresh = useUpdateNodeInternals();
  const key = ports.map(({ id }) => id).join(" ");
  const measured = useRef(key);
  useEffect(() => {
    // React Flow measures a new card by itself; asking it to, a thousand cards took forty seconds to open.
    if (measured.current === key) return;
    measured.current = key;
    refresh(node.id);
  }, [key, node.id, refresh]);
  const [only] = ports;
  if (ports.length === 1 && only && !only.error && only.id === "main") {
    return <WayOut node={node} port={only} name={name} label="" alone />;
  }
  return (
    <div className={css.ways}>
      {ports.map((port) => (
        <PortRow key={port.id} node={node} port={port} name={name} />
      ))}
    </div>
  );
}

function PortRow({ node, port, name }: { node: WorkflowNode; port: Port; name: string }) {
  const t = useT();
  const text = useText();
  const label = port.error
    ? t("canvas.port.error")
    : port.title
      ? text(port.title)
      : port.id === "main"
        ? t("canvas.port.next")
        : port.id;
  return (
    <div className={css.way} data-error={port.error || undefined}>
      <span className={css.wayName}>{label}</span>
      <WayOut node={node} port={port} name={name} label={label} />
    </div>
  );
}

interface WayOutProps {
  node: WorkflowNode;
  port: Port;
  name: string;
  label: string;
  alone?: boolean;
}

/** One way out, with a plus while it leads nowhere. */
export function WayOut({ node, port, name, label, alone = false }: WayOutProps) {
  const t = useT();
  const taken = useEditor(({ document }) => readingOf(document).taken.has(portKey(node.id, port.id)));
  const open = useAdding((state) => state.open);
  const title = t("canvas.plus.port", { name, port: label || t("canvas.port.next") });
  return (
    <>
      <Handle
        type="source"
        id={port.id}
        position={Position.Right}
        className={css.port}
        data-testid={`port-${node.id}-${port.id}`}
        {...(alone && { style: { top: 36 } })}
      />
      {!taken && (
        <button
          type="button"
          tabIndex={-1}
          className={`${css.plus} nodrag nopan`}
          data-alone={alone || undefined}
          data-plus-port={port.id}
          data-plus-node={node.id}
          data-testid={`plus-${node.id}-${port.id}`}
          aria-label={title}
          title={title}
          onClick={({ currentTarget, clientX, clientY }) => {
            const box = currentTarget.getBoundingClientRect();
            open({
              spot: { after: { source: node.id, sourceHandle: port.id } },
              x: clientX || box.right,
              y: clientY || box.bottom,
              from: currentTarget,
            });
          }}
        >
          <IconPlus size={14} stroke={2} aria-hidden />
        </button>
      )}
    </>
  );
}
