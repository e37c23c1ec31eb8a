import { useId, useRef, useState } from "react";
import { Alert, Button, Collapse, Paper, SimpleGrid, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconCircleCheck, IconHelpCircle, IconRepeat, IconCircleX, type Icon } from "@tabler/icons-react";
import { pathOf, type Json, type StepState } from "@leeway/engine";
import { useResolveStep } from "../../api/runs.js";
import { Found } from "../../attention/found.js";
import { ask } from "../../ui/confirm.js";
import { Allowed } from "../../ui/allowed.js";
import { JsonArea } from "../../ui/json-area.js";
import { readJson } from "../../ui/json-text.js";
import { useHandOnFocus } from "../../ui/hand-on-focus.js";
import { useT, type Translate } from "../../ui/language.js";
import { sayDone, sayError } from "../../ui/said.js";
import { isOver } from "../cancel-button.js";
import type { RunFacts } from "../facts.js";
import { useLiveRun } from "../live.js";
import { ReplayButton } from "../replay-button.js";
import { Sent } from "./sent.js";
import css from "./story.module.css";

interface SettleProps {
  runId: string;
  step: StepState;
  facts: RunFacts;
  /** Where there is little room, the choice stands above what it is about. */
  waysFirst?: boolean;
}

/** An unclear step: what was sent, and three ways on, each with its consequence. */
export function Settle({ runId, step, facts, waysFirst = false }: SettleProps) {
  const t = useT();
  const own = useRef<HTMLDivElement>(null);
  useHandOnFocus(own);
  const resolve = useResolveStep(runId);
  const [output, setOutput] = useState("");
  const [bad, setBad] = useState(false);
  const readers = facts.readers(step.nodeId);
  const { doubt } = step;
  const choose = (as: "done" | "retry" | "fail") => {
    if (as !== "done" || readers.length === 0 || output.trim() !== "") settle(as);
    else askWithoutAnswer(t, readers, () => settle(as));
  };
  const settle = (as: "done" | "retry" | "fail") => {
    const known = as === "done" ? parse(output) : { ok: true };
    setBad(!known.ok);
    if (!known.ok) return;
    const body = { key: step.key, as, ...(known.value !== undefined && { output: known.value }) };
    resolve.mutate(body, {
      onSuccess: () => sayDone(t(`settle.${as}.said`)),
      onError: (error) => sayError(error, t),
    });
  };
  const over = useLiveRun(({ runId: live, state }) => live === runId && state !== undefined && isOver(state.status));
  const onError = facts.node(step.nodeId)?.onError ?? "stop";
  const busy = resolve.isPending ? resolve.variables.as : undefined;
  const sent = (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={600} mb={4}>
          {t("settle.sent")}
        </Text>
        <Sent step={step} facts={facts} />
      </div>
      {doubt && doubt.checks > 0 && (
        <Found
          check={{
            times: doubt.checks,
            at: doubt.at,
            found: step.found ?? [],
            error: doubt.error && facts.tell(doubt.error, step.nodeId),
          }}
        />
      )}
    </Stack>
  );
  if (over)
    return (
      <Alert
        ref={own}
        color="gray"
        icon={<IconHelpCircle />}
        title={t("settle.over.title")}
        mt="xs"
        data-testid="settle-over"
      >
        <Stack gap="sm">
          <Text size="sm">{t("settle.over.text")}</Text>
          {sent}
          {pathOf(step.key) === "" && (
            <ReplayButton runId={runId} from={{ key: step.key, name: facts.name(step.nodeId) }} size="compact-sm" />
          )}
        </Stack>
      </Alert>
    );
  return (
    <Alert ref={own} color="orange" icon={<IconHelpCircle />} title={t("settle.title")} mt="xs">
      <Stack gap="sm">
        <Text size="sm">{t("settle.text")}</Text>
        {!waysFirst && sent}
        <Allowed to="runs.settle">
          <SimpleGrid type="container" cols={{ base: 1, "600px": 3 }} spacing="sm">
            <Way as="done" icon={IconCircleCheck} text={t("settle.done.text")} busy={busy} onChoose={choose}>
              <Answer
                value={output}
                bad={bad}
                example={facts.definition(step.nodeId)?.sample}
                readers={readers}
                onChange={setOutput}
              />
            </Way>
            <Way as="retry" icon={IconRepeat} text={t("settle.retry.text")} busy={busy} onChoose={choose} />
            <Way as="fail" icon={IconCircleX} text={t(`settle.fail.${onError}`)} busy={busy} onChoose={choose} />
          </SimpleGrid>
        </Allowed>
        {waysFirst && sent}
      </Stack>
    </Alert>
  );
}

/** Going on with nothing where a later step reads it makes that step fail: nobody does so by oversight. */
function askWithoutAnswer(t: Translate, readers: readonly string[], onYes: () => void): void {
  ask(t, {
    title: t("settle.without.title"),
    text: `${t("settle.done.needed", { count: readers.length, names: readers.join(", ") })} ${t("settle.without.text")}`,
    yes: t("settle.without.go"),
    no: t("settle.without.write"),
    loss: true,
    onYes,
  });
}

interface WayProps {
  as: "done" | "retry" | "fail";
  icon: Icon;
  text: string;
  busy: string | undefined;
  onChoose: (as: "done" | "retry" | "fail") => void;
  children?: React.ReactNode;
}

function Way({ as, icon: Sign, text, busy, onChoose, children }: WayProps) {
  const t = useT();
  const about = useId();
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Button
          variant="default"
          leftSection={<Sign size={16} aria-hidden />}
          data-testid={`resolve-${as}`}
          aria-describedby={about}
          loading={busy === as}
          disabled={busy !== undefined && busy !== as}
          onClick={() => onChoose(as)}
        >
          {t(`settle.${as}`)}
        </Button>
        <Text size="sm" id={about}>
          {text}
        </Text>
        {children}
      </Stack>
    </Paper>
  );
}

interface AnswerProps {
  value: string;
  bad: boolean;
  example: Json | undefined;
  /** Steps that cannot work without it. */
  readers: readonly string[];
  onChange: (value: string) => void;
}

/** Later steps may need what came back; who looked it up can write it here. */
function Answer({ value, bad, example, readers, onChange }: AnswerProps) {
  const t = useT();
  const [chosen, setOpen] = useState<boolean>();
  const open = chosen ?? readers.length > 0;
  return (
    <>
      <UnstyledButton className={css.link} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("settle.done.output")}
      </UnstyledButton>
      {readers.length > 0 && value.trim() === "" && (
        <Text size="sm" fw={600}>
          {t("settle.done.needed", { count: readers.length, names: readers.join(", ") })}
        </Text>
      )}
      <Collapse expanded={open || bad}>
        <JsonArea
          optional
          aria-label={t("settle.done.output")}
          description={t("settle.done.output.hint")}
          minRows={3}
          maxRows={10}
          value={value}
          onChange={onChange}
        />
        {example !== undefined && (
          <Button mt={4} size="compact-xs" variant="subtle" onClick={() => onChange(JSON.stringify(example, null, 2))}>
            {t("settle.done.example")}
          </Button>
        )}
      </Collapse>
    </>
  );
}

function parse(text: string): { ok: boolean; value?: Json } {
  return text.trim() === "" ? { ok: true } : readJson(text);
}
