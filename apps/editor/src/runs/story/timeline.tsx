import { useMemo, useState } from "react";
import { Badge, Group, Text, ThemeIcon, Timeline, UnstyledButton } from "@mantine/core";
import type { RunState, StepState } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import { statusLooks } from "../../ui/status.js";
import type { RunFacts } from "../facts.js";
import { useLiveRun } from "../live.js";
import { chaptersOf, countByStatus, type Chapter } from "./chapters.js";
import { StepCard } from "./step-card.js";
import css from "./story.module.css";

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
          {chapter.kind === "items" && <Items runId={runId} chapter={chapter} facts={facts} onOpenStep={onOpenStep} />}
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

const keyOf = (chapter: Chapter) =>
  chapter.kind === "step" ? chapter.step.key : (chapter.steps[0]?.key ?? chapter.kind);
const gravest: StepState["status"][] = [
  "unknown",
  "running",
  "waiting",
  "failed",
  "cancelled",
  "pending",
  "succeeded",
  "skipped",
];

function statusOf(chapter: Chapter): StepState["status"] {
  if (chapter.kind === "step") return chapter.step.status;
  const counts = countByStatus(chapter.steps);
  return gravest.find((status) => counts.has(status)) ?? "succeeded";
}

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

const SHOWN = 20;

function Items({
  runId,
  chapter,
  facts,
  onOpenStep,
}: Omit<StoryProps, "state"> & { chapter: Extract<Chapter, { kind: "items" }> }) {
  const t = useT();
  const [shown, setShown] = useState(0);
  const counts = countByStatus(chapter.steps);
  // What needs a person comes first, whatever its number.
  const inOrder = chapter.steps.toSorted((a, b) => gravest.indexOf(a.status) - gravest.indexOf(b.status));
  const rest = inOrder.length - shown;
  return (
    <div className={css.step}>
      <Group gap="xs">
        <Text fw={600} flex={1}>
          {facts.name(chapter.nodeId)}
        </Text>
        {[...counts].map(([status, count]) => (
          <Badge
            key={status}
            variant="light"
            color={statusLooks[status].color}
            tt="none"
            styles={{ label: { color: "var(--mantine-color-text)" } }}
          >
            {t(statusLooks[status].word)}: {count}
          </Badge>
        ))}
      </Group>
      {inOrder.slice(0, shown).map((step) => (
        <StepCard key={step.key} runId={runId} step={step} facts={facts} onOpenStep={onOpenStep} />
      ))}
      {rest > 0 && (
        <UnstyledButton className={css.link} onClick={() => setShown(shown + SHOWN)}>
          {shown === 0 ? t("story.items", { count: rest }) : t("story.items.more", { count: rest })}
        </UnstyledButton>
      )}
    </div>
  );
}
