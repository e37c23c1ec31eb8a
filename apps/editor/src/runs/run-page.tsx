import { useCallback, useEffect } from "react";
import { Alert, Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconCircleX,
  IconMasksTheater,
  IconPlugConnectedX,
  IconSitemap,
} from "@tabler/icons-react";
import { Link, useNavigate, useParams } from "react-router";
import type { Run } from "@leeway/api";
import type { RunState, StepError } from "@leeway/engine";
import { useAnyBrake } from "../api/brakes.js";
import { useRun } from "../api/runs.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { Page } from "../ui/page.js";
import { FailedHere } from "../team/failed-here.js";
import { Waiting } from "../ui/states.js";
import { StatusBadge } from "../ui/status.js";
import { CancelButton, isOver } from "./cancel-button.js";
import { useRunFacts, type RunFacts } from "./facts.js";
import { useLiveRun } from "./live.js";
import { ReplayButton } from "./replay-button.js";
import { CalledBy, RunNotes } from "./run-notes.js";
import { RunMarks } from "./run-marks.js";
import { shownStatus, useShownStatus } from "./shown-status.js";
import { useShownStep } from "./show-step.js";
import { ShowStep } from "./show-step-button.js";
import { Story } from "./story/timeline.js";
import { Took } from "./story/words.js";
import { WentOn } from "./went-on.js";

/** One run, told as a story, live while it lasts. */
export default function RunPage() {
  const t = useT();
  const { id = "" } = useParams();
  const run = useRun(id, useAnyBrake());
  const live = useLiveRun();
  const state = live.runId === id ? live.state : undefined;
  const facts = useRunFacts(run.data?.workflowId);
  useShownStep(id, facts, state !== undefined);
  const { follow, stop } = live;
  useEffect(() => {
    follow(id);
    return stop;
  }, [id, follow, stop]);
  return (
    <Page
      title={run.data?.workflowName ?? t("runs.title")}
      {...(run.data && { button: <Buttons run={run.data} state={state} /> })}
    >
      <Anchor component={Link} to="/runs" size="sm">
        <Group gap={4} component="span" display="inline-flex">
          <IconArrowLeft size={14} aria-hidden /> {t("run.back")}
        </Group>
      </Anchor>
      {run.isPending && <Waiting rows={6} />}
      {run.error && <FailedHere id={id} error={run.error} again={() => void run.refetch()} />}
      {run.data && <Told run={run.data} state={state} lost={live.lost} facts={facts} />}
    </Page>
  );
}

function Buttons({ run, state }: { run: Run; state: RunState | undefined }) {
  const t = useT();
  const over = isOver(shownStatus(run, state));
  return (
    <Group gap="xs">
      {!over && <CancelButton runId={run.id} requested={state?.cancelRequested ?? false} />}
      {over && <ReplayButton runId={run.id} />}
      <Button
        component={Link}
        to={`/workflows/${run.workflowId}?run=${run.id}`}
        variant="default"
        leftSection={<IconSitemap size={16} aria-hidden />}
      >
        {t("run.openWorkflow")}
      </Button>
    </Group>
  );
}

function Told({ run, state, lost, facts }: { run: Run; state: RunState | undefined; lost: boolean; facts: RunFacts }) {
  const t = useT();
  const navigate = useNavigate();
  const { id, workflowId } = run;
  const openStep = useCallback(
    (nodeId: string) => void navigate(`/workflows/${workflowId}?run=${id}&node=${encodeURIComponent(nodeId)}`),
    [navigate, workflowId, id],
  );
  const status = shownStatus(run, state);
  return (
    <Stack mt="sm">
      <Facts run={run} state={state} facts={facts} />
      {run.rehearsal && (
        <Alert color="violet" icon={<IconMasksTheater />} data-testid="run-rehearsal">
          {t("rehearsed.run")}
        </Alert>
      )}
      {lost && (
        <Alert color="gray" icon={<IconPlugConnectedX />} role="status">
          {t("run.lost")}
        </Alert>
      )}
      {status === "needs_attention" && <NeedsYou runId={id} state={state} />}
      {state?.cancelRequested && !isOver(status) && (
        <Alert color="gray" role="status">
          {t("run.cancelling")}
        </Alert>
      )}
      <RunNotes run={run} state={state} facts={facts} />
      {status === "failed" && state?.error && <FailedRun state={state} error={state.error} facts={facts} />}
      {state && state.handledErrors > 0 && <WentOn runId={id} state={state} facts={facts} />}
      <Title order={2}>{t("run.story")}</Title>
      {state ? <Story runId={run.id} state={state} facts={facts} onOpenStep={openStep} /> : <Waiting rows={3} />}
    </Stack>
  );
}

