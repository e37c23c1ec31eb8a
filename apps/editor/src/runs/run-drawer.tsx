import { useEffect } from "react";
import { ActionIcon, Badge, Group, Text, Tooltip } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { Link } from "react-router";
import type { RunState } from "@leeway/engine";
import { useRun } from "../api/runs.js";
import { useT } from "../ui/language.js";
import { StatusBadge } from "../ui/status.js";
import { CancelButton, isOver } from "./cancel-button.js";
import { useRunFacts } from "./facts.js";
import { useFreshRuns } from "./fresh-runs.js";
import { useLiveRun } from "./live.js";
import { ReplayButton } from "./replay-button.js";
import { HeldLine } from "./run-notes.js";
import { RunPicker } from "./run-picker.js";
import { useShownStatus } from "./shown-status.js";
import { CompactStory } from "./story/compact.js";
import { Took } from "./story/words.js";
import css from "./drawer.module.css";

export interface RunDrawerProps {
  workflowId: string;
  /** The run to show from now on; inside, another one can be picked. */
  runId: string | undefined;
  onSelect: (nodeId: string) => void;
}

/** The run's timeline for the bottom of the canvas: compact rows, and what needs a person. */
export function RunDrawer({ workflowId, runId, onSelect }: RunDrawerProps) {
  const t = useT();
  const live = useLiveRun();
  const facts = useRunFacts(workflowId);
  useFreshRuns(workflowId);
  const { follow } = live;
  useEffect(() => {
    if (runId !== undefined) follow(runId);
  }, [runId, follow]);
  const shown = live.runId;
  return (
    <section className={css.drawer} aria-label={t("run.story")} data-testid="run-drawer">
      <Group gap="xs" wrap="nowrap" className={css.head}>
        <RunPicker workflowId={workflowId} runId={shown} onPick={follow} />
        {shown !== undefined && live.state && <Head runId={shown} state={live.state} />}
      </Group>
      <div className={css.rows}>
        {live.lost && (
          <Text size="sm" c="dimmed" px="md" py={4} role="status">
            {t("run.lost")}
          </Text>
        )}
        {shown === undefined && (
          <Text size="sm" c="dimmed" p="sm">
            {t("run.none")}
          </Text>
        )}
        {shown !== undefined && !live.state && (
          <Text size="sm" c="dimmed" p="sm" role="status">
            {t("run.starting")}
          </Text>
        )}
        {shown !== undefined && <HeldLine runId={shown} />}
        {shown !== undefined && live.state && (
          <CompactStory runId={shown} state={live.state} facts={facts} onSelect={onSelect} />
        )}
      </div>
    </section>
  );
}

function Head({ runId, state }: { runId: string; state: RunState }) {
  const t = useT();
  const run = useRun(runId).data;
  const status = useShownStatus(run, state);
  return (
    <>
      <span data-testid="run-status" aria-live="polite">
        <StatusBadge status={status} size="sm" />
      </span>
      <Text size="sm" c="dimmed" className={`${css.numbers} ${css.took}`}>
        {state.status !== "needs_attention" && <Took from={state.createdAt} to={state.finishedAt} />}
      </Text>
      {state.rehearsal && (
        <Badge color="violet" size="sm" flex="none">
          {t("runs.rehearsal")}
        </Badge>
      )}
      {state.handledErrors > 0 && (
        <Text size="sm" c="dimmed" truncate="end">
          {t("runs.handled", { count: state.handledErrors })}
        </Text>
      )}
      <Group gap={4} ml="auto" wrap="nowrap">
        {isOver(state.status) && <ReplayButton runId={runId} size="compact-sm" />}
        {!isOver(state.status) && <CancelButton runId={runId} requested={state.cancelRequested} size="compact-sm" />}
        <Tooltip label={t("run.openHere")}>
          <ActionIcon
            component={Link}
            to={`/runs/${runId}`}
            variant="subtle"
            color="gray"
            aria-label={t("run.openHere")}
          >
            <IconExternalLink size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
    </>
  );
}
