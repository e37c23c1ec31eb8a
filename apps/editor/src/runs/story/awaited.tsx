import { useRef, useState } from "react";
import { Button, Code, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { isObject, type StepState } from "@leeway/engine";
import { useApproveStep, useRunStep } from "../../api/runs.js";
import { Copy } from "../../ui/copy.js";
import { Allowed } from "../../ui/allowed.js";
import { useHandOnFocus } from "../../ui/hand-on-focus.js";
import { useT } from "../../ui/language.js";
import { sayDone, sayError } from "../../ui/said.js";

/** What ends a wait from outside: a person's yes or no, or a call of an address. */
export function Awaited({ runId, step }: { runId: string; step: StepState }) {
  if (step.status !== "waiting") return null;
  if (step.waitingFor === "approval") return <Approval runId={runId} step={step} />;
  return step.waitingFor === "callback" ? <CallbackAddress runId={runId} step={step} /> : null;
}

function Approval({ runId, step }: { runId: string; step: StepState }) {
  const t = useT();
  const own = useRef<HTMLDivElement>(null);
  useHandOnFocus(own);
  const approve = useApproveStep(runId);
  const [note, setNote] = useState("");
  const message = isObject(step.input) && typeof step.input["message"] === "string" ? step.input["message"] : "";
  const say = (approved: boolean) =>
    approve.mutate(
      { key: step.key, approved, ...(note.trim() !== "" && { data: { note: note.trim() } }) },
      {
        onSuccess: () => sayDone(t(approved ? "approve.said.yes" : "approve.said.no")),
        onError: (error) => sayError(error, t),
      },
    );
  const busy = approve.isPending ? approve.variables.approved : undefined;
  return (
    <Paper ref={own} withBorder p="sm" mt="xs" data-testid={`approve-${step.key}`}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t("approve.title")}
        </Text>
        <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {message || t("approve.noMessage")}
        </Text>
        <Allowed to="runs.settle">
          <Group gap="xs">
            <Button
              size="xs"
              data-testid="approve-yes"
              leftSection={<IconCheck size={16} aria-hidden />}
              loading={busy === true}
              disabled={busy === false}
              onClick={() => say(true)}
            >
              {t("approve.yes")}
            </Button>
            <Button
              size="xs"
              variant="default"
              data-testid="approve-no"
              leftSection={<IconX size={16} aria-hidden />}
              loading={busy === false}
              disabled={busy === true}
              onClick={() => say(false)}
            >
              {t("approve.no")}
            </Button>
            <TextInput
              size="xs"
              flex={1}
              miw={160}
              aria-label={t("approve.note")}
              placeholder={t("approve.note")}
              maxLength={2_000}
              value={note}
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
          </Group>
        </Allowed>
      </Stack>
    </Paper>
  );
}

function CallbackAddress({ runId, step }: { runId: string; step: StepState }) {
  const t = useT();
  const url = useRunStep(runId, step.key).data?.waitingFor?.url;
  if (url === undefined) return null;
  return (
    <Paper withBorder p="sm" mt="xs" data-testid={`callback-${step.key}`}>
      <Text size="sm" mb={4}>
        {t("callback.address")}
      </Text>
      <Group gap={4} wrap="nowrap">
        <Code style={{ overflowWrap: "anywhere" }}>{url}</Code>
        <Copy text={url} label={t("callback.copy")} />
      </Group>
    </Paper>
  );
}
