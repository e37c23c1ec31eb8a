import { Alert, Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { inParamWords, sayStepError } from "@leeway/api";
import { ownOf, sampleOf, type Json } from "@leeway/engine";
import { useSamples } from "../api/workflows.js";
import { useLastRun, type LastRun, type LastStep } from "../expression/last-run.js";
import { JsonView } from "../runs/json/json-view.js";
import { useLanguage, useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { StatusBadge } from "../ui/status.js";
import { KeepSample } from "./keep-sample.js";
import { useStep } from "./step-context.js";

/** What went through the step in the last run; before the first one, what it looks like. */
export function DataTab() {
  const { workflowId, node } = useStep();
  const last = useLastRun(workflowId);
  const step = last?.steps.get(node.id);
  return last && step && step.status !== "pending" ? <FromRun last={last} step={step} /> : <FromSample />;
}

function FromRun({ last, step }: { last: LastRun; step: LastStep }) {
  const t = useT();
  const { locale } = useLanguage();
  const { definition } = useStep();
  const trigger = definition.kind === "trigger";
  const said = step.error && sayStepError(inParamWords(definition, step.error, locale), locale);
  const at = step.finishedAt ?? last.startedAt;
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text size="sm">{t("inspector.data.last")}</Text>
          <StatusBadge status={step.status} size="sm" />
          {at !== undefined && <Moment at={at} fz="xs" c="dimmed" />}
        </Group>
        <Anchor component={Link} to={`/runs/${encodeURIComponent(last.id)}`} size="xs">
          {t("inspector.data.open")}
        </Anchor>
      </Group>
      {said && (
        <Alert color="red" p="xs">
          <Text size="sm">{said.message}</Text>
          {said.hint && <Text size="sm">{said.hint}</Text>}
        </Alert>
      )}
      {!trigger && <Section title={t("inspector.data.in")} value={step.input} testId="data-in" />}
      <Section
        title={t(trigger ? "inspector.data.received" : "inspector.data.out")}
        value={step.output}
        testId="data-out"
      />
      <KeepSample output={step.cut || step.status !== "succeeded" ? undefined : step.output} />
      {step.cut && (
        <Text size="xs" c="dimmed">
          {t("inspector.data.cut")}
        </Text>
      )}
    </Stack>
  );
}

function FromSample() {
  const t = useT();
  const { workflowId, node, definition } = useStep();
  const kept = ownOf(useSamples(workflowId).data ?? {}, node.id);
  const trigger = definition.kind === "trigger";
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t(trigger ? "inspector.data.never.trigger" : "inspector.data.never")}
      </Text>
      <Section
        title={t(kept === undefined ? "inspector.data.sample" : "sample.title")}
        value={kept ?? sampleOf(definition, node.params)}
        testId="data-sample"
      />
      <KeepSample output={undefined} />
    </Stack>
  );
}

function Section({ title, value, testId }: { title: string; value: Json | undefined; testId: string }) {
  const t = useT();
  return (
    <section data-testid={testId}>
      <Text size="sm" fw={600} component="h3">
        {title}
      </Text>
      {value === undefined ? (
        <Text size="sm" c="dimmed">
          {t("inspector.data.nothing")}
        </Text>
      ) : (
        <JsonView value={value} label={title} />
      )}
    </section>
  );
}
