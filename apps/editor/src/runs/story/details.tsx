import { useState } from "react";
import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconFocusCentered, IconTerminal2 } from "@tabler/icons-react";
import { useIntl } from "react-intl";
import { whomOf, type StepState } from "@leeway/engine";
import { PersonLink } from "../../people/person-link.js";
import { useT, type Translate } from "../../ui/language.js";
import { useDuration } from "../../ui/moment.js";
import { curlOf } from "../../curl/curl.js";
import { remember, remembered } from "../../ui/remembered.js";
import type { RunFacts } from "../facts.js";
import { JsonView } from "../json/json-view.js";
import { useLiveRun } from "../live.js";
import { RunFiles } from "./run-files.js";
import { isEventful, type StepMoment } from "./history.js";
import { RehearsedRequest } from "./rehearsed.js";
import { CameBack, Sent } from "./sent.js";
import { Piece } from "./words.js";
import css from "./story.module.css";

interface DetailsProps {
  step: StepState;
  facts: RunFacts;
  onOpenStep: (nodeId: string) => void;
}

/** One click deeper: what was sent and what came back, in words or raw, and how the attempts went. */
export function Details({ step, facts, onOpenStep }: DetailsProps) {
  const t = useT();
  const [as, setAs] = useState(() => remembered("details") ?? "words");
  const moments = useLiveRun(({ history }) => history.get(step.key)) ?? [];
  const definition = facts.definition(step.nodeId);
  const isTrigger = definition?.kind === "trigger";
  const calls = definition?.kind === "action";
  const whom = whomOf(definition, step.input, step.output);
  const choose = (next: string) => {
    remember("details", next);
    setAs(next);
  };
  return (
    <Stack gap="sm" mt="sm">
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t("story.details")}
          value={as}
          onChange={choose}
          data={[
            { value: "words", label: t("story.readable") },
            { value: "raw", label: t("story.raw") },
          ]}
        />
        <Group gap="xs">
          {whom !== undefined && <PersonLink id={whom} />}
          <CurlButton step={step} facts={facts} />
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconFocusCentered size={14} aria-hidden />}
            onClick={() => onOpenStep(step.nodeId)}
          >
            {t("story.showOnCanvas")}
          </Button>
        </Group>
      </Group>
      <SimpleGrid cols={{ base: 1, md: isTrigger ? 1 : 2 }}>
        {!isTrigger && (
          <Piece title={t(calls ? "story.sent" : "story.used")}>
            {as === "raw" && step.input !== undefined ? (
              <JsonView value={step.input} label={t("story.sent")} />
            ) : (
              <Sent step={step} facts={facts} />
            )}
          </Piece>
        )}
        <Piece title={t(isTrigger ? "story.received" : calls ? "story.back" : "story.out")}>
          {as === "raw" && step.output !== undefined ? (
            <JsonView value={step.output} label={t("story.back")} />
          ) : (
            <CameBack output={step.output} facts={facts} />
          )}
        </Piece>
      </SimpleGrid>
      {isTrigger && <RunFiles output={step.output} />}
      <RehearsedRequest step={step} />
      {isEventful(moments) && <HowItWent nodeId={step.nodeId} moments={moments} facts={facts} />}
    </Stack>
  );
}

function CurlButton({ step, facts }: { step: StepState; facts: RunFacts }) {
  const t = useT();
  const clipboard = useClipboard({ timeout: 1_500 });
  const definition = facts.definition(step.nodeId);
  const curl = definition && curlOf(definition, step.input, facts.credential(step.nodeId));
  if (curl === undefined) return null;
  return (
    <Tooltip label={t("story.curl.hint")} disabled={!definition?.request}>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconTerminal2 size={14} aria-hidden />}
        onClick={() => clipboard.copy(curl)}
      >
        {clipboard.copied ? t("common.copied") : t("story.curl")}
      </Button>
    </Tooltip>
  );
}

interface HowItWentProps {
  nodeId: string;
  moments: readonly StepMoment[];
  facts: RunFacts;
}

/** Attempts and waits, one after the other. */
function HowItWent({ nodeId, moments, facts }: HowItWentProps) {
  const t = useT();
  const intl = useIntl();
  const duration = useDuration();
  return (
    <Piece title={t("story.history")}>
      <ol className={css.moments}>
        {moments.map((moment, index) => (
          <li key={moment.seq}>
            <time dateTime={new Date(moment.at).toISOString()}>
              {intl.formatTime(moment.at, { timeStyle: "medium" })}
            </time>
            <div>
              <span>{momentText(moment, moments[index + 1]?.at, t, duration)}</span>
              {"error" in moment && moment.error && (
                <Text size="sm" c="dimmed">
                  {facts.tell(moment.error, nodeId).message}
                </Text>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Piece>
  );
}

function momentText(
  moment: StepMoment,
  next: number | undefined,
  t: Translate,
  duration: (ms: number) => string,
): string {
  switch (moment.kind) {
    case "started":
      return t("story.moment.started", { attempt: moment.attempt });
    case "waiting":
      if (next === undefined) return t(`story.waits.${moment.waitingFor}`);
      return t(`story.waited.${moment.waitingFor}`, { time: duration(next - moment.at) });
    case "skipped":
      return t("status.skipped");
    case "unknown":
      return t("story.moment.unknown");
    case "resolved":
      return t(moment.by === "check" ? "story.settled.check" : `story.settled.${moment.as}`);
    case "ended":
      return t(`story.moment.${moment.as}`);
  }
}