function Facts({ run, state, facts }: { run: Run; state: RunState | undefined; facts: RunFacts }) {
  const t = useT();
  const status = useShownStatus(run, state);
  const started = state?.createdAt ?? Date.parse(run.createdAt);
  const finished = state?.finishedAt ?? (run.finishedAt ? Date.parse(run.finishedAt) : undefined);
  return (
    <Group gap="md" data-testid="run-facts">
      <span data-testid="run-status" aria-live="polite">
        <StatusBadge status={status} />
      </span>
      <Moment at={started} size="sm" />
      <Text size="sm" c="dimmed">
        {status !== "needs_attention" && <Took from={started} to={finished} />}
      </Text>
      <Text size="sm" c="dimmed" className="leeway-name">
        {t("runs.by", { what: facts.name(run.trigger) })}
      </Text>
      {typeof run.version === "number" && (
        <Text size="sm" c="dimmed">
          {t("runs.version", { version: run.version })}
        </Text>
      )}
      <RunMarks run={run} />
      {run.parentRunId !== null && <CalledBy runId={run.parentRunId} />}
      {run.replayOf !== null && (
        <Anchor component={Link} to={`/runs/${run.replayOf}`} size="sm" data-testid="replay-of">
          {t("replay.of", { id: run.replayOf.slice(-6) })}
        </Anchor>
      )}
      {run.replayedAs && (
        <Anchor component={Link} to={`/runs/${run.replayedAs.id}`} size="sm" data-testid="replayed-as">
          {t("replay.as", { id: run.replayedAs.id.slice(-6) })}
        </Anchor>
      )}
      <Group gap={0}>
        <Text size="xs" c="dimmed" ff="monospace">
          {run.id.slice(-6)}
        </Text>
        <Copy text={run.id} label={t("run.copyId")} />
      </Group>
    </Group>
  );
}

/** What stopped the run, in a sentence, and the way to the step that tells more. */
function FailedRun({ state, error, facts }: { state: RunState; error: StepError; facts: RunFacts }) {
  const t = useT();
  const step = [...state.steps.values()].find(({ nodeId, status }) => nodeId === error.nodeId && status === "failed");
  const { message, hint } = facts.tell(error, error.nodeId, true);
  return (
    <Alert color="red" icon={<IconCircleX />} title={t("run.failed.title")}>
      <Text size="sm">{message}</Text>
      {!step && hint && <Text size="sm">{hint}</Text>}
      {step && <ShowStep stepKey={step.key}>{t("run.failed.show")}</ShowStep>}
    </Alert>
  );
}

/** Nothing moves until a person decides: the way to the step that asks, or to the items of a loop that do. */
function NeedsYou({ runId, state }: { runId: string; state: RunState | undefined }) {
  const t = useT();
  const steps = [...(state?.steps.values() ?? [])];
  const step = steps.find(({ status }) => status === "unknown");
  // Nothing moves any more: whatever loop has not ended is there because of doubts in its items.
  const loop = steps.find((one) => one.loop && one.status === "running");
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} title={t("run.attention.title")}>
      <Text size="sm">{t("run.attention.text")}</Text>
      {step && <ShowStep stepKey={step.key}>{t("run.attention.show")}</ShowStep>}
      {!step && loop && (
        <ShowStep stepKey={loop.key} runId={runId} items="unknown">
          {t("run.attention.items")}
        </ShowStep>
      )}
    </Alert>
  );
}
