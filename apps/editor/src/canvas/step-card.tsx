import { memo } from "react";
import type { NodeProps } from "@xyflow/react";
import { IconAlertCircle, IconAlertTriangle, IconPower } from "@tabler/icons-react";
import type { ProblemDto } from "@leeway/api";
import type { NodeDefinition, StepState, WorkflowNode } from "@leeway/engine";
import { useDefinition } from "../document/catalogue.js";
import { useName } from "../document/names.js";
import { goesPast, portsOf } from "../document/ports.js";
import { useProblemsOf } from "../document/problems-of.js";
import { useEditor } from "../document/store.js";
import { NodeIcon } from "../palette/node-icon.js";
import { StepPeople } from "../together/step-people.js";
import { useT } from "../ui/language.js";
import { isUnreached } from "../runs/story/chapters.js";
import { progressWords } from "../runs/story/progress.js";
import { statusLooks } from "../ui/status.js";
import { CardLine } from "./card-line.js";
import { WayIn, WaysOut } from "./step-ports.js";
import { useStepState } from "./step-state.js";
import css from "./card.module.css";

/** A step as a card: picture, name, what it does in one line, and how it fares. Knows its own step only. */
export const StepCard = memo(function StepCard({ id, selected }: NodeProps) {
  const t = useT();
  const node = useEditor(({ nodes }) => nodes.get(id));
  const definition = useDefinition(node?.type);
  const name = useName(id);
  const problems = useProblemsOf(id);
  const step = useStepState(id);
  if (!node) return null;
  return (
    <div
      className={css.card}
      data-testid={`node-${id}`}
      data-kind={definition?.kind}
      data-selected={selected || undefined}
      data-status={step?.status}
      data-off={node.disabled || undefined}
      data-problem={problems.some(({ severity }) => severity === "error") || undefined}
    >
      {definition?.kind !== "trigger" && <WayIn node={node} />}
      <StepPeople id={id} />
      <div className={css.head}>
        <span className={css.sign}>
          <NodeIcon name={definition?.icon} size={22} />
        </span>
        <span className={css.words}>
          <span className={css.name} id={`name-${id}`} title={name}>
            {name}
          </span>
          <span className={css.line} id={`line-${id}`}>
            {definition ? (
              <CardLine node={node} definition={definition} />
            ) : (
              t("canvas.unknownType", { type: node.type })
            )}
          </span>
        </span>
      </div>
      <WaysOut node={node} definition={definition} name={name} />
      <Marks
        id={id}
        problems={problems}
        step={step}
        off={node.disabled === true ? offWord(node, definition) : undefined}
      />
    </div>
  );
});

/** What the status does not say: that nothing came this far, that another run did it, or nobody. */
function wordOf(step: StepState) {
  if (isUnreached(step)) return "status.unreached" as const;
  if (step.note === "sample") return "replay.sample" as const;
  if (step.note === "unneeded") return "replay.unneeded" as const;
  // Of a loop that goes on where another run left it, some is done here.
  if (step.loop) return undefined;
  return step.takenFrom !== undefined && step.status === "succeeded" ? ("replay.taken" as const) : undefined;
}

interface MarksProps {
  id: string;
  problems: readonly ProblemDto[];
  step: StepState | undefined;
  /** What becomes of runs that come here while it is switched off. */
  off: ReturnType<typeof offWord> | undefined;
}

/** A step that is off is passed over; where the ways out are choices, nothing goes on. */
export function offWord(node: WorkflowNode, definition: NodeDefinition | undefined) {
  if (definition?.kind === "trigger") return "canvas.off.trigger" as const;
  const goesOn = portsOf(node, definition).some(({ id }) => goesPast(id));
  return goesOn ? ("canvas.off.passed" as const) : ("canvas.off.ends" as const);
}

/** Problems and the run's word on the card's upper edge: picture, colour and word. */
export function Marks({ id, problems, step, off }: MarksProps) {
  const t = useT();
  const look = step && step.status !== "pending" ? statusLooks[step.status] : undefined;
  const error = problems.some(({ severity }) => severity === "error");
  const Warning = error ? IconAlertCircle : IconAlertTriangle;
  return (
    <span className={css.marks} id={`state-${id}`}>
      {off && (
        <span className={css.mark}>
          <IconPower size={14} aria-hidden />
          {t(off)}
        </span>
      )}
      {problems.length > 0 && (
        <span
          className={css.mark}
          data-color={error ? "red" : "orange"}
          title={problems.map(({ message }) => message).join("\n")}
        >
          <Warning size={14} aria-hidden />
          {t("canvas.problems", { count: problems.length })}
        </span>
      )}
      {look && step && (
        <span className={css.mark} data-color={look.color} data-testid={`state-${id}`} data-state={step.status}>
          <look.icon size={14} aria-hidden className={step.status === "running" ? css.turning : undefined} />
          {progressWords(step, t) ?? t(wordOf(step) ?? look.word)}
        </span>
      )}
    </span>
  );
}
