import { memo } from "react";
import { useUpdateNodeInternals, type NodeProps } from "@xyflow/react";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { StepState } from "@leeway/engine";
import { LOOP } from "../document/boxes.js";
import { useCatalogue, useDefinition } from "../document/catalogue.js";
import { useName } from "../document/names.js";
import { nestingOf } from "../document/nesting.js";
import { portsOf } from "../document/ports.js";
import { useProblemsOf } from "../document/problems-of.js";
import { useEditor } from "../document/store.js";
import { useCredentials } from "../api/workspace.js";
import { LoopBar } from "../runs/loops/loop-bar.js";
import { StepPeople } from "../together/step-people.js";
import { useT, useText } from "../ui/language.js";
import { NodeIcon } from "../palette/node-icon.js";
import { CardLine } from "./card-line.js";
import { useDropTarget } from "./drop-target.js";
import { Marks, offWord } from "./step-card.js";
import { WayIn, WayOut } from "./step-ports.js";
import { useStepState } from "./step-state.js";
import card from "./card.module.css";
import css from "./loop.module.css";

function Progress({ step }: { step: StepState }) {
  const nodes = useEditor((state) => state.nodes);
  const credentials = useCredentials().data;
  const credentialOf = (nodeId: string) => credentials?.find(({ id }) => id === nodes.get(nodeId)?.credential);
  return <LoopBar step={step} credentialOf={credentialOf} className={css.bar} />;
}

/** A loop: its head is a card like every other, below it stand the steps that are done for each item. */
export const LoopCard = memo(function LoopCard({ id, selected }: NodeProps) {
  const node = useEditor(({ nodes }) => nodes.get(id));
  const shut = useEditor((state) => state.shut.has(id));
  const definition = useDefinition(node?.type);
  const catalogue = useCatalogue();
  const count = useEditor(({ document }) => nestingOf(document, catalogue).within(id).length);
  const wanted = useDropTarget((state) => state.loop === id);
  const problems = useProblemsOf(id);
  const step = useStepState(id);
  const name = useName(id);
  const text = useText();
  if (!node) return null;
  const ports = portsOf(node, definition);
  const item = ports.find((port) => port.id === "item");
  const out = ports.filter((port) => port !== item);
  return (
    <div
      className={`${card.card} ${css.loop}`}
      data-testid={`node-${id}`}
      data-loop
      data-shut={shut || undefined}
      data-wanted={wanted || undefined}
      data-selected={selected || undefined}
      data-status={step?.status}
      data-off={node.disabled || undefined}
      data-problem={problems.some(({ severity }) => severity === "error") || undefined}
    >
      <WayIn node={node} />
      <StepPeople id={id} />
      <div className={`${card.head} ${css.head}`} data-testid={`head-${id}`}>
        <span className={card.sign}>
          <NodeIcon name={definition?.icon} size={22} />
        </span>
        <span className={card.words}>
          <span className={card.name} id={`name-${id}`} title={name}>
            {name}
          </span>
          <span className={card.line} id={`line-${id}`}>
            {definition && <CardLine node={node} definition={definition} />}
          </span>
        </span>
        <Shutter id={id} name={name} shut={shut} count={count} />
      </div>
      {step && <Progress step={step} />}
      {item && !shut && (
        <div className={css.entry} style={{ top: LOOP.head + LOOP.top + 36 }}>
          <span className={css.entryName}>{item.title && text(item.title)}</span>
          <WayOut node={node} port={item} name={name} label={item.title ? text(item.title) : ""} />
        </div>
      )}
      {!shut && count === 0 && <Hint />}
      <div className={css.out}>
        {out.map((port) => (
          <LoopWay key={port.id} node={node} port={port} name={name} shut={shut} />
        ))}
      </div>
      <Marks
        id={id}
        problems={problems}
        step={step}
        off={node.disabled === true ? offWord(node, definition) : undefined}
      />
    </div>
  );
});

function LoopWay({ node, port, name, shut }: Omit<Parameters<typeof WayOut>[0], "label"> & { shut: boolean }) {
  const t = useT();
  const text = useText();
  const label = port.error ? t("canvas.port.error") : port.title ? text(port.title) : port.id;
  return (
    <div className={`${card.way} ${css.way}`} data-error={port.error || undefined} data-shut={shut || undefined}>
      <span className={card.wayName}>{label}</span>
      <WayOut node={node} port={port} name={name} label={label} />
    </div>
  );
}

function Hint() {
  const t = useT();
  return <p className={css.hint}>{t("loop.empty")}</p>;
}

function Shutter({ id, name, shut, count }: { id: string; name: string; shut: boolean; count: number }) {
  const t = useT();
  const toggle = useEditor((state) => state.toggle);
  const refresh = useUpdateNodeInternals();
  const label = t(shut ? "loop.open" : "loop.shut", { name, count });
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        className={`${css.shutter} nodrag nopan`}
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-expanded={!shut}
        data-testid={`shut-${id}`}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          toggle(id);
          requestAnimationFrame(() => refresh(id));
        }}
      >
        {shut ? <IconChevronRight size={18} aria-hidden /> : <IconChevronDown size={18} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
