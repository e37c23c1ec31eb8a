import { useMemo } from "react";
import { Text, ThemeIcon, Timeline } from "@mantine/core";
import type { RunState, StepState } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import { statusLooks } from "../../ui/status.js";
import type { RunFacts } from "../facts.js";
import { useLiveRun } from "../live.js";
import { chaptersOf, type Chapter } from "./chapters.js";
import { StepCard } from "./step-card.js";

interface StoryProps {
  runId: string;
  state: RunState;
  facts: RunFacts;
  onOpenStep: (nodeId: string) => void;
}

/** The run from its trigger on, step by step. */
export function Story({ runId, state, facts, onOpenStep }: StoryProps) {
  const chapters = useMemo(() => chaptersOf(state.steps.values()), [state.steps]);
  return (
    <Timeline active={chapters.length} bulletSize={28} lineWidth={2}>
      {chapters.map((chapter) => (
        <Timeline.Item
          key={keyOf(chapter)}
          bullet={<Sign status={statusOf(chapter)} />}
          color={statusLooks[statusOf(chapter)].color}
        >
          {chapter.kind === "step" && (
            <StepCard runId={runId} step={chapter.step} facts={facts} onOpenStep={onOpenStep} />
          )}
          {chapter.kind === "skipped" && <Skipped steps={chapter.steps} facts={facts} />}
          {chapter.kind === "unreached" && <Unreached steps={chapter.steps} facts={facts} />}
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

const keyOf = (chapter: Chapter) =>
  chapter.kind === "step" ? chapter.step.key : (chapter.steps[0]?.key ?? chapter.kind);
const statusOf = (chapter: Chapter): StepState["status"] =>
  chapter.kind === "step" ? chapter.step.status : (chapter.steps[0]?.status ?? "skipped");

function Sign({ status }: { status: StepState["status"] }) {
  const { icon: Icon, color } = statusLooks[status];
  return (
    <ThemeIcon
      size={28}
      radius="xl"
      color={color}
      variant={status === "skipped" || status === "pending" ? "light" : "filled"}
    >
      <Icon size={16} aria-hidden />
    </ThemeIcon>
  );
}

/** Which steps were skipped, and why, in a line. */
export function Skipped({ steps, facts }: { steps: StepState[]; facts: RunFacts }) {
  const t = useT();
  const history = useLiveRun((live) => live.history);
  const because = new Set(
    steps.flatMap(({ key }) =>
      (history.get(key) ?? []).flatMap((moment) => (moment.kind === "skipped" ? [moment.because] : [])),
    ),
  );
  const names = steps.map(({ nodeId }) => facts.name(nodeId)).join(", ");
  const reason = [...because].map((one) => t(`story.skipped.${one}`)).join(", ");
  return (
    <Text size="sm" c="dimmed" pt={4} data-testid={steps[0] && `step-${steps[0].key}`}>
      {t("story.skipped", { count: steps.length, names })}
      {reason && ` · ${reason}`}
    </Text>
  );
}

/** The steps that the run never came to, in a line. */
export function Unreached({ steps, facts }: { steps: StepState[]; facts: RunFacts }) {
  const t = useT();
  const names = steps.map(({ nodeId }) => facts.name(nodeId)).join(", ");
  return (
    <Text size="sm" c="dimmed" pt={4} data-testid={steps[0] && `step-${steps[0].key}`}>
      {t("story.unreached", { count: steps.length, names })}
    </Text>
  );
}
